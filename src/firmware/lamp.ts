import {
  ACCEPTED_LIGHT,
  BLINKS,
  EXPIRED_LIGHT,
  FAILED_LIGHT,
  JOINING_LIGHT,
  LAMP_FRAMES,
  PINS,
  READY_LIGHT,
  SENDING_LIGHT,
  UNKNOWN_LIGHT,
} from 'button:constants';
import { ACCEPTED, EXPIRED, FAILED, UNKNOWN, WAITING } from './press.ts';

/** The lamp, looping through a pattern. What it shows is in docs/design.md, L1, L2, L3 and L4. */
export interface Lamp {
  /** The pattern: bit n is lit in frame n (src/config/lamp.ts draws them). */
  bits: number;
  frame: number;
}

/** Dark until the first pattern is set. */
export function newLamp(): Lamp {
  return { bits: 0, frame: 0 };
}

/** @returns whether the pattern is another one, which starts with its first frame */
export function setPattern(lamp: Lamp, pattern: number): boolean {
  if (lamp.bits === pattern) return false;
  lamp.bits = pattern;
  lamp.frame = 0;
  return true;
}

/** @returns whether the lamp is lit for the frame that begins */
export function stepLamp(lamp: Lamp): boolean {
  const lit = (lamp.bits >> lamp.frame) & 1;
  lamp.frame = (lamp.frame + 1) % LAMP_FRAMES;
  return lit > 0;
}

/** @returns what the klaxon sounds in hertz, two tones in turn while a press goes out and is accepted, or 0 */
export function klaxonFrequency(lamp: Lamp): number {
  if (lamp.bits !== SENDING_LIGHT && lamp.bits !== ACCEPTED_LIGHT) return 0;
  return lamp.frame & 2 ? 800 : 1000;
}

/**
 * The most urgent thing there is to show.
 * @param stuck mask of the stuck keys
 * @param ready whether a press would go out now
 */
export function patternFor(phase: number, stuck: number, ready: boolean): number {
  if (phase >= WAITING) return SENDING_LIGHT;
  if (stuck) return /* @__NOINLINE__ */ stuckPattern(stuck);
  if (phase === ACCEPTED) return ACCEPTED_LIGHT;
  if (phase === FAILED) return FAILED_LIGHT;
  if (phase === EXPIRED) return EXPIRED_LIGHT;
  if (phase === UNKNOWN) return UNKNOWN_LIGHT;
  return ready ? READY_LIGHT : JOINING_LIGHT;
}

/** As many blinks as the number of the first stuck key; the first key is the highest bit. */
function stuckPattern(stuck: number): number {
  let key = 1;
  while (!((stuck >> (PINS.length - key)) & 1)) key++;
  return BLINKS & ((1 << (2 * key)) - 1);
}
