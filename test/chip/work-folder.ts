/** The folder that `test/chip/build` has made; without it what needs the emulated chip is skipped. */
export const CHIP = process.env['CHIP'] ?? '';

/** How fast the board's flash is clocked, in MHz. */
export const FLASH_SPEEDS = [80, 40] as const;
export type FlashMhz = (typeof FLASH_SPEEDS)[number];

/** Nanoseconds that an instruction takes on average, as the firmware's own clock sees it (README.md has where from). */
export const CLOCK_NS: Readonly<Record<FlashMhz, number>> = { 80: 17.8, 40: 26.7 };

/** The same for milliseconds of that clock and instructions. */
export function instructionsIn(ms: number, flash: FlashMhz): number {
  return (ms * 1e6) / CLOCK_NS[flash];
}
