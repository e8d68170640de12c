import type { Answer } from './answers.ts';
import { NOTHING, SEGMENT_BYTES, type Peer, type Reply } from '../emulator/peer.ts';
import { parseRequest, type Request } from './request.ts';

/** Who answers the requests. */
export interface Host {
  answer(request: Request, nowMs: number): Answer;
  /** The messages that it took, and when. */
  readonly taken: readonly Taken[];
  /** What it found wrong with the requests: there must be none. */
  readonly faults: readonly string[];
}

export interface Taken {
  readonly body: string;
  readonly atMs: number;
}

/** When the run has shown enough: so many messages were taken from then on. */
export interface Enough {
  readonly fromMs: number;
  readonly messages: number;
}

interface Connection {
  request: Buffer;
  /** What is still to say of the answer; null before the request is whole. */
  rest: Buffer | null;
  then: Answer['then'];
}

const SEGMENT_MS = 2;
/** For the last answer to arrive and to be told on the console. */
const LAST_WORDS_MS = 1000;

/** A server on the network of the chip: it answers each request when it is whole. */
export class ScriptedServer implements Peer {
  /** What was asked, and when. */
  readonly requests: string[] = [];
  readonly #host: Host;
  readonly #answerMs: number;
  readonly #enough: Enough | null;
  readonly #connections = new Map<number, Connection>();

  /** @param answerMs how long it takes to answer */
  constructor(host: Host, answerMs = 30, enough: Enough | null = null) {
    this.#host = host;
    this.#answerMs = answerMs;
    this.#enough = enough;
  }

  connected(id: number): Reply {
    this.#connections.set(id, { request: Buffer.alloc(0), rest: null, then: 'close' });
    return NOTHING;
  }

  received(id: number, bytes: Buffer, nowMs: number): Reply {
    const connection = this.#connections.get(id);
    if (connection?.rest !== null) return NOTHING;
    connection.request = Buffer.concat([connection.request, bytes]);
    const request = parseRequest(connection.request);
    if (request === null) return NOTHING;
    const answer = this.#host.answer(request, nowMs);
    this.requests.push(`${request.line} at ${nowMs} ms`);
    connection.rest = answer.bytes;
    connection.then = answer.then;
    return { what: 'nothing', againMs: this.#answerMs, ...(this.#hasEnough() && { endMs: LAST_WORDS_MS }) };
  }

  more(id: number): Reply {
    const connection = this.#connections.get(id);
    if (connection?.rest == null) return NOTHING;
    const bytes = connection.rest.subarray(0, SEGMENT_BYTES);
    connection.rest = connection.rest.subarray(bytes.length);
    if (bytes.length > 0) return { what: 'bytes', bytes, againMs: SEGMENT_MS };
    return connection.then === 'stay' ? NOTHING : { what: connection.then };
  }

  closed(id: number): void {
    this.#connections.delete(id);
  }

  #hasEnough(): boolean {
    if (this.#enough === null) return false;
    const { fromMs, messages } = this.#enough;
    return this.#host.taken.filter(({ atMs }) => atMs >= fromMs).length >= messages;
  }
}
