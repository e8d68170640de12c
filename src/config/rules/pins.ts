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

/** Where nothing else is connected. */
const BARE_PINS = [...DEFAULT_PINS, 14];

const PIN_RANGE = 'must be a GPIO number from 0 to 16';

/** What a NodeMCU's print calls D0 to D8, as GPIO numbers (its public schematic). Espruino's Dn is GPIO n. */
const NODEMCU = [16, 5, 4, 0, 2, 14, 12, 13, 15];

/** @returns the rule for one pin, in words that fit what was written: never a guess, for a wrong pin is a wrong button */
export function pinRule(written: unknown): string {
  const match = typeof written === 'string' ? /^\s*(d?)0*(\d{1,2})\s*$/i.exec(written) : null;
  if (match === null) return PIN_RANGE;
  const [, letter, digits] = match;
  const pin = Number(digits);
  const nodemcu = letter === '' ? undefined : NODEMCU[pin];
  if (pinsWithout(keyPinFault).includes(pin)) {
    const other = nodemcu === undefined ? '' : `, or ${nodemcu} for what a NodeMCU calls D${pin}`;
    return `must be a GPIO number without quotes: write ${pin}${other}`;
  }
  if (nodemcu === undefined) return `${PIN_RANGE}, without quotes`;
  return `must be a GPIO number without quotes: write ${nodemcu} for what a NodeMCU calls D${pin}`;
}

/** @returns the rule for all of them, in words that fit what was written */
export function pinsRule(written: unknown): string {
  const numbers = String(written)
    .split(/[\s,;[\]]/)
    .filter((part) => part !== '');
  const isList = numbers.length > 1 && numbers.every((part) => /^\d{1,2}$/.test(part));
  const example = isList ? numbers.map(Number) : DEFAULT_PINS;
  return `must be a list of GPIO numbers, in brackets and without quotes: ${isList ? 'write' : 'as in'} [${example.join(', ')}]`;
}

/** @returns the mend for a pin that can't be used: those that can, but for the `taken` ones */
export function freePins(taken: readonly unknown[]): string {
  const free = BARE_PINS.filter((pin) => !taken.includes(pin));
  if (free.length < 2) return free.length === 0 ? 'None is free: use fewer keys' : `D${free[0]} is free`;
  return `Free ones are ${free.slice(0, -1).join(', ')} and ${free.at(-1)}`;
}

/** @returns the pins for which `faultOf` has nothing to say */
export function pinsWithout(faultOf: (pin: number) => string | undefined): number[] {
  return Array.from({ length: 17 }, (_, pin) => pin).filter((pin) => faultOf(pin) === undefined);
}

/** @returns why no key can be on `pin`, or undefined when one can; the mend is {@link freePins} */
export function keyPinFault(pin: number): string | undefined {
  if (pin === 16) return 'D16 has no pull-up, so a key on it reads nothing';
  return outputPinFault(pin);
}

/** @returns why nothing can be on `pin`, or undefined when something can; the mend is {@link freePins} */
export function outputPinFault(pin: number): string | undefined {
  if (pin === 1 || pin === 3) return `D${pin} is the serial console`;
  if (pin >= 6 && pin <= 11) return `D${pin} is wired to the flash chip`;
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

const LOW_AT_POWER_UP =
  'D15 must be low at power-up, or the board does not start: what is wired there must not pull it up.';

const LAMP_WARNINGS: Readonly<Record<number, string>> = {
  15: `${LOW_AT_POWER_UP} A lamp that is lit when low does.`,
};

const KLAXON_WARNINGS: Readonly<Record<number, string>> = {
  0: 'D0 has the red LED, and starts the bootloader when it is low at power-up: what is wired there must not pull it down.',
  2: 'D2 must be high at power-up, or the board does not start: what is wired there must not pull it down.',
  15: LOW_AT_POWER_UP,
};

/** @returns what happens with a lamp on `pin` that its owner should know, or undefined when nothing does */
export function lampPinWarning(pin: number): string | undefined {
  return LAMP_WARNINGS[pin];
}

/** @returns what happens with a klaxon on `pin` that its owner should know, or undefined when nothing does */
export function klaxonPinWarning(pin: number): string | undefined {
  return KLAXON_WARNINGS[pin];
}
