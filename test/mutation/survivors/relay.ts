import type { Explained } from '../survivors.ts';

/** Of the relay beside its decision and its protocol. */
export const RELAY: readonly Explained[] = [
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
