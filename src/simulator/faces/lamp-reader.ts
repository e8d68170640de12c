import { LAMP_FRAME_MS, LAMP_FRAMES, LAMP_PATTERNS, stuckPattern } from '../../config/lamp.ts';
import { MOST_KEYS } from '../../config/rules/pins.ts';
import type { Waveform } from '../hardware/waveform.ts';

/** What a person would say the lamp shows: a state of the button, or the number of a stuck key. */
export type LampReading = keyof typeof LAMP_PATTERNS | { readonly stuckKey: number };

/** A reading must hold for so many frames: for one, the change between two patterns can look like a third. */
const HOLDING_FRAMES = 3;

/**
 * Reads a lamp as somebody does who watches it for a good loop of its pattern.
 * @returns null while it is between patterns
 */
export function readLamp(lamp: Waveform, nowMs: number): LampReading | null {
  const patterns = knownPatterns();
  const reading = patterns.find(({ pattern }) => isRotation(framesBefore(lamp, nowMs), pattern));
  for (let frame = 1; frame < HOLDING_FRAMES && reading; frame++) {
    if (!isRotation(framesBefore(lamp, nowMs - frame * LAMP_FRAME_MS), reading.pattern)) return null;
  }
  return reading?.means ?? null;
}

/** All that a lamp can show. */
export function knownPatterns(): { readonly means: LampReading; readonly pattern: number }[] {
  return [
    ...keysOf(LAMP_PATTERNS).map((means) => ({ means, pattern: LAMP_PATTERNS[means] })),
    ...Array.from({ length: MOST_KEYS }, (_, key) => ({
      means: { stuckKey: key + 1 },
      pattern: stuckPattern(key + 1),
    })),
  ];
}

/** The last loop's frames, bit n for frame n; each is looked at in its middle, as the lamp's last change tells it. */
function framesBefore(lamp: Waveform, nowMs: number): number {
  const changedMs = lamp.edges.findLast(({ atMs }) => atMs <= nowMs)?.atMs ?? nowMs;
  const endMs = nowMs - ((nowMs - changedMs) % LAMP_FRAME_MS);
  let bits = 0;
  for (let frame = 0; frame < LAMP_FRAMES; frame++) {
    const atMs = endMs - (LAMP_FRAMES - frame - 0.5) * LAMP_FRAME_MS;
    if (lamp.brightnessAt(atMs) > 0) bits |= 1 << frame;
  }
  return bits;
}

function isRotation(seen: number, pattern: number): boolean {
  const mask = (1 << LAMP_FRAMES) - 1;
  for (let by = 0; by < LAMP_FRAMES; by++) {
    if ((((pattern << by) | (pattern >> (LAMP_FRAMES - by))) & mask) === seen) return true;
  }
  return false;
}

function keysOf<Key extends string>(record: Readonly<Record<Key, unknown>>): Key[] {
  return Object.keys(record) as Key[];
}
