/** Nanoseconds that an instruction takes, of the chip at 160 MHz, by the clock of its flash. A model: see docs/chip.md. */
export const SPEEDS = {
  /** For tests of something else: no time passes while the program runs. */
  instant: 0,
  /** The flash at 80 MHz, as Espruino's instructions have it. */
  'flash 80': 17.8,
  /** The flash at 40 MHz, as esptool leaves it without options. */
  'flash 40': 26.7,
  /** A third slower than that. */
  'a third slower': 35.6,
} as const;

export type Speed = keyof typeof SPEEDS;
