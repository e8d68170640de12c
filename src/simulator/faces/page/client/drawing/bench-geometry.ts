import { BOARD } from './feather.ts';

/** The drawing of the bench, in its own units: the board lies in the middle, turned so that its keys' row is below. */
export const BENCH = { width: 720, height: 446 } as const;
const SCALE = 11;
export const BOARD_BOX = {
  x: 70,
  y: 88,
  width: BOARD.widthMm * SCALE,
  height: BOARD.heightMm * SCALE,
} as const;

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Half a turn from Adafruit's drawing: USB is on the right. */
export function place({ xMm, yMm }: { readonly xMm: number; readonly yMm: number }): Point {
  return { x: BOARD_BOX.x + (BOARD.widthMm - xMm) * SCALE, y: BOARD_BOX.y + yMm * SCALE };
}

export function length(mm: number): number {
  return mm * SCALE;
}

/** Where the keys' legs come up into the drawing, for key `index` of `count`. */
export function keyX(index: number, count: number): number {
  return ((index + 0.5) * BENCH.width) / count;
}
