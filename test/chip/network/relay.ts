import { createHmac } from 'node:crypto';
import { fieldLines, raw, type Answer } from './answers.ts';
import type { Request } from './request.ts';
import type { Host, Taken } from './scripted-server.ts';

/** What one answer is made of. */
export interface Talk {
  /** An answer under its MAC. */
  readonly signed: (status: number, body: string, headers?: Readonly<Record<string, string>>) => Answer;
  /** A 401 with a new nonce, or with a text in its place. */
  readonly challenge: (error: 'stale' | 'mac', nonce?: string) => Answer;
}

export type Play = (talk: Talk) => Answer;

/** How the two sides put their words: what changes in the protocol changes here. */
export interface Dialect {
  /** Whether the text under a MAC begins with line feeds, so many that its length can be divided by 64. */
  readonly padded: boolean;
  /** How many numbers the button puts behind a nonce, each after a dash. */
  readonly markFields: 2 | 3;
}

/** What the firmware of this commit speaks. */
export const DIALECT: Dialect = { padded: true, markFields: 3 };

/** HMAC-SHA1 in hex over the parts, written from the text of the protocol alone. */
export function mac(secret: string, { padded }: Dialect, ...parts: readonly string[]): string {
  const text = parts.join('\n');
  const length = padded ? Math.ceil(text.length / 64) * 64 : 0;
  return createHmac('sha1', secret).update(text.padStart(length, '\n'), 'latin1').digest('hex');
}

/** Of the relay's own, without a mark. */
const NONCE_LENGTH = 32;

/** A relay that checks each message, gives it the next of its answers, and takes it when there is none. */
export class Relay implements Host {
  readonly taken: Taken[] = [];
  readonly faults: string[] = [];
  readonly #secret: string;
  readonly #dialect: Dialect;
  readonly #plays: Play[];
  readonly #heartbeats: Play[];
  /** Those that were not used. */
  readonly #nonces = new Set<string>();
  #count = 0;

  /**
   * @param plays for the messages
   * @param heartbeats for the requests for a nonce
   */
  constructor(
    secret: string,
    dialect: Dialect,
    plays: readonly Play[] = [],
    heartbeats: readonly Play[] = [],
  ) {
    this.#secret = secret;
    this.#dialect = dialect;
    this.#plays = [...plays];
    this.#heartbeats = [...heartbeats];
  }

  answer(request: Request, nowMs: number): Answer {
    if (request.line.startsWith('GET /nonce ')) {
      const nonce = this.#heartbeats.shift()?.(this.#talk('')) ?? this.#nonce();
      return typeof nonce === 'string' ? answer(200, {}, JSON.stringify({ nonce })) : nonce;
    }
    const [, nonce = '', given = ''] =
      /^Button nonce="(.*)", mac="(.*)"$/.exec(request.headers.get('authorization') ?? '') ?? [];
    const key = request.headers.get('idempotency-key') ?? '';
    const talk = this.#talk(nonce);
    const issued = nonce.slice(0, NONCE_LENGTH);
    if (!this.#nonces.has(issued)) return talk.challenge('stale');
    const mark = new RegExp(`^(-\\d+){${this.#dialect.markFields}}$`);
    if (!mark.test(nonce.slice(NONCE_LENGTH))) this.faults.push(`a mark as in "${nonce}"`);
    if (given !== mac(this.#secret, this.#dialect, 'POST', '/messages', nonce, key, request.body)) {
      this.faults.push(`a wrong MAC, with the nonce "${nonce}"`);
      return talk.challenge('mac');
    }
    this.#nonces.delete(issued);
    const play = this.#plays.shift();
    if (play !== undefined) return play(talk);
    this.taken.push({ body: request.body, atMs: nowMs });
    return talk.signed(200, '{"status":200}');
  }

  #talk(nonce: string): Talk {
    return {
      signed: (status, body, headers = {}) => {
        const next = this.#nonce();
        const signature = mac(
          this.#secret,
          this.#dialect,
          nonce,
          String(status).padStart(3, '0'),
          next,
          body,
        );
        return answer(status, { 'Next-Nonce': next, 'Button-Mac': signature, ...headers }, body);
      },
      challenge: (error, fresh = this.#nonce()) =>
        answer(
          401,
          { 'WWW-Authenticate': `Button nonce="${fresh}", error="${error}"` },
          `{"error":"${error}"}`,
        ),
    };
  }

  /** As long as the relay's own are. */
  #nonce(): string {
    const nonce = `AAAAAAAAq83vASNFZ4mrze8BI0V${String(++this.#count).padStart(5, '0')}`;
    this.#nonces.add(nonce);
    return nonce;
  }
}

/** With the headers of the project's relay, as its server sends them. */
function answer(status: number, headers: Readonly<Record<string, string>>, body: string): Answer {
  const fields = {
    ...headers,
    'Content-Type': 'application/json',
    'Content-Length': String(body.length),
    Connection: 'close',
    Date: 'Sat, 28 Nov 2026 03:00:00 GMT',
  };
  return raw([`HTTP/1.1 ${status} OK`, ...fieldLines(fields), '', body].join('\r\n'));
}
