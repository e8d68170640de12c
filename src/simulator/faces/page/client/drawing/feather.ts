/**
 * Where things are on an Adafruit Feather HUZZAH (product 2821), in millimetres from its lower left corner with USB on
 * the left: read off Adafruit's own board file (Adafruit-Feather-ESP8266-HUZZAH-PCB). The labels are its silkscreen's.
 */
export const BOARD = { widthMm: 50.8, heightMm: 22.86, cornerMm: 2.54 } as const;

/** One hole of a header. */
export interface Hole {
  readonly label: string;
  /** The GPIO behind it. */
  readonly pin: number | null;
  readonly xMm: number;
  readonly yMm: number;
}

const PITCH_MM = 2.54;
const LAST_MM = 44.45;

/** The row of twelve, from USB on: every pin that can take a key is in it. */
export const SHORT_ROW = row(21.59, [
  ['BAT', null],
  ['EN', null],
  ['USB', null],
  ['14', 14],
  ['12', 12],
  ['13', 13],
  ['15', 15],
  ['0', 0],
  ['16', 16],
  ['2', 2],
  ['5', 5],
  ['4', 4],
]);

/** The row of sixteen, from USB on. */
export const LONG_ROW = row(1.27, [
  ['RST', null],
  ['3V', null],
  ['NC', null],
  ['GND', null],
  ['ADC', null],
  ['NC', null],
  ['NC', null],
  ['NC', null],
  ['NC', null],
  ['NC', null],
  ['SCK', 14],
  ['MO', 13],
  ['MI', 12],
  ['RX', 3],
  ['TX', 1],
  ['CHPD', null],
]);

/** Rectangles of the larger parts: centre, width, height. */
export const PARTS = {
  module: { xMm: 36, yMm: 11.43, widthMm: 24, heightMm: 14.8 },
  usb: { xMm: 2.6, yMm: 11.43, widthMm: 6, heightMm: 7.6 },
  battery: { xMm: 10.8, yMm: 18, widthMm: 8, heightMm: 6.2 },
  reset: { xMm: 9.4, yMm: 6.35, widthMm: 2.8, heightMm: 4.6 },
  serial: { xMm: 16.26, yMm: 6.48, widthMm: 4, heightMm: 4 },
  regulator: { xMm: 17.78, yMm: 14.99, widthMm: 1.7, heightMm: 3 },
  charger: { xMm: 17.78, yMm: 11.56, widthMm: 1.7, heightMm: 3 },
} as const;

/** The red LED on GPIO 0 and the charger's. */
export const LAMP = { xMm: 2.86, yMm: 17.34 } as const;
export const CHARGE = { xMm: 2.41, yMm: 5.59 } as const;
export const MOUNTING_HOLES = [
  { xMm: 2.54, yMm: 20.32 },
  { xMm: 2.54, yMm: 2.54 },
] as const;

/** Resistors and capacitors, by their middle. */
export const PASSIVES = [
  { xMm: 21.46, yMm: 16.2, upright: true },
  { xMm: 14.37, yMm: 12.64, upright: true },
  { xMm: 20.83, yMm: 12.7, upright: true },
  { xMm: 12.3, yMm: 4.78, upright: true },
  { xMm: 19.81, yMm: 8.38, upright: true },
  { xMm: 22.6, yMm: 5.33, upright: false },
  { xMm: 17.91, yMm: 18.2, upright: false },
] as const;

/** The silkscreen's names of parts. */
export const PART_LABELS = [
  { text: '#0', xMm: 6.1, yMm: 17 },
  { text: 'CHG', xMm: 5, yMm: 5.6 },
  { text: 'RST', xMm: 9.4, yMm: 9.8 },
] as const;

/** @returns the hole where a key, a lamp or a klaxon on `pin` is soldered */
export function holeOf(pin: number): Hole {
  const hole = SHORT_ROW.find((candidate) => candidate.pin === pin);
  if (!hole) throw new Error(`Nothing can be soldered to pin ${pin}.`);
  return hole;
}

export function ground(): Hole {
  const hole = LONG_ROW.find(({ label }) => label === 'GND');
  if (!hole) throw new Error('There is no ground.');
  return hole;
}

/** Both rows end at the same place, away from USB. */
function row(yMm: number, holes: readonly (readonly [string, number | null])[]): Hole[] {
  return holes.map(([label, pin], index) => ({
    label,
    pin,
    xMm: LAST_MM - PITCH_MM * (holes.length - 1 - index),
    yMm,
  }));
}
