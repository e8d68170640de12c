import type { Explained } from '../survivors.ts';

export const RELAY: readonly Explained[] = [
  {
    file: 'src/relay/delivery/decide.ts',
    from: "if (contentType.length !== 1 || !JSON_TYPE.test(contentType[0] ?? '')) return 'notJson';",
    to: 'if (contentType.length !== 1 || !JSON_TYPE.test(contentType[0] ?? "Stryker was here!")) return \'notJson\';',
    why: 'There is one type by then; the other text is there for the type check, and is no type of JSON either.',
  },
  {
    file: 'src/relay/delivery/decide.ts',
    from: "return parseKey(idempotencyKey[0] ?? '') ?? 'malformed';",
    to: 'return parseKey(idempotencyKey[0] ?? "Stryker was here!") ?? \'malformed\';',
    why: 'The other text is as little a key as the empty one.',
  },
  {
    file: 'src/relay/delivery/decide.ts',
    from: "const claim = parseAuthorization(credentials ?? '');",
    to: 'const claim = parseAuthorization(credentials ?? "Stryker was here!");',
    why: 'The other text is as little credentials as the empty one.',
  },
  {
    file: 'src/relay/delivery/decide.ts',
    from: '} catch {\n    return false;\n  }',
    to: '} catch {}',
    why: 'Its caller asks only whether it is true, and nothing returned is not.',
  },
  {
    file: 'src/relay/protocol/nonces.ts',
    from: "return MARKED.exec(nonce)?.[1] ?? '';",
    to: 'return MARKED.exec(nonce)?.[1] ?? "Stryker was here!";',
    why: 'The other text is as little a nonce as the empty one.',
  },
  {
    file: 'src/relay/http/server.ts',
    from: 'if (socket instanceof OneRequest) void serve(request, response, socket);',
    to: 'if (true) void serve(request, response, socket);',
    why: 'The parser is given no other connections; it is asked for the type check.',
  },
  {
    file: 'src/relay/http/connections.ts',
    from: "this.#open.set(socket, { address: socket.remoteAddress ?? '', isBusy: false });",
    to: 'this.#open.set(socket, { address: socket.remoteAddress ?? "Stryker was here!", isBusy: false });',
    why: 'Any one text will do for all that have no address.',
  },
  {
    file: 'src/relay/journal/record.ts',
    from: '} catch {\n    return undefined;\n  }',
    to: '} catch {}',
    why: 'Its caller gets undefined either way.',
  },
  {
    file: 'src/relay/delivery/meaning.ts',
    from: '} catch {\n    return false;\n  }',
    to: '} catch {}',
    why: 'Its caller asks only whether it is true, and nothing returned is not.',
  },
  {
    file: 'src/relay/delivery/meaning.ts',
    from: 'if (Array.isArray(pattern) && Array.isArray(value) && pattern.length !== value.length) return false;',
    to: 'if (Array.isArray(pattern) || Array.isArray(value) && pattern.length !== value.length) return false;',
    why: 'By then both are lists, or neither is.',
  },
];
