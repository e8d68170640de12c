import { createHmac, randomBytes } from 'node:crypto';
import type { Answer } from '../../src/relay/protocol/answers.ts';
import type { Expectation } from '../../src/config/rules/expect.ts';
import type { Attempt, Forward } from '../../src/relay/delivery/deliver.ts';
import type { JournalRecord } from '../../src/relay/journal/record.ts';
import { Ledger } from '../../src/relay/journal/ledger.ts';
import { Relay, type Caller } from '../../src/relay/delivery/relay.ts';

/** A relay without sockets, files or time of its own, and requests as the protocol's text describes them. */

export const SECRET = 'a secret that only the button and the relay know';
export const BODY = '{"text":"!deploy prod master -f"}';
export const ADDRESS = '192.168.1.77';

/** The protocol's `mac`, written from its text alone. */
export function mac(secret: string, ...parts: (string | Buffer)[]): string {
  const joined = parts.flatMap((part, index) => [Buffer.from(index === 0 ? '' : '\n'), Buffer.from(part)]);
  const text = Buffer.concat(joined);
  const length = Math.ceil(text.length / 64) * 64;
  const filler = Buffer.alloc(length - text.length, '\n');
  return createHmac('sha1', secret)
    .update(Buffer.concat([filler, text]))
    .digest('hex');
}

export interface Post {
  readonly nonce: string;
  readonly key?: string;
  readonly body?: string | Buffer;
  readonly secret?: string;
  /** In place of the right one. */
  readonly mac?: string;
  readonly contentType?: string;
  /** Aborted when the button hangs up. */
  readonly gone?: AbortSignal;
}

export interface RigOptions {
  /** What each attempt at the webhook comes to, in order; the last one repeats. */
  readonly attempts?: readonly Attempt[];
  readonly forward?: Forward;
  readonly records?: readonly JournalRecord[];
  readonly append?: (record: JournalRecord) => Promise<void>;
  readonly pressTtlMs?: number;
  readonly startMs?: number;
  readonly expected?: Expectation;
  readonly recall?: (key: string) => Promise<readonly JournalRecord[]>;
  /** How many messages its ledger holds. */
  readonly mostHeld?: number;
}

export const TAKEN: Attempt = answered(200);
export const NOT_SENT: Attempt = { kind: 'notSent' };
export const LOST: Attempt = { kind: 'lost' };

export function answered(status: number, retryAfterMs?: number, text = 'ok'): Attempt {
  return { kind: 'answered', status, retryAfterMs, text, whole: true, contentType: 'text/plain', told: text };
}

export class Rig {
  /** Elapsed time; the calendar runs with it. */
  nowMs: number;
  readonly forwarded: { body: string; atMs: number }[] = [];
  readonly journal: JournalRecord[] = [];
  readonly log: string[] = [];
  readonly relay: Relay;

  constructor({ attempts = [TAKEN], forward, records = [], append, expected, ...numbers }: RigOptions = {}) {
    const { pressTtlMs = 30_000, startMs = 1_000_000 } = numbers;
    this.nowMs = startMs;
    const say = (fields: object, message: string) => this.log.push(`${message} ${JSON.stringify(fields)}`);
    const clock = { elapsedMs: () => this.nowMs, wallMs: () => this.nowMs };
    const ledger = new Ledger(numbers.mostHeld);
    for (const record of records) ledger.learn(record, clock);
    this.relay = new Relay({
      secret: SECRET,
      pressTtlMs,
      ledger,
      recall:
        numbers.recall ?? ((key) => Promise.resolve(this.journal.filter((record) => record.key === key))),
      expected,
      clock,
      journal: { append: append ?? this.#append },
      random: randomBytes,
      log: { info: say, warn: say, error: say },
      forward: (body, mayLeave, withdrawn) => {
        this.forwarded.push({ body: body.toString(), atMs: this.nowMs });
        const attempt = attempts[this.forwarded.length - 1] ?? attempts.at(-1) ?? TAKEN;
        return forward === undefined ? Promise.resolve(attempt) : forward(body, mayLeave, withdrawn);
      },
      sleep: (ms) => {
        this.nowMs += ms;
        return Promise.resolve();
      },
    });
  }

  nonce(): string {
    const json: unknown = JSON.parse(this.relay.nonce().body);
    if (typeof json === 'object' && json !== null && 'nonce' in json && typeof json.nonce === 'string') {
      return json.nonce;
    }
    throw new Error('The heartbeat gave no nonce.');
  }

  post({ nonce, key = `${nonce}-1`, body = BODY, secret = SECRET, gone, ...rest }: Post): Promise<Answer> {
    const right = mac(secret, 'POST', '/messages', nonce, key, body);
    return this.raw(
      {
        idempotencyKey: [key],
        authorization: [`Button nonce="${nonce}", mac="${rest.mac ?? right}"`],
        contentType: [rest.contentType ?? 'application/json'],
        body: Buffer.from(body),
      },
      gone,
    );
  }

  raw(request: Parameters<Relay['answer']>[0], gone = new AbortController().signal): Promise<Answer> {
    const caller: Caller = { address: ADDRESS, gone };
    return this.relay.answer(request, caller);
  }

  readonly #append = (record: JournalRecord): Promise<void> => {
    this.journal.push(record);
    return Promise.resolve();
  };
}

/** @returns whether `answer` carries a right Button-Mac for a request with `nonce` */
export function isSigned(answer: Answer, nonce: string): boolean {
  const { 'Next-Nonce': next = '', 'Button-Mac': given } = answer.headers;
  return next !== '' && given === mac(SECRET, nonce, String(answer.status), next, answer.body);
}

/** @returns the nonce of a 401 */
export function invitedNonce(answer: Answer): string {
  return (
    /^Button nonce="([^"]+)", error="(?:stale|mac)"$/.exec(answer.headers['WWW-Authenticate'] ?? '')?.[1] ??
    ''
  );
}
