/** What a server saw of one request. `body` is decoded from UTF-8. */
export interface SeenRequest {
  method: string;
  path: string;
  /** Names in lower case; of a repeated one all values, with commas between. */
  headers: Record<string, string>;
  body: string;
  /** When the connection was accepted and when the first and the last byte of the request came, on the server's clock. */
  acceptedMs: number;
  firstByteMs: number | null;
  completeMs: number | null;
  /** The status it answered with, null as long as it has not. */
  status: number | null;
}

/** An answer in HTTP/1.1. The default is `200 OK` with the two bytes `ok` and a Content-Length. */
export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Makes the body this many filler bytes in place of `body`. */
  readonly bodyBytes?: number;
  /** `none` neither announces the length nor chunks: the end of the connection ends the body. */
  readonly framing?: 'length' | 'chunked' | 'none';
  /** The time from the end of the request to the first byte of the answer. */
  readonly delayMs?: number;
  /** The body comes in pieces of `pieceBytes`, `pieceMs` apart; without it all at once. */
  readonly pieceBytes?: number;
  readonly pieceMs?: number;
  /** Sends `100 Continue` as soon as the headers have come. */
  readonly continues?: boolean;
  /** Announces the whole body, or all of it as one chunk, sends this many bytes of it and closes. */
  readonly cutAtBytes?: number;
  /** Leaves the connection open after the answer. Servers mostly obey the board's `Connection: close`. */
  readonly keepsOpen?: boolean;
}

/** When in a request something goes wrong, seen from the server. */
export type Moment = 'accept' | 'headers' | 'body' | 'answer';

/** What a server does to one connection; one value drives the in-memory server and the one on real sockets alike. */
export type Behaviour =
  | ({ readonly kind: 'answer' } & Answer)
  /** Answers the SYN with a reset. */
  | { readonly kind: 'refuse' }
  /** The SYN vanishes. Only in memory: a kernel accepts by itself. */
  | { readonly kind: 'swallow' }
  /**
   * Resets the connection: as soon as it stands (`accept`), after the headers, after the whole request (`body`: it may
   * well have been acted upon), or in the middle of the answer.
   */
  | { readonly kind: 'reset'; readonly at: Moment }
  /** As `reset`, but an orderly close without an answer. */
  | { readonly kind: 'close'; readonly at: Exclude<Moment, 'answer'> }
  /** Accepts, reads all, and says nothing for ever. */
  | { readonly kind: 'silent' }
  /** Accepts, reads all, and behaves as the request calls for. */
  | { readonly kind: 'decide'; readonly decide: (request: SeenRequest) => Behaviour }
  /** Accepts, reads all, and once the time is over behaves as things are by then. */
  | { readonly kind: 'later'; readonly afterMs: number; readonly decide: () => Behaviour };

export type BehaviourName = keyof typeof BEHAVIOURS;

/** The ways of a server that scenarios go through by name, on virtual and on real hardware. */
export const BEHAVIOURS = {
  ok: { kind: 'answer' },
  noContent: { kind: 'answer', status: 204, framing: 'none', body: '' },
  tooMany: { kind: 'answer', status: 429, headers: { 'Retry-After': '2' }, body: 'slow down' },
  serverError: { kind: 'answer', status: 500, body: 'oops' },
  /** As of a webhook that was revoked. */
  gone: { kind: 'answer', status: 404, body: 'no_service' },
  unavailable: { kind: 'answer', status: 503, headers: { 'Retry-After': '2' }, body: 'later' },
  /** What a proxy says that has lost the answer of a server, which may have acted. */
  lostByGateway: { kind: 'answer', status: 503, body: 'upstream connection reset' },
  badGateway: { kind: 'answer', status: 502, body: 'bad gateway' },
  notFound: { kind: 'answer', status: 404, body: 'no such hook' },
  redirect: { kind: 'answer', status: 302, headers: { Location: 'http://elsewhere.test/' }, body: '' },
  slow: { kind: 'answer', delayMs: 3000, pieceBytes: 1, pieceMs: 500 },
  megabyte: { kind: 'answer', bodyBytes: 1_048_576 },
  withoutLength: { kind: 'answer', framing: 'none', body: 'no length given' },
  chunked: { kind: 'answer', framing: 'chunked', body: 'in several pieces' },
  continues: { kind: 'answer', continues: true },
  cutShort: { kind: 'answer', body: 'a body that is announced whole', cutAtBytes: 6 },
  cutInChunk: { kind: 'answer', framing: 'chunked', body: 'never', cutAtBytes: 0 },
  stallsInChunk: { kind: 'answer', framing: 'chunked', body: 'never', cutAtBytes: 0, keepsOpen: true },
  nonsense: { kind: 'answer', status: Number.NaN, body: 'what?' },
  refuse: { kind: 'refuse' },
  swallow: { kind: 'swallow' },
  resetAtAccept: { kind: 'reset', at: 'accept' },
  resetBeforeBody: { kind: 'reset', at: 'headers' },
  resetAfterBody: { kind: 'reset', at: 'body' },
  resetInAnswer: { kind: 'reset', at: 'answer' },
  closeAtAccept: { kind: 'close', at: 'accept' },
  closeWithoutAnswer: { kind: 'close', at: 'body' },
  silent: { kind: 'silent' },
} as const satisfies Record<string, Behaviour>;
