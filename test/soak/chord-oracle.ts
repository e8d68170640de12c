import { KEYS } from './schedule.ts';

/** One reading of all keys, as the pins gave it: a bit for each key, set where it read low. */
interface Sample {
  readonly atMs: number;
  readonly low: number;
}

/** The pull-down that the board has on this pin wins over every key: it can't be seen released, and need not be. */
const ALWAYS_LOW_PIN = 15;
const ALL_KEYS = (1 << KEYS) - 1;
/** A longer gap between two samples is a stall: nothing before it is evidence. */
const MAX_GAP_MS = 100;
const LEAST_SAMPLES = 3;
/** The button counts in whole milliseconds, and asks for the time a moment after it has looked. */
export const CLOCK_MS = 2;
/** The burst of looks, of some 30 ms, may begin anew while it goes on; a poll, and some milliseconds of a late timer. */
const LATEST_MS = 50;

export interface ChordRules {
  readonly debounceMs: number;
  readonly pollMs: number;
  readonly chordMs: number;
  readonly deadTimeMs: number;
  readonly pins: readonly number[];
}

/**
 * Says when a smash may fire and when it has to, by the rules of the press (docs/design.md, P1, P2, P4 and P6), from nothing
 * but what the pins read: all keys up together for the debounce time; then all low, the last of them no later than `chordMs`
 * after the first; then low in every sample for the debounce time; and not within the dead time of the last fire.
 */
export class ChordOracle {
  readonly #rules: ChordRules;
  readonly #slackMs: number;
  /** The keys that can be seen released. */
  readonly #movable: number;
  #last: Sample | null = null;
  /** Since when all samples were like the last, and how many. */
  #sinceMs = 0;
  #count = 0;
  /** At rest, or in a chord that began then; null when neither. */
  #chord: 'rest' | number | null = null;
  #firedMs = -Infinity;

  /** @param slackMs by which it lets the button's time be off to say that it may fire; less than 0 to say that it has to */
  constructor(rules: ChordRules, slackMs: number) {
    this.#rules = rules;
    this.#slackMs = slackMs;
    const alwaysLow = rules.pins.indexOf(ALWAYS_LOW_PIN);
    this.#movable = alwaysLow < 0 ? ALL_KEYS : ALL_KEYS & ~(1 << alwaysLow);
  }

  /** The board starts: nothing from before counts. */
  boot(): void {
    this.#last = null;
    this.#chord = null;
    this.#firedMs = -Infinity;
  }

  sample(sample: Sample): void {
    const stalled = this.#last === null || sample.atMs - this.#last.atMs > MAX_GAP_MS;
    if (stalled) this.#chord = null;
    if (stalled || sample.low !== this.#last?.low) {
      if (this.#chord === 'rest') this.#chord = sample.atMs;
      this.#sinceMs = sample.atMs;
      this.#count = 0;
    }
    this.#last = sample;
    this.#count++;
    const isUp = (sample.low & this.#movable) === 0;
    if (isUp && sample.atMs - this.#sinceMs >= this.#rules.debounceMs - this.#slackMs) this.#chord = 'rest';
  }

  /** Whether a chord has been seen that fires with the last sample: what the button says of it comes later. */
  mayFire(): boolean {
    const { debounceMs, deadTimeMs } = this.#rules;
    const atMs = this.#last?.atMs ?? -Infinity;
    if (!this.#isChord() || atMs - this.#firedMs < deadTimeMs - this.#slackMs) return false;
    return this.#count >= LEAST_SAMPLES && atMs - this.#sinceMs >= debounceMs - this.#slackMs;
  }

  /** Whether a chord has been seen for so long that the button should have said something of it. */
  isOverdue(nowMs: number): boolean {
    const { debounceMs, pollMs } = this.#rules;
    // Two gaps that are no stalls yet may lie in it, while a slow chip has an answer to check.
    return this.#isChord() && nowMs - this.#sinceMs > debounceMs + pollMs + LATEST_MS + 2 * MAX_GAP_MS;
  }

  /** The button has fired, or has said that the chord does not count: only another rest begins another one. */
  spend(fired: boolean): void {
    this.#chord = null;
    if (fired) this.#firedMs = this.#last?.atMs ?? -Infinity;
  }

  #isChord(): boolean {
    const isLow = this.#last?.low === ALL_KEYS;
    return (
      isLow &&
      typeof this.#chord === 'number' &&
      this.#sinceMs - this.#chord <= this.#rules.chordMs + this.#slackMs
    );
  }
}
