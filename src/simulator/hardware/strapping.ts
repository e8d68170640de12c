import type { Pins } from './pins.ts';

/** A pin that must not be low when the power comes on. */
export type Strap = 0 | 2;

/**
 * The pin that keeps the ROM from starting what is in flash: with D2 low it starts nothing, with D0 low its bootloader.
 * The levels are latched at power-up. A restart by software, which the watchdog's is too, jumps into the ROM and finds
 * the same ones again, whatever the pins are by then.
 */
export function heldStrap(pins: Pins): Strap | null {
  if (pins.isGrounded(2)) return 2;
  return pins.isGrounded(0) ? 0 : null;
}

/** For people who wonder why nothing happens. */
export function whyHeldBack(strap: Strap): string {
  const instead = strap === 0 ? 'waits in its bootloader' : 'does not boot';
  return `D${strap} was low at power-up, so the chip ${instead}: release it, then power off and on`;
}
