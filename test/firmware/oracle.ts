import { FIRED, IGNORED, LOOK, NOTHING } from '../../src/firmware/keys.ts';

/** All keys at once: a bit a key, 0 for low, which is pressed. */
export interface Sample {
  readonly nowMs: number;
  readonly levels: number;
}

export interface Rules {
  /** Masks of the keys, and of those that always read low. */
  readonly all: number;
  readonly alwaysLow: number;
  readonly debounceMs: number;
  readonly chordMs: number;
  readonly deadTimeMs: number;
}

/** A longer gap between two samples is a stall (P1), and a key that is down for so long is stuck (P3). */
export const STALL_MS = 100;
export const STUCK_MS = 10_000;

/**
 * What the rules of the press (docs/design.md, P1, P2, P4 and P6) make of a list of samples, each looked at with all those
 * before it. As slow as it is plain.
 * @returns for each sample FIRED, LOOK, IGNORED or NOTHING
 */
export function verdicts(samples: readonly Sample[], rules: Rules): number[] {
  const up = rules.all & ~rules.alwaysLow;
  const at = (index: number): Sample => samples[index]!;
  const found: number[] = [];
  let verdictAt = -1;
  let firedMs = -Infinity;

  /** Since when every sample up to this one reads the same, without a stall in between. */
  const steadySince = (last: number): number => {
    let first = last;
    while (isEvidence(samples, first - 1) && at(first - 1).levels === at(last).levels) first--;
    return first;
  };
  const lasts = (index: number): boolean =>
    at(index).nowMs - at(steadySince(index)).nowMs >= rules.debounceMs;
  /** The sample after the last at which all keys were seen up for long enough: there the first key went down. */
  const startOf = (low: number): number | undefined => {
    for (let index = low - 1; index > verdictAt && isEvidence(samples, index); index--) {
      if (at(index).levels === up && lasts(index)) return index + 1;
    }
    return undefined;
  };

  samples.forEach(({ nowMs, levels }, index) => {
    let verdict = NOTHING;
    const low = levels === 0 ? steadySince(index) : index;
    const start = levels === 0 ? startOf(low) : undefined;
    if (start !== undefined) {
      if (low === index) verdict = at(low).nowMs - at(start).nowMs <= rules.chordMs ? LOOK : IGNORED;
      else if (lasts(index)) verdict = nowMs - firedMs < rules.deadTimeMs ? IGNORED : FIRED;
    }
    if (verdict === FIRED || verdict === IGNORED) verdictAt = index;
    if (verdict === FIRED) firedMs = nowMs;
    found.push(verdict);
  });
  return found;
}

/** For how long each key, by its bit, has been down in every sample up to this one, without a stall; -1 when it is up. */
export function downForMs(samples: readonly Sample[], last: number, bit: number): number {
  let first = last + 1;
  while ((first > last || isEvidence(samples, first - 1)) && isDown(samples[first - 1], bit)) first--;
  return first > last ? -1 : samples[last]!.nowMs - samples[first]!.nowMs;
}

function isDown(sample: Sample | undefined, bit: number): boolean {
  return sample !== undefined && ((sample.levels >> bit) & 1) === 0;
}

/** Whether no stall comes between this sample and the next. */
function isEvidence(samples: readonly Sample[], index: number): boolean {
  const sample = samples[index];
  if (sample === undefined) return false;
  const gapMs = samples[index + 1]!.nowMs - sample.nowMs;
  return gapMs >= 0 && gapMs <= STALL_MS;
}
