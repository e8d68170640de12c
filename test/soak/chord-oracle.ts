import { KEYS } from './schedule.ts';

/** One reading of all keys, as the pins gave it: a bit for each key, set where it read low. */
interface Sample {
  readonly atMs: number;
  readonly low: number;
}

/** The pull-down that the board has on this pin wins over every key: it can't be seen released, and need not be. */
const ALWAYS_LOW_PIN = 15;

/** A run of samples without a gap, that began at `sinceMs`. */
type Run = number | null;

export interface ChordRules {
  readonly debounceMs: number;
  readonly pollMs: number;
  readonly pins: readonly number[];
}

/**
 * Says when a smash may fire, from nothing but what the pins read: all keys low in every sample for the debounce time,
 * each of them seen high for as long since the last fire or the boot, no gap of more than three polls in either.
 */
export class ChordOracle {
  readonly #debounceMs: number;
  readonly #maxGapMs: number;
  /** Number of the key on that pin, or -1. */
  readonly #alwaysLow: number;
  #last: Sample | null = null;
  #allLow: Run = null;
  readonly #high: Run[] = Array.from({ length: KEYS }, () => null);
  readonly #released = new Set<number>();

  constructor({ debounceMs, pollMs, pins }: ChordRules) {
    this.#debounceMs = debounceMs;
    this.#maxGapMs = 3 * pollMs;
    this.#alwaysLow = pins.indexOf(ALWAYS_LOW_PIN);
    this.#forget();
  }

  /** The board starts: nothing from before counts. */
  boot(): void {
    this.#last = null;
    this.#forget();
  }

  /** @returns whether this sample completes a smash */
  sample(sample: Sample): boolean {
    const gapMs = this.#last === null ? 0 : sample.atMs - this.#last.atMs;
    if (gapMs > this.#maxGapMs) this.#breakRuns();
    this.#last = sample;
    const allKeys = (1 << KEYS) - 1;
    this.#allLow = sample.low === allKeys ? (this.#allLow ?? sample.atMs) : null;
    const armedBefore = this.#released.size === KEYS;
    for (let key = 0; key < KEYS; key++) {
      const isHigh = ((sample.low >> key) & 1) === 0;
      this.#high[key] = isHigh ? (this.#high[key] ?? sample.atMs) : null;
      if (this.#lasts(this.#high[key] ?? null, sample.atMs)) this.#released.add(key);
    }
    if (!armedBefore || !this.#lasts(this.#allLow, sample.atMs)) return false;
    this.#forget();
    return true;
  }

  #lasts(sinceMs: Run, nowMs: number): boolean {
    return sinceMs !== null && nowMs - sinceMs >= this.#debounceMs;
  }

  #breakRuns(): void {
    this.#allLow = null;
    this.#high.fill(null);
  }

  #forget(): void {
    this.#breakRuns();
    this.#released.clear();
    if (this.#alwaysLow >= 0) this.#released.add(this.#alwaysLow);
  }
}
