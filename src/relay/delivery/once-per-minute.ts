const MINUTE_MS = 60_000;
const MAX_REMEMBERED = 1024;

/** Lets each address be complained about once a minute, so that nobody can fill a disk with log lines. */
export class OncePerMinute {
  readonly #lastMs = new Map<string, number>();

  isDue(address: string, nowMs: number): boolean {
    const lastMs = this.#lastMs.get(address);
    if (lastMs !== undefined && nowMs - lastMs < MINUTE_MS) return false;
    if (this.#lastMs.size >= MAX_REMEMBERED && !this.#forgetOld(nowMs)) return false;
    this.#lastMs.set(address, nowMs);
    return true;
  }

  /** @returns whether that made room */
  #forgetOld(nowMs: number): boolean {
    for (const [address, lastMs] of this.#lastMs) {
      if (nowMs - lastMs >= MINUTE_MS) this.#lastMs.delete(address);
    }
    return this.#lastMs.size < MAX_REMEMBERED;
  }
}
