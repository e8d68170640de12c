/** The board's clock and console, under names that stay short in the script and are found at once. */

/** Seconds since power-on, with a fraction. */
export const clock = getTime;
export const round = Math.round;

/** Milliseconds since power-on, whole. */
export function now(): number {
  return round(clock() * 1000);
}

export const log = console.log;
