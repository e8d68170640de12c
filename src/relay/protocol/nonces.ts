import { createHmac } from 'node:crypto';
import { sameMac, NONCE_LIFE_MS } from './words.ts';

const TIME_BYTES = 6;
const RANDOM_BYTES = 6;
const TAG_BYTES = 12;

/**
 * A nonce as it comes back: as it was issued, and behind that the mark that the button puts there, or none. The second of its
 * three numbers is how long the press had still to live when the button took the nonce, in ms.
 */
const MARKED = /^([A-Za-z0-9_-]{32})(?:-[0-9]+-([0-9]+)-[0-9]+)?$/;

/** More uses than a button makes in a nonce's life, and a bound on what is remembered. */
const MAX_USED = 4096;

/**
 * Hands out nonces without remembering them: each carries its time of issue and a tag that only this process can
 * make, so a flood of requests costs no memory and a restart ends all nonces from before. Only the used ones are
 * remembered, and a nonce is used only by somebody who knows the secret. What a nonce is good for is in docs/protocol.md.
 */
export class Nonces {
  readonly #random: (bytes: number) => Buffer;
  readonly #tagKey: Buffer;
  readonly #maxUsed: number;
  /** Used nonce, without its mark, and its time of issue. */
  readonly #used = new Map<string, number>();
  #refusedUntilMs = -1;

  /** @param random gives that many unpredictable bytes */
  constructor(random: (bytes: number) => Buffer, maxUsed = MAX_USED) {
    this.#random = random;
    this.#tagKey = random(32);
    this.#maxUsed = maxUsed;
  }

  issue(nowMs: number): string {
    const time = Buffer.alloc(TIME_BYTES);
    time.writeUIntBE(nowMs, 0, TIME_BYTES);
    const head = Buffer.concat([time, this.#random(RANDOM_BYTES)]);
    return Buffer.concat([head, this.#tag(head)]).toString('base64url');
  }

  /** @returns whether `nonce` is of this process, alive and not used, with whatever mark */
  isGood(nonce: string, nowMs: number): boolean {
    const issued = unmarked(nonce);
    const issuedMs = this.#issuedMs(issued);
    return issuedMs > this.#refusedUntilMs && nowMs - issuedMs < NONCE_LIFE_MS && !this.#used.has(issued);
  }

  /**
   * @returns when a good nonce comes to its end, by age or with the press that its mark tells of: nothing that it was good for
   *   happens from then on. The button took it after its issue, so this is never later than the press's own end, whoever has
   *   held back what on the way.
   */
  endMs(nonce: string): number {
    const leftMs = Number(MARKED.exec(nonce)?.[2] ?? NONCE_LIFE_MS);
    return this.#issuedMs(unmarked(nonce)) + Math.min(leftMs, NONCE_LIFE_MS);
  }

  /** Ends a good nonce. Call it only for a request whose MAC was right: anybody else could burn nonces. */
  use(nonce: string, nowMs: number): void {
    this.#forget(nowMs);
    const issued = unmarked(nonce);
    this.#used.set(issued, this.#issuedMs(issued));
  }

  /**
   * Forgets dead nonces, and makes room without opening a door: where that is not enough, the older half is refused, used or not.
   */
  #forget(nowMs: number): void {
    for (const [nonce, issuedMs] of this.#used) {
      if (nowMs - issuedMs >= NONCE_LIFE_MS) this.#used.delete(nonce);
    }
    if (this.#used.size < this.#maxUsed) return;
    const times = [...this.#used.values()].sort((one, other) => one - other);
    this.#refusedUntilMs = times[times.length >> 1] ?? nowMs;
    for (const [nonce, issuedMs] of this.#used) {
      if (issuedMs <= this.#refusedUntilMs) this.#used.delete(nonce);
    }
  }

  /** @returns when this process issued `nonce`, without its mark; -Infinity when it never did */
  #issuedMs(nonce: string): number {
    const bytes = Buffer.from(nonce, 'base64url');
    const head = bytes.subarray(0, TIME_BYTES + RANDOM_BYTES);
    // Compared as text, so that one nonce has one spelling only.
    const genuine = Buffer.concat([head, this.#tag(head)]).toString('base64url');
    return sameMac(genuine, nonce) ? head.readUIntBE(0, TIME_BYTES) : -Infinity;
  }

  #tag(head: Buffer): Buffer {
    return createHmac('sha256', this.#tagKey).update(head).digest().subarray(0, TAG_BYTES);
  }
}

function unmarked(nonce: string): string {
  return MARKED.exec(nonce)?.[1] ?? '';
}
