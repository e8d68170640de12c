import {
  ACCEPTED_LIGHT,
  EXPIRED_LIGHT,
  FAILED_LIGHT,
  JOINING_LIGHT,
  KEYS,
  LAMP_LOOP,
  READY_LIGHT,
  SENDING_LIGHT,
  UNKNOWN_LIGHT,
} from 'button:constants';
import { ACCEPTED } from './press.ts';

/**
 * The lamp, looping through a pattern. What it shows is in docs/design.md, L1, L2, L3 and L4. A pattern says where the light
 * changes, not what it is: most frames bring no change, and are over as soon as that is seen.
 */
export interface Lamp {
  /** The pattern: bit 0 is the first frame's light, bit n set where the light changes with frame n. The last is LAMP_LOOP. */
  shown: number;
  /** The pattern from the frame that shows on. */
  bits: number;
  /** 1 or 0. */
  lit: number;
}

/** Dark until the first pattern is set. */
export function newLamp(): Lamp {
  return { shown: 0, bits: 0, lit: 0 };
}

/** Begins a pattern. `turnLamp` shows its first frame. */
export function startPattern(lamp: Lamp, pattern: number): void {
  lamp.shown = lamp.bits = pattern;
  lamp.lit = ~pattern & 1;
}

/** Begins the next frame. @returns 1 when the light changes with it: then call `turnLamp` */
export function stepLamp(lamp: Lamp): number {
  return (lamp.bits >>= 1) & 1;
}

export function turnLamp(lamp: Lamp): void {
  // Only the mark at the end is left.
  if (lamp.bits === 1) lamp.bits = lamp.shown;
  lamp.lit ^= 1;
}

/** @returns what the klaxon sounds in hertz while a press goes out and is accepted: a tone for light, another for dark */
export function klaxonFrequency(lamp: Lamp): number {
  if (lamp.shown !== SENDING_LIGHT && lamp.shown !== ACCEPTED_LIGHT) return 0;
  return lamp.lit ? 800 : 1000;
}

/**
 * The most urgent thing there is to show.
 * @param stuck mask of the stuck keys
 * @param ready whether a press would go out now
 */
export function patternFor(phase: number, stuck: number, ready: boolean | 0): number {
  if (phase > ACCEPTED) return SENDING_LIGHT;
  if (stuck) {
    // As many blinks as the number of the first stuck key, which is the highest bit.
    let key = KEYS;
    while ((stuck >>= 1)) key--;
    return ((1 << (2 * key)) - 1) | LAMP_LOOP;
  }
  // By the numbers of the outcomes in press.ts.
  return [ready ? READY_LIGHT : JOINING_LIGHT, FAILED_LIGHT, EXPIRED_LIGHT, UNKNOWN_LIGHT, ACCEPTED_LIGHT][
    phase
  ]!;
}
