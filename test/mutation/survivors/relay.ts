import type { Explained } from '../survivors.ts';

/** Of the relay beside its decision and its protocol. */
export const RELAY: readonly Explained[] = [
  {
    file: 'src/relay/http/server.ts',
    from: 'if (socket instanceof OneRequest) void serve(request, response, socket);',
    to: 'if (true) void serve(request, response, socket);',
    why: 'The parser is given no other connections; it is asked for the type check.',
  },
];
