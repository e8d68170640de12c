import { BOARD } from './feather.ts';

/** The drawing of the bench, in its own units: the board lies over the keys, turned so that their row of pins is below. */
export const BENCH = { width: 720, height: 612 } as const;
const SCALE = 11;
export const BOARD_BOX = {
  x: 70,
  y: 88,
  width: BOARD.widthMm * SCALE,
  height: BOARD.heightMm * SCALE,
} as const;

/** The room of the keys, which lie on the drawing; keys.css has the same numbers. */
const KEYS = { x: 24, y: 452, width: 672, mostSize: 125, share: 0.82 } as const;

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

/** The middle of key `index` of `count`, and where its two legs are: one goes up to its pin, the other down to ground. */
export function keyAt(
  index: number,
  count: number,
): { readonly x: number; readonly top: number; readonly bottom: number } {
  const column = KEYS.width / count;
  const size = Math.min(KEYS.share * column, KEYS.mostSize);
  return { x: KEYS.x + (index + 0.5) * column, top: KEYS.y, bottom: KEYS.y + size };
}
