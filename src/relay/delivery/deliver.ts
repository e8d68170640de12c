import type { Expectation } from '../../config/rules/expect.ts';
import type { Outcome } from '../protocol/answers.ts';
import { meaningOf, type WebhookAnswer } from './meaning.ts';

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 8000;

/** What one attempt came to. */
export type Attempt =
  | ({ readonly kind: 'answered' } & WebhookAnswer)
  /** The webhook surely has not taken it: the message never was handed to a connection. */
  | { readonly kind: 'notSent'; readonly why?: string }
  /** It went out, and what became of it can't be known. */
  | { readonly kind: 'lost'; readonly why?: string };

/** What became of a message, and why in words for the log: the webhook's own, or those of what went wrong. */
export interface Delivered {
  readonly outcome: Outcome;
  readonly why?: string;
}

/**
 * Posts a body to the webhook, once.
 * @param mayLeave asked at the last moment: a slow connection can outlast the press, and the machine can have slept
 * @param withdrawn when aborted, a message that has not left does not leave any more
 */
export type Forward = (body: Buffer, mayLeave: () => boolean, withdrawn: AbortSignal) => Promise<Attempt>;

export interface DeliveryParts {
  readonly forward: Forward;
  /** What a good answer of the webhook is like. */
  readonly expected: Expectation | undefined;
  readonly nowMs: () => number;
  /** Waits; ends early, without an error, when `signal` is aborted. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

/**
 * Forwards messages, again only where one surely was not taken, and only while the button waits. One object serves
 * one webhook: it keeps what Retry-After asked for across messages. See docs/design.md, D4 and D10.
 */
export class Delivery {
  readonly #parts: DeliveryParts;
  #notBeforeMs = -Infinity;

  constructor(parts: DeliveryParts) {
    this.#parts = parts;
  }

  /**
   * @param deadlineMs when the press or its nonce ends, on the clock of `nowMs`: no message leaves from then on
   * @param withdrawn aborted when nobody waits for the answer any more
   */
  async deliver(body: Buffer, deadlineMs: number, withdrawn: AbortSignal): Promise<Delivered> {
    const { forward, nowMs, sleep } = this.#parts;
    let delivered: Delivered = { outcome: { kind: 'notDelivered' }, why: 'the press was over' };
    let nextMs = nowMs();
    for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(2 * waitMs, LONGEST_WAIT_MS)) {
      const startMs = Math.max(nextMs, this.#notBeforeMs);
      if (startMs >= deadlineMs) {
        return { ...delivered, outcome: { ...delivered.outcome, ...this.#retryAfter() } };
      }
      if (startMs > nowMs()) await sleep(startMs - nowMs(), withdrawn);
      if (withdrawn.aborted || nowMs() >= deadlineMs) return delivered;

      const mayLeave = () => nowMs() < deadlineMs;
      delivered = this.#judge(await forward(body, mayLeave, withdrawn), deadlineMs);
      if (delivered.outcome.kind !== 'notDelivered') return delivered;
      nextMs = nowMs() + waitMs;
    }
  }

  #judge(attempt: Attempt, deadlineMs: number): Delivered {
    if (attempt.kind !== 'answered') {
      const { kind, ...reason } = attempt;
      return { outcome: { kind: kind === 'lost' ? 'unknown' : 'notDelivered' }, ...reason };
    }
    const outcome = meaningOf(attempt, this.#parts.expected);
    if (outcome.kind === 'delivered') return { outcome };
    if (outcome.kind === 'notDelivered' && outcome.retryAfterMs !== undefined) {
      // Never past this press: a webhook that asks for a day must not take the button away for a day.
      this.#notBeforeMs = Math.min(this.#parts.nowMs() + outcome.retryAfterMs, deadlineMs);
    }
    return { outcome, why: `${attempt.status} ${attempt.told}`.trim() };
  }

  #retryAfter(): { retryAfterMs?: number } {
    const retryAfterMs = this.#notBeforeMs - this.#parts.nowMs();
    return retryAfterMs > 0 ? { retryAfterMs } : {};
  }
}
