/**
 * Where things are on an Adafruit Feather HUZZAH (product 2821), in millimetres from its lower left corner with USB on
 * the left: read off Adafruit's own board file (Adafruit-Feather-ESP8266-HUZZAH-PCB). The labels are its silkscreen's.
 */
export const BOARD = { widthMm: 50.8, heightMm: 22.86, cornerMm: 2.54 } as const;

/** One hole of a header. */
export interface Hole {
  readonly label: string;
  readonly xMm: number;
  readonly yMm: number;
}

const PITCH_MM = 2.54;
const LAST_MM = 44.45;

/** The row of twelve, from USB on: every pin that can take a key is in it. */
export const SHORT_ROW = row(21.59, 'BAT EN USB 14 12 13 15 0 16 2 5 4');

/** The row of sixteen, from USB on. */
export const LONG_ROW = row(1.27, 'RST 3V NC GND ADC NC NC NC NC NC SCK MO MI RX TX CHPD');

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

/** @returns the hole where a key, a lamp or a klaxon on `pin` is soldered: its label is the number of its GPIO */
export function holeOf(pin: number): Hole {
  return holeIn(SHORT_ROW, String(pin));
}

export function ground(): Hole {
  return holeIn(LONG_ROW, 'GND');
}

function holeIn(holes: readonly Hole[], wanted: string): Hole {
  const hole = holes.find(({ label }) => label === wanted);
  if (!hole) throw new Error(`No hole is labelled ${wanted}.`);
  return hole;
}

/** Both rows end at the same place, away from USB. */
function row(yMm: number, labels: string): Hole[] {
  const fromUsb = labels.split(' ');
  return fromUsb.map((label, index) => ({
    label,
    xMm: LAST_MM - PITCH_MM * (fromUsb.length - 1 - index),
    yMm,
  }));
}
