import { createHmac, randomBytes } from 'node:crypto';
import type { Answer, Behaviour, Clock, MemoryServer, SeenRequest } from '../../src/simulator/index.ts';

/** What happens to one answer of the relay on its way to the button. */
export type Mischief =
  | 'none'
  /** The relay acts on the request; its answer never arrives. */
  | 'lost'
  /** The answer arrives with a MAC of another secret. */
  | 'forged'
  /** And ends with what by chance is the first digit of its right one. */
  | 'forgedByChance'
  /** The relay acts on the request, and somebody in between answers that the nonce was stale, or the secret wrong. */
  | 'claimsStale'
  | 'claimsWrongSecret';

/**
 * A relay written from the text of the protocol alone, as a stranger would, in memory. `webhook` is what the webhook
 * does with each message in turn; `mischief` is used up one POST at a time.
 */
export class ReferenceRelay implements MemoryServer {
  readonly requests: SeenRequest[] = [];
  /** What reached the webhook, in order. */
  readonly delivered: string[] = [];
  /** Outcomes by idempotency key; 200, 502 and 504 are final. */
  readonly outcomes = new Map<string, number>();
  readonly mischief: Mischief[] = [];
  /** Statuses for the next messages; 200 when there is none. */
  readonly webhook: number[] = [];
  isUp = true;
  /** Seconds, with each answer but 200. */
  retryAfter: string | undefined;
  /** Length of the body of each answer, in bytes. */
  bodyBytes = 14;
  #secret: string;
  readonly #clock: Clock;
  /** Those that were not used, by the time of their issue. */
  #nonces = new Map<string, number>();

  constructor(secret: string, clock: Clock) {
    this.#secret = secret;
    this.#clock = clock;
  }

  next(): Behaviour {
    return this.isUp ? { kind: 'decide', decide: (request) => this.#decide(request) } : { kind: 'refuse' };
  }

  /** A restarted relay accepts no nonce from before; what it delivered it still knows. */
  restart(secret = this.#secret): void {
    this.#secret = secret;
    this.#nonces = new Map();
  }

  #decide(request: SeenRequest): Behaviour {
    if (request.path === '/nonce') return { kind: 'answer', body: `{"nonce":"${this.#nonce()}"}` };
    const [, nonce = '', mac = ''] =
      /^Button nonce="(.*)", mac="(.*)"$/.exec(request.headers['authorization'] ?? '') ?? [];
    // The button may put a mark of its own behind it, whose second number is how long this may be good for.
    const [mark = '', leftMs = '60000'] = /-\d+-(\d+)-\d+$/.exec(nonce) ?? [];
    const issued = nonce.slice(0, nonce.length - mark.length);
    const issuedMs = this.#nonces.get(issued) ?? -Infinity;
    const { nowMs } = this.#clock;
    if (nowMs >= issuedMs + 60_000) return this.#challenge('stale');
    const key = request.headers['idempotency-key'] ?? '';
    if (mac !== this.#mac('POST', '/messages', nonce, key, request.body)) return this.#challenge('mac');
    this.#nonces.delete(issued);
    const status = nowMs < issuedMs + Number(leftMs) ? this.#deliver(key, request.body) : 503;
    const body = `{"status":${status}}`.padEnd(this.bodyBytes);
    const wait = status === 200 || this.retryAfter === undefined ? {} : { 'Retry-After': this.retryAfter };
    const next = this.#nonce();
    const signed = this.#mac(nonce, String(status), next, body);
    return this.#tamper(
      { status, body, headers: { 'next-nonce': next, 'BUTTON-MAC': signed, ...wait } },
      nonce,
    );
  }

  #deliver(key: string, body: string): number {
    const known = this.outcomes.get(key);
    if (known !== undefined && known !== 503) return known;
    const status = this.webhook.shift() ?? 200;
    if (status === 200 || status === 504) this.delivered.push(body);
    if (status !== 409 && status !== 429) this.outcomes.set(key, status);
    return status;
  }

  #tamper(answer: Answer, nonce: string): Behaviour {
    switch (this.mischief.shift() ?? 'none') {
      case 'none':
        return { kind: 'answer', ...answer };
      case 'lost':
        return { kind: 'reset', at: 'body' };
      case 'forged':
        return { kind: 'answer', ...answer, headers: { ...answer.headers, 'BUTTON-MAC': '0'.repeat(40) } };
      case 'forgedByChance':
        return this.#forgeByChance(nonce);
      case 'claimsStale':
        return this.#challenge('stale');
      case 'claimsWrongSecret':
        return this.#challenge('mac');
    }
  }

  #forgeByChance(nonce: string): Behaviour {
    for (let body = 1000; ; body++) {
      const digit = `${body}`.slice(-1);
      const forged = { body: `${body}`, headers: { 'next-nonce': 'x', 'BUTTON-MAC': '-'.repeat(40) } };
      if (this.#mac(nonce, '200', 'x', forged.body).startsWith(digit)) return { kind: 'answer', ...forged };
    }
  }

  #challenge(error: string): Behaviour {
    const headers = { 'WWW-Authenticate': `Button nonce="${this.#nonce()}", error="${error}"` };
    return { kind: 'answer', status: 401, headers, body: '{}' };
  }

  #nonce(): string {
    const nonce = randomBytes(24).toString('base64url');
    this.#nonces.set(nonce, this.#clock.nowMs);
    return nonce;
  }

  #mac(...parts: string[]): string {
    const text = Buffer.from(parts.join('\n'));
    const filler = '\n'.repeat((64 - (text.length % 64)) % 64);
    return createHmac('sha1', this.#secret).update(filler).update(text).digest('hex');
  }
}
