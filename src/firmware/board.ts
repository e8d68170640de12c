/** The board's clock and console, under names that stay short in the script and are found at once. */

/** Seconds since power-on, with a fraction. Milliseconds are made of it where they are needed: a call takes longer than what it computes. */
export const clock = getTime;
export const round = Math.round;

export const log = console.log;
