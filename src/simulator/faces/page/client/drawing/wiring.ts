import { ALWAYS_LOW_PIN } from '../../../../../config/rules/pins.ts';
import type { World } from '../../wire.ts';
import { BENCH, BOARD_BOX, keyAt, type Point, place } from './bench-geometry.ts';
import { ground, holeOf, LAMP } from './feather.ts';
import { type Key, keyRow } from './key-row.ts';
import { svg } from '../elements.ts';

const RAIL_Y = BENCH.height - 10;
const BOARD_END_Y = BOARD_BOX.y + BOARD_BOX.height;
/** A lamp and a klaxon of the user's own hang below their pins, where no wire has turned aside yet. */
const ASIDE_Y = BOARD_END_Y + 30;
const TURN_Y = BOARD_END_Y + 46;

/**
 * Draws the wires from the board's pins to the keys, the lamp where it is not on the board, and the klaxon. docs/wiring.svg
 * shows the same wires in the same colours.
 */
export function drawWiring({ pins, led, klaxonPin }: World): SVGElement {
  const keys = keyRow(pins);
  return svg(
    'g',
    { class: 'wiring' },
    groundWire(keys.length),
    ...keys.map((key, index) => keyWire(key, index, keys.length)),
    ...(klaxonPin === null ? [] : [drawKlaxon(klaxonPin)]),
    drawLamp(led),
    ...(pins.includes(ALWAYS_LOW_PIN) ? [pullDown()] : []),
  );
}

/** From the GND hole around the end without USB to a rail below the keys: black, as everybody wires it. */
function groundWire(count: number): SVGElement {
  const from = place(ground());
  const [top, left, bend] = [8, 12, 14];
  const keys = Array.from({ length: count }, (_, index) => keyAt(index, count));
  const end = Math.max(...keys.map(({ x }) => x));
  const rail = `M${from.x} ${from.y} V${top + bend} Q${from.x} ${top} ${from.x - bend} ${top} H${left + bend} Q${left} ${top} ${left} ${top + bend} V${RAIL_Y - bend} Q${left} ${RAIL_Y} ${left + bend} ${RAIL_Y} H${end}`;
  return svg(
    'g',
    { class: 'ground' },
    svg('path', { class: 'wire', d: rail }),
    ...keys.map(({ x, bottom }) => svg('path', { class: 'wire', d: `M${x} ${RAIL_Y} V${bottom - 10}` })),
    ...keys.map(({ x }) => svg('circle', { class: 'joint', cx: x, cy: RAIL_Y, r: 5 })),
    svg('circle', { class: 'joint', cx: from.x, cy: from.y, r: 6 }),
  );
}

/** All of them turn aside at the same height, in the order of their keys: so they don't cross. */
function keyWire({ pin }: Key, index: number, count: number): SVGElement {
  const from = place(holeOf(pin));
  const to = keyAt(index, count);
  const end = to.top + 6;
  const middle = (TURN_Y + to.top) / 2;
  const d = `M${from.x} ${from.y} V${TURN_Y} C${from.x} ${middle + 12} ${to.x} ${middle - 12} ${to.x} ${to.top - 8} V${end}`;
  return svg(
    'g',
    { class: `key-wire pin-${pin}`, 'data-pin': pin },
    svg('path', { class: 'wire casing', d }),
    svg('path', { class: 'wire', d }),
    svg('path', { class: 'current', d }),
    svg('circle', { class: 'joint', cx: from.x, cy: from.y, r: 6 }),
  );
}

/** The lamp of the button: the red LED on the board, or one that the user has soldered to another pin. */
function drawLamp(led: number): SVGElement {
  const at = led === 0 ? place(LAMP) : aside(led);
  const parts = led === 0 ? [] : [stub(led), svg('circle', { class: 'led-dome', cx: at.x, cy: at.y, r: 13 })];
  return svg(
    'g',
    { class: 'lamp-light' },
    ...parts,
    svg('circle', { class: 'glow wide', cx: at.x, cy: at.y, r: 96 }),
    svg('circle', { class: 'glow', cx: at.x, cy: at.y, r: 42 }),
    svg('circle', { class: 'spark', cx: at.x, cy: at.y, r: led === 0 ? 7 : 9 }),
  );
}

function drawKlaxon(pin: number): SVGElement {
  const { x, y } = aside(pin);
  return svg(
    'g',
    { class: 'klaxon' },
    stub(pin),
    svg('circle', { class: 'piezo', cx: x, cy: y, r: 13 }),
    svg('circle', { class: 'piezo-disc', cx: x, cy: y, r: 7 }),
    svg('path', {
      class: 'noise',
      d: `M${x - 8} ${y + 18} q8 6 16 0 M${x - 13} ${y + 24} q13 10 26 0`,
    }),
  );
}

function aside(pin: number): Point {
  return { x: place(holeOf(pin)).x, y: ASIDE_Y };
}

function stub(pin: number): SVGElement {
  const { x, y } = place(holeOf(pin));
  return svg('path', { class: 'wire part-wire', d: `M${x} ${y} V${ASIDE_Y}` });
}

/** The resistor that keeps D15 low, whatever the key on it does: in a bubble over its hole, away from the real parts. */
function pullDown(): SVGElement {
  const { x, y } = place(holeOf(ALWAYS_LOW_PIN));
  const top = y - 92;
  return svg(
    'g',
    { class: 'pull-down' },
    svg('path', {
      class: 'bubble',
      d: `M${x - 20} ${top} h72 q8 0 8 8 v38 q0 8 -8 8 h-44 l-8 14 l-8 -14 h-12 q-8 0 -8 -8 v-38 q0 -8 8 -8 z`,
    }),
    svg('path', {
      class: 'trace',
      d: `M${x} ${top + 60} V${top + 46} M${x} ${top + 20} V${top + 14} M${x - 9} ${top + 14} h18 M${x - 5} ${top + 9} h10`,
    }),
    svg('rect', { class: 'resistor', x: x - 7, y: top + 20, width: 14, height: 26, rx: 2 }),
    svg('text', { class: 'value', x: x + 32, y: top + 38 }, '4.7k'),
  );
}
