import type { Outcome } from '../protocol/answers.ts';

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 8000;

/**
 * From here on most answers come from a proxy that has lost the server's, 520 and 524 as well, and the server may have acted;
 * a 503 that names a time is the server's own.
 */
const FIRST_BY_A_PROXY = 502;

/** What one attempt came to. */
export type Attempt =
  | { readonly kind: 'answered'; readonly status: number; readonly retryAfterMs: number | undefined }
  /** The webhook surely has not taken it: the message never was handed to a connection. */
  | { readonly kind: 'notSent' }
  /** It went out, and what became of it can't be known. */
  | { readonly kind: 'lost' };

/**
 * Posts a body to the webhook, once.
 * @param mayLeave asked at the last moment: a slow connection can outlast the press, and the machine can have slept
 * @param withdrawn when aborted, a message that has not left does not leave any more
 */
export type Forward = (body: Buffer, mayLeave: () => boolean, withdrawn: AbortSignal) => Promise<Attempt>;

export interface DeliveryParts {
  readonly forward: Forward;
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
  async deliver(body: Buffer, deadlineMs: number, withdrawn: AbortSignal): Promise<Outcome> {
    const { forward, nowMs, sleep } = this.#parts;
    let outcome: Outcome = { kind: 'notDelivered' };
    let nextMs = nowMs();
    for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(2 * waitMs, LONGEST_WAIT_MS)) {
      const startMs = Math.max(nextMs, this.#notBeforeMs);
      if (startMs >= deadlineMs) return { ...outcome, ...this.#retryAfter() };
      if (startMs > nowMs()) await sleep(startMs - nowMs(), withdrawn);
      if (withdrawn.aborted || nowMs() >= deadlineMs) return outcome;

      const mayLeave = () => nowMs() < deadlineMs;
      outcome = this.#judge(await forward(body, mayLeave, withdrawn), deadlineMs);
      if (outcome.kind !== 'notDelivered') return outcome;
      nextMs = nowMs() + waitMs;
    }
  }

  #judge(attempt: Attempt, deadlineMs: number): Outcome {
    if (attempt.kind === 'lost') return { kind: 'unknown' };
    if (attempt.kind === 'notSent') return { kind: 'notDelivered' };
    const { status, retryAfterMs } = attempt;
    if (status >= 200 && status < 300) return { kind: 'delivered', status };
    const notTaken = status === 429 || (status === 503 && retryAfterMs !== undefined);
    if (!notTaken) return status >= FIRST_BY_A_PROXY ? { kind: 'unknown' } : { kind: 'refused', status };
    if (retryAfterMs !== undefined) {
      // Never past this press: a webhook that asks for a day must not take the button away for a day.
      this.#notBeforeMs = Math.min(this.#parts.nowMs() + retryAfterMs, deadlineMs);
    }
    return { kind: 'notDelivered', status };
  }

  #retryAfter(): { retryAfterMs?: number } {
    const retryAfterMs = this.#notBeforeMs - this.#parts.nowMs();
    return retryAfterMs > 0 ? { retryAfterMs } : {};
  }
}
