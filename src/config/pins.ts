/**
 * What the pins of a Feather HUZZAH (ESP8266) can and can't do for a key, a lamp or a klaxon.
 * From Adafruit's schematics (product 2821) and Espruino's targets/esp8266/jshardware.c.
 */

/** More than this nobody can smash at once. */
export const MOST_KEYS = 8;

/** Keys where nothing else is connected: the default, in the order of the header. */
export const DEFAULT_PINS = [4, 5, 12, 13];

/** The 4.7 k pull-down on the board wins over the chip's pull-up: a key here always reads pressed. */
export const ALWAYS_LOW_PIN = 15;

const FREE_PINS = 'Free ones are 4, 5, 12, 13 and 14';

/** @returns why no key can be on `pin`, with the mend, or undefined when one can */
export function keyPinFault(pin: number): string | undefined {
  if (pin === 16) return `D16 has no pull-up, so a key on it reads nothing. ${FREE_PINS}`;
  return outputPinFault(pin);
}

/** @returns why nothing can be on `pin`, with the mend, or undefined when something can */
export function outputPinFault(pin: number): string | undefined {
  if (pin === 1 || pin === 3) return `D${pin} is the serial console. ${FREE_PINS}`;
  if (pin >= 6 && pin <= 11) return `D${pin} is wired to the flash chip. ${FREE_PINS}`;
  return undefined;
}

const KEY_WARNINGS: Readonly<Record<number, string>> = {
  0: 'D0 has the red LED, and a key held on it at power-up starts the bootloader instead of the button.',
  2: "D2 is the second serial port's output until the script starts, so a key held on it at power-up shorts a driven pin and can keep the board from booting.",
  [ALWAYS_LOW_PIN]:
    'D15 has a pull-down on the board, so this key always reads pressed: the others alone decide. Move it to 12, 13 or 14 to have it count.',
};

/** @returns what happens with a key on `pin` that its owner should know, or undefined when nothing does */
export function keyPinWarning(pin: number): string | undefined {
  return KEY_WARNINGS[pin];
}
