import { holeOf } from './feather.ts';

/** The keyboard's keys that stand for the button's, from left to right. */
const LETTERS = 'ASDFGHJK';

/** One key of the button, as the page shows it. */
export interface Key {
  readonly pin: number;
  /** Its place in the configuration's `pins`, from 1: so often the lamp blinks when it is stuck. */
  readonly number: number;
  readonly letter: string;
}

/** @returns the keys as their pins' holes lie from left to right, whatever their order in `pins`: so no wire crosses another */
export function keyRow(pins: readonly number[]): readonly Key[] {
  return pins
    .map((pin, index) => ({ pin, number: index + 1 }))
    .sort((a, b) => holeOf(b.pin).xMm - holeOf(a.pin).xMm)
    .map((key, place) => ({ ...key, letter: LETTERS.charAt(place) }));
}
