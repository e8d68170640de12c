import { drawPattern, LAMP_FRAME_MS, type LampState as Name } from '../../config/lamp.ts';
import { knownPatterns, type LampReading } from './lamp-reader.ts';

/** How far a run may be from its whole frames. */
const TOLERANCE_MS = 20;
/**
 * A lamp that goes dark within this of a chord shows that the press goes out: nothing else answers a chord. With a relay it
 * takes some 100 ms, for the message is signed first.
 */
const PROMPT_MS = 250;

/** What a button's lamp can show next: it narrows down what a change means long before a whole loop has been seen. */
const FOLLOWERS: Readonly<Record<Name, readonly Name[]>> = {
  joining: ['ready', 'practice', 'sending', 'stuck'],
  ready: ['joining', 'sending', 'stuck'],
  practice: ['joining', 'sending', 'stuck'],
  sending: ['accepted', 'failed', 'expired', 'unknown'],
  accepted: ['ready', 'practice', 'joining', 'sending', 'stuck'],
  failed: ['sending', 'stuck'],
  expired: ['sending', 'stuck'],
  unknown: ['sending', 'stuck'],
  stuck: ['joining', 'ready', 'sending', 'accepted', 'failed', 'expired', 'unknown', 'stuck'],
};

/** A state's pattern as the lengths of its lit and dark runs in turn. */
interface Score {
  readonly means: LampReading;
  readonly name: Name;
  readonly beginsLit: boolean;
  /** Empty for a lamp that stays as it is. */
  readonly runsMs: readonly number[];
}

/** A score that may be under way. */
interface Guess {
  readonly score: Score;
  /** The run of the score that the lamp is in. */
  readonly at: number;
  /** The bounds of that run's length; the first can have begun in the middle of a run of the state before. */
  readonly leastMs: number;
  readonly mostMs: number;
}

/**
 * Reads the lamp's state from its light alone, as soon as the light allows: a state stays read until the lamp contradicts
 * it, and then the one that is left of those that can follow. `readLamp` is the strict reading, a whole loop later.
 */
export class LampWatch {
  readonly #scores: readonly Score[];
  #reading: LampReading | null = null;
  #guesses: Guess[] = [];
  #lit = false;
  #sinceMs = 0;
  #chordMs = -Infinity;

  /** @param isPractice of the button, which shows one of two lamps when it is ready: to tell them apart takes a whole loop */
  constructor(isPractice: boolean) {
    const never = isPractice ? 'ready' : 'practice';
    this.#scores = knownPatterns()
      .filter(({ means }) => means !== never)
      .map(({ means, pattern }) => toScore(means, pattern));
  }

  /** All keys will have been down for long enough to count at `atMs`. */
  expectSending(atMs: number): void {
    this.#chordMs = atMs;
  }

  /** Power has come on: the lamp is dark, and all a button can do at first is to join. */
  begin(nowMs: number): void {
    this.#lit = false;
    this.#sinceMs = nowMs;
    this.#guesses = this.#scores
      .filter(({ name }) => name === 'joining')
      .map((score) => ({ score, at: score.runsMs.length - 1, leastMs: 0, mostMs: Infinity }));
  }

  /** The lamp has changed, at a time not before any that was told so far. */
  take(atMs: number, lit: boolean): void {
    if (lit === this.#lit) return;
    this.#outlast(atMs);
    const lengthMs = atMs - this.#sinceMs;
    const before = this.#guesses;
    this.#guesses = advanced(before, lengthMs);
    if (this.#guesses.length === 0) {
      // What contradicts them has begun with this edge, or earlier in the light that has just ended.
      const next = this.#followers(before);
      this.#guesses = [...begun(next, lit, 0), ...advanced(begun(next, this.#lit, lengthMs), lengthMs)];
    }
    this.#lit = lit;
    this.#sinceMs = atMs;
    const afterChordMs = atMs - this.#chordMs;
    if (afterChordMs >= -TOLERANCE_MS && afterChordMs <= PROMPT_MS) {
      const sending = this.#guesses.filter(({ score }) => score.name === 'sending');
      if (sending.length > 0) this.#guesses = sending;
    }
    this.#decide();
  }

  /** @returns null while the light fits no state */
  read(nowMs: number): LampReading | null {
    this.#outlast(nowMs);
    this.#decide();
    return this.#reading;
  }

  /** Of several guesses none is believed before the others have failed. */
  #decide(): void {
    const [first, second] = this.#guesses;
    if (!first) this.#reading = null;
    else if (!second) this.#reading = first.score.means;
  }

  /** Drops the guesses whose run should have ended by now, for those that can have begun in the same light meanwhile. */
  #outlast(nowMs: number): void {
    const lengthMs = nowMs - this.#sinceMs;
    let guesses = this.#guesses;
    while (guesses.length > 0 && !guesses.some(({ mostMs }) => lengthMs <= mostMs)) {
      const failedMs = Math.max(...guesses.map(({ mostMs }) => mostMs));
      guesses = begun(this.#followers(guesses), this.#lit, failedMs);
    }
    this.#guesses = guesses.filter(({ mostMs }) => lengthMs <= mostMs);
  }

  /** What can be on after the guesses have all failed: only one that was sure narrows it down. */
  #followers([sure, ...others]: readonly Guess[]): readonly Score[] {
    if (!sure || others.length > 0) return this.#scores;
    const names = FOLLOWERS[sure.score.name];
    return this.#scores.filter(({ name }) => names.includes(name));
  }
}

/** The scores that begin in this light, in a run that has lasted for `lengthMs` already. */
function begun(scores: readonly Score[], lit: boolean, lengthMs: number): Guess[] {
  return scores
    .filter(({ beginsLit }) => beginsLit === lit)
    .map((score) => {
      const firstMs = score.runsMs[0] ?? Infinity;
      // A first frame is cut short by the frames' own beat.
      const leastMs = firstMs - LAMP_FRAME_MS - TOLERANCE_MS;
      return { score, at: 0, leastMs, mostMs: lengthMs + firstMs + TOLERANCE_MS };
    });
}

/** The guesses that allow for a run of `lengthMs`, which none of them is shorter than, to end, each in its next run. */
function advanced(guesses: readonly Guess[], lengthMs: number): Guess[] {
  return guesses
    .filter(({ leastMs }) => lengthMs >= leastMs)
    .map(({ score, at }) => {
      const next = (at + 1) % score.runsMs.length;
      const runMs = score.runsMs[next] ?? Infinity;
      return { score, at: next, leastMs: runMs - TOLERANCE_MS, mostMs: runMs + TOLERANCE_MS };
    });
}

function toScore(means: LampReading, pattern: number): Score {
  const runs = [...drawPattern(pattern).matchAll(/#+|\.+/g)];
  return {
    name: typeof means === 'string' ? means : 'stuck',
    means,
    beginsLit: (pattern & 1) === 1,
    runsMs: runs.length < 2 ? [] : runs.map(([run]) => run.length * LAMP_FRAME_MS),
  };
}
