/** The board's clock and console, under names that stay short in the script. */

/** Milliseconds since power-on, whole. */
export function now(): number {
  return Math.round(getTime() * 1000);
}

export const log = console.log;
