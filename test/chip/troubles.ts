import { ANSWERS, outcomeAnswer, type Refusal } from '../../src/relay/protocol/answers.ts';
import {
  CUT_CHUNK,
  CUT_CHUNK_LENGTH,
  HANG_UP,
  http,
  manyHeaders,
  raw,
  RESET,
  SILENCE,
  STALLED_CHUNK,
  type Answer,
} from './network/answers.ts';
import type { Play } from './network/relay.ts';

/** What the button says became of a press. */
export type Told = 'accepted' | 'failed' | 'expired' | 'unknown';

/** What the first message of a press gets for an answer; everything after it is answered well. */
export interface Trouble<Answering = Play> {
  readonly title: string;
  readonly answer: Answering;
  /** What the press comes to; where it is left out, any of them will do. */
  readonly told?: Told;
  /** The chip restarts over it, which is where a run ends: docs/design.md, D2. */
  readonly restarts?: boolean;
}

interface RawTrouble {
  readonly title: string;
  readonly bytes: Answer;
  /** For a webhook. A relay's answer that has no MAC is none: the button asks again. */
  readonly told?: Told;
  readonly restarts?: boolean;
}

const DIGITS = 3000;
const long = (start: string, end: string): string => start + '0'.repeat(DIGITS - 1) + end;

/** Answers that anybody on the network can give, with a relay or without one. */
const RAW: readonly RawTrouble[] = [
  { title: '429 with Retry-After', bytes: http(429, { 'Retry-After': '1' }), told: 'accepted' },
  {
    title: '429 with 3000 digits of Retry-After',
    bytes: http(429, { 'Retry-After': long('', '1') }),
    told: 'accepted',
  },
  { title: '503 with Retry-After', bytes: http(503, { 'Retry-After': '1' }), told: 'accepted' },
  { title: '401 of a webhook', bytes: http(401), told: 'failed' },
  { title: '404', bytes: http(404), told: 'failed' },
  { title: '500', bytes: http(500), told: 'unknown' },
  { title: '502 of a proxy', bytes: http(502), told: 'unknown' },
  { title: '120 headers', bytes: http(200, manyHeaders(120)), told: 'accepted' },
  { title: '200 headers', bytes: http(200, manyHeaders(200)), told: 'accepted' },
  { title: '30 kB in one header', bytes: http(200, { 'X-Long': 'v'.repeat(30_000) }), told: 'accepted' },
  {
    title: 'a status of 3000 digits',
    bytes: raw(`HTTP/1.1 ${long('2', '0')} OK\r\nContent-Length: 2\r\n\r\nok`),
  },
  { title: 'a body of 64 kB', bytes: http(200, {}, 'v'.repeat(65_536)), told: 'accepted' },
  {
    title: 'a nonce of 1000 characters in a 401',
    bytes: http(401, { 'WWW-Authenticate': `Button nonce="${'A'.repeat(1000)}", error="stale"` }),
    told: 'failed',
  },
  { title: 'a chunk that is cut', bytes: CUT_CHUNK },
  { title: "a chunk's length that is cut", bytes: CUT_CHUNK_LENGTH },
  { title: 'a chunk that is cut on a connection that stays', bytes: STALLED_CHUNK },
  {
    title: "a chunk's length of 3000 digits",
    bytes: raw(`HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${long('', '2')}\r\nok\r\n0\r\n\r\n`),
  },
  { title: 'no answer, the connection closed', bytes: HANG_UP, told: 'unknown', restarts: true },
  { title: 'no answer, the connection kept', bytes: SILENCE, told: 'unknown', restarts: true },
  { title: 'no answer, the connection broken', bytes: RESET, told: 'unknown', restarts: true },
];

export const DIRECT_TROUBLES: readonly Trouble<() => Answer>[] = RAW.map(({ bytes, ...trouble }) => ({
  ...trouble,
  answer: () => bytes,
}));

const refused = (name: Refusal, told?: Told, headers: Readonly<Record<string, string>> = {}): Trouble => {
  const { status, error } = ANSWERS[name];
  return {
    title: `a signed ${status}${'Retry-After' in headers ? ' with Retry-After' : ''}, "${error}"`,
    answer: ({ signed }) => signed(status, JSON.stringify({ error }), headers),
    ...(told !== undefined && { told }),
  };
};

export const RELAY_TROUBLES: readonly Trouble[] = [
  { title: '401 for the nonce', answer: ({ challenge }) => challenge('stale'), told: 'accepted' },
  { title: '401 for the MAC', answer: ({ challenge }) => challenge('mac'), told: 'accepted' },
  refused('malformed', 'failed'),
  refused('inFlight', 'accepted'),
  refused('tooLarge', 'failed'),
  refused('notJson', 'failed'),
  refused('otherBody', 'failed'),
  refused('tooMany', 'accepted'),
  refused('tooMany', 'accepted', { 'Retry-After': '1' }),
  refused('internal'),
  {
    title: 'a signed 502',
    answer: ({ signed }) => signed(502, outcomeAnswer({ kind: 'refused', status: 404 }).body),
    told: 'failed',
  },
  refused('notDelivered', 'accepted'),
  refused('unknown', 'unknown'),
  ...RAW.map(({ title, bytes }): Trouble => ({ title, answer: () => bytes, told: 'accepted' })),
];

/** What the first request for a nonce gets. */
export const HEARTBEAT_TROUBLES: readonly { readonly title: string; readonly answer: Answer }[] = [
  { title: '120 headers', answer: http(200, manyHeaders(120), '{"nonce":"n"}') },
  { title: 'a nonce of 1000 characters', answer: http(200, {}, `{"nonce":"${'A'.repeat(1000)}"}`) },
  { title: 'a body of 64 kB', answer: http(200, {}, 'v'.repeat(65_536)) },
];
