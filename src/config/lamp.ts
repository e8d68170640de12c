/**
 * What the lamp shows, once for all: the firmware blinks these patterns, the virtual board reads them back and
 * the documentation lists them.
 *
 * A pattern is a loop of {@link LAMP_FRAMES} frames of {@link LAMP_FRAME_MS}; bit n is lit in frame n. Short single
 * blinks belong to stuck keys alone, because people count those.
 */
export const LAMP_FRAMES = 20;
export const LAMP_FRAME_MS = 100;

export const LAMP_PATTERNS = {
  /** Slow: lit for a second, dark for a second. */
  joining: frames('##########..........'),
  ready: frames('####################'),
  /** Ready, and a press deploys nothing: lit like the other, with two winks. */
  practice: frames('#################.#.'),
  /** Starts dark, so that a smash shows at once on a lamp that was lit. */
  sending: frames('.#.#.#.#.#.#.#.#.#.#'),
  accepted: frames('####.####.####.####.'),
  failed: frames('###..###..###..###..'),
  expired: frames('################....'),
  unknown: frames('#######..##.........'),
} as const;

export type LampState = keyof typeof LAMP_PATTERNS | 'stuck';

/** The lamp of a stuck key: as many short blinks as its number in `pins`, counted from 1, then a pause. */
export function stuckPattern(keyNumber: number): number {
  return frames('#.'.repeat(keyNumber));
}

/** Behind the last frame of a pattern as the firmware has it: it begins anew. */
export const LAMP_LOOP = 1 << LAMP_FRAMES;

/**
 * A pattern as the firmware has it: bit 0 is the first frame's light, bit n is set where the light changes with frame n, and
 * LAMP_LOOP where it changes when the pattern begins anew. One that never changes has no more than its first bit.
 * @throws {RangeError} when a pattern that changes ends with the light that it begins with: its loop would have no mark
 */
export function changesOf(pattern: number): number {
  const changes = (pattern ^ (pattern << 1)) & (LAMP_LOOP - 1);
  const begins = pattern & 1;
  const ends = (pattern >> (LAMP_FRAMES - 1)) & 1;
  if (begins !== ends) return changes | LAMP_LOOP;
  if (changes >> 1) throw new RangeError(`The pattern ${drawPattern(pattern)} must not end as it begins.`);
  return changes;
}

/** Draws a pattern as its frames, `#` lit and `.` dark. */
export function drawPattern(pattern: number): string {
  return Array.from({ length: LAMP_FRAMES }, (_, frame) => ((pattern >> frame) & 1 ? '#' : '.')).join('');
}

function frames(drawing: string): number {
  return Array.from(drawing).reduce((bits, light, frame) => (light === '#' ? bits | (1 << frame) : bits), 0);
}
