/** Nothing feeds the watchdog while JavaScript runs: it bites at about this. */
export const WATCHDOG_MS = 3200;

/** The chip's watchdog, which is fed once a turn of the loop. */
export class Watchdog {
  #hungryMs = 0;

  feed(): void {
    this.#hungryMs = 0;
  }

  /** Lets the program keep the processor for `ms` more. @returns whether it bites */
  starve(ms: number): boolean {
    this.#hungryMs += ms;
    return this.#hungryMs >= WATCHDOG_MS;
  }
}
