import {
  ACCEPTED_LIGHT,
  BLINKS,
  EXPIRED_LIGHT,
  FAILED_LIGHT,
  JOINING_LIGHT,
  KEYS,
  LAMP_FRAMES,
  READY_LIGHT,
  SENDING_LIGHT,
  UNKNOWN_LIGHT,
} from 'button:constants';
import { ACCEPTED } from './press.ts';

/** The lamp, looping through a pattern. What it shows is in docs/design.md, L1, L2, L3 and L4. */
export interface Lamp {
  shown: number;
  /** The pattern, turned so that its lowest bit is the frame that shows. */
  bits: number;
}

/** Dark until the first pattern is set. */
export function newLamp(): Lamp {
  return { shown: 0, bits: 0 };
}

/** Begins the next frame. @returns 1 when it is another light than before, 0 when it is not */
export function stepLamp(lamp: Lamp): number {
  const bits = lamp.bits;
  lamp.bits = (bits >> 1) | ((bits & 1) << (LAMP_FRAMES - 1));
  return (bits ^ lamp.bits) & 1;
}

/** @returns what the klaxon sounds in hertz while a press goes out and is accepted: a tone for light, another for dark */
export function klaxonFrequency(lamp: Lamp): number {
  if (lamp.shown !== SENDING_LIGHT && lamp.shown !== ACCEPTED_LIGHT) return 0;
  return lamp.bits & 1 ? 800 : 1000;
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
    return BLINKS >> (LAMP_FRAMES - 2 * key);
  }
  // By the numbers of the outcomes in press.ts.
  return [ready ? READY_LIGHT : JOINING_LIGHT, FAILED_LIGHT, EXPIRED_LIGHT, UNKNOWN_LIGHT, ACCEPTED_LIGHT][
    phase
  ]!;
}
