import { ALWAYS_LOW_PIN } from '../../../config/pins.ts';
import type { World } from '../wire.ts';
import { BENCH, BOARD_BOX, keyX, type Point, place } from './bench-geometry.ts';
import { ground, holeOf, LAMP } from './feather.ts';
import { svg } from './svg.ts';

/** How far a key's two legs are from its middle. */
const LEG = 15;
const RAIL_Y = BENCH.height - 24;

/** Draws the wires from the board's pins to the keys, the lamp where it is not on the board, and the klaxon. */
export function drawWiring({ pins, led, klaxonPin }: World): SVGElement {
  return svg(
    'g',
    { class: 'wiring' },
    groundWire(pins.length),
    ...pins.map((pin, index) => keyWire(pin, index, pins.length)),
    ...(klaxonPin === null ? [] : [drawKlaxon(klaxonPin)]),
    drawLamp(led),
    ...(pins.includes(ALWAYS_LOW_PIN) ? [pullDown()] : []),
  );
}

/** From the GND hole around USB to a rail along the keys: black, as everybody wires it. */
function groundWire(count: number): SVGElement {
  const from = place(ground());
  const right = BENCH.width - 14;
  const first = keyX(0, count) + LEG;
  const rail = `M${from.x} ${from.y} V70 Q${from.x} 56 ${from.x + 14} 56 H${right - 14} Q${right} 56 ${right} 70 V${RAIL_Y - 14} Q${right} ${RAIL_Y} ${right - 14} ${RAIL_Y} H${first}`;
  const legs = Array.from({ length: count }, (_, index) => keyX(index, count) + LEG);
  return svg(
    'g',
    { class: 'ground' },
    svg('path', { class: 'wire', d: rail }),
    ...legs.map((x) => svg('path', { class: 'wire', d: `M${x} ${RAIL_Y} V${BENCH.height}` })),
    ...legs.map((x) => svg('circle', { class: 'joint', cx: x, cy: RAIL_Y, r: 5 })),
    svg('circle', { class: 'joint', cx: from.x, cy: from.y, r: 6 }),
  );
}

function keyWire(pin: number, index: number, count: number): SVGElement {
  const from = place(holeOf(pin));
  const to = { x: keyX(index, count) - LEG, y: BENCH.height };
  const middle = (from.y + to.y) / 2;
  const d = `M${from.x} ${from.y} C${from.x} ${middle + 14} ${to.x} ${middle - 14} ${to.x} ${to.y}`;
  return svg(
    'g',
    { class: `key-wire hue-${index}`, 'data-pin': pin },
    svg('path', { class: 'wire casing', d }),
    svg('path', { class: 'wire', d }),
    svg('path', { class: 'current', d }),
    svg('circle', { class: 'joint', cx: from.x, cy: from.y, r: 6 }),
  );
}

/** The lamp of the button: the red LED on the board, or one that the user has soldered to another pin. */
function drawLamp(led: number): SVGElement {
  const at = led === 0 ? place(LAMP) : outside(led, -46);
  const parts =
    led === 0
      ? []
      : [
          svg('path', { class: 'wire lamp-wire', d: curve(place(holeOf(led)), at) }),
          svg('circle', { class: 'led-dome', cx: at.x, cy: at.y, r: 15 }),
        ];
  return svg(
    'g',
    { class: 'lamp-light' },
    ...parts,
    svg('circle', { class: 'glow wide', cx: at.x, cy: at.y, r: 96 }),
    svg('circle', { class: 'glow', cx: at.x, cy: at.y, r: 42 }),
    svg('circle', { class: 'spark', cx: at.x, cy: at.y, r: led === 0 ? 7 : 11 }),
  );
}

function drawKlaxon(pin: number): SVGElement {
  const at = outside(pin, 46);
  return svg(
    'g',
    { class: 'klaxon' },
    svg('path', { class: 'wire lamp-wire', d: curve(place(holeOf(pin)), at) }),
    svg('circle', { class: 'piezo', cx: at.x, cy: at.y, r: 19 }),
    svg('circle', { class: 'piezo-disc', cx: at.x, cy: at.y, r: 10 }),
    svg('path', {
      class: 'noise',
      d: `M${at.x + 24} ${at.y - 12} q8 12 0 24 M${at.x + 32} ${at.y - 18} q12 18 0 36`,
    }),
  );
}

/** A place for a part beside the keys' wires. */
function outside(pin: number, aside: number): Point {
  const { x } = place(holeOf(pin));
  return { x: Math.min(BENCH.width - 60, Math.max(40, x + aside)), y: BOARD_BOX.y + BOARD_BOX.height + 38 };
}

function curve(from: Point, to: Point): string {
  return `M${from.x} ${from.y} Q${from.x} ${to.y} ${to.x} ${to.y}`;
}

/** The resistor that keeps D15 low, whatever the key on it does. */
function pullDown(): SVGElement {
  const { x, y } = place(holeOf(ALWAYS_LOW_PIN));
  const top = y - 62;
  return svg(
    'g',
    { class: 'pull-down' },
    svg('path', {
      class: 'trace',
      d: `M${x} ${y - 9} V${top + 26} M${x} ${top} V${top - 10} M${x - 9} ${top - 10} h18 M${x - 5} ${top - 15} h10`,
    }),
    svg('rect', { class: 'resistor', x: x - 7, y: top, width: 14, height: 26, rx: 2 }),
    svg('text', { class: 'silk', x: x + 24, y: top + 18 }, '4.7k'),
  );
}
