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
  {
    file: 'src/relay/delivery/deliver.ts',
    from: "if (outcome.kind === 'notDelivered' && outcome.retryAfterMs !== undefined) {",
    to: 'if (true && outcome.retryAfterMs !== undefined) {',
    why: 'No other outcome has a time; its kind is asked for the type check.',
  },
  {
    file: 'src/relay/http/race.ts',
    from: "const isFirstKind = (text: string): boolean => isIPv6(text) === isIPv6(texts[0] ?? '');",
    to: 'const isFirstKind = (text: string): boolean => isIPv6(text) === isIPv6(texts[0] ?? "Stryker was here!");',
    why: 'Where there is no first address none is asked about; the other text is there for the type check.',
  },
  ...['noDelay: false, keepAlive: true', 'noDelay: true, keepAlive: false'].map((to) => ({
    file: 'src/relay/http/race.ts',
    from: 'dial: (host, port) => connect({ host, port, noDelay: true, keepAlive: true }),',
    to: `dial: (host, port) => connect({ host, port, ${to} }),`,
    why: 'The system is told so, and what it does then depends on a network that a test has not.',
  })),
  ...['true', 'started <= addresses.length'].map((to) => ({
    file: 'src/relay/http/race.ts',
    from: 'if (started < addresses.length) timer = setTimeout(startNext, HEAD_START_MS);',
    to: `if (${to}) timer = setTimeout(startNext, HEAD_START_MS);`,
    why: 'After the last address its turn comes to none, and the end of the race ends the timer.',
  })),
  {
    file: 'src/relay/http/way.ts',
    from: "wrapped.on('error', () => undefined).destroy();",
    to: 'wrapped.on("", () => undefined).destroy();',
    why: 'Whether an error comes after the first is up to the system; in a test none does.',
  },
];
