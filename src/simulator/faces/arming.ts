/** How long a live button stays armed for a smash that does not come. */
export const ARMED_MS = 60_000;

/**
 * Whether a live button's keys do anything. Its user arms it for one deploy: whoever holds it disarms it when a press has
 * begun, and after a minute it disarms itself. Where nothing is at stake it is always armed.
 */
export class Arming {
  readonly #needed: boolean;
  readonly #changed: () => void;
  #timer: NodeJS.Timeout | undefined;

  /**
   * @param needed false where no smash deploys for real
   * @param changed called after each change
   */
  constructor(needed: boolean, changed: () => void) {
    this.#needed = needed;
    this.#changed = changed;
  }

  get armed(): boolean {
    return !this.#needed || this.#timer !== undefined;
  }

  /** Does nothing where it is so already: nobody arms it for longer than its minute. */
  set(armed: boolean): void {
    if (armed === this.armed || !this.#needed) return;
    clearTimeout(this.#timer);
    this.#timer = armed
      ? setTimeout(() => {
          this.set(false);
        }, ARMED_MS)
      : undefined;
    this.#changed();
  }
}
