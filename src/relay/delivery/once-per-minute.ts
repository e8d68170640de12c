const MINUTE_MS = 60_000;
const MAX_REMEMBERED = 1024;

/** Lets each address be complained about once a minute, so that nobody can fill a disk with log lines. */
export class OncePerMinute {
  readonly #lastMs = new Map<string, number>();

  isDue(address: string, nowMs: number): boolean {
    const lastMs = this.#lastMs.get(address) ?? -Infinity;
    if (nowMs - lastMs < MINUTE_MS) return false;
    this.#forgetOld(nowMs);
    if (this.#lastMs.size >= MAX_REMEMBERED) return false;
    this.#lastMs.set(address, nowMs);
    return true;
  }

  #forgetOld(nowMs: number): void {
    for (const [address, lastMs] of this.#lastMs) {
      if (nowMs - lastMs >= MINUTE_MS) this.#lastMs.delete(address);
    }
  }
}
