import { ALWAYS_LOW_PIN } from '../../../../../config/rules/pins.ts';
import type { World } from '../../wire.ts';
import { BENCH, BOARD_BOX, keyX, type Point, place } from './bench-geometry.ts';
import { ground, holeOf, LAMP } from './feather.ts';
import { svg } from '../elements.ts';

/** How far a key's two legs are from its middle. */
const LEG = 15;
const RAIL_Y = BENCH.height - 24;
/** A lamp and a klaxon of the user's own, in the room between board and rail. */
const LAMP_ASIDE: Point = { x: 560, y: BOARD_BOX.y + BOARD_BOX.height + 26 };
const KLAXON_ASIDE: Point = { x: 642, y: BOARD_BOX.y + BOARD_BOX.height + 40 };

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
  const at = led === 0 ? place(LAMP) : LAMP_ASIDE;
  const parts =
    led === 0
      ? []
      : [
          svg('path', { class: 'wire part-wire', d: along(led, at) }),
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
  const at = KLAXON_ASIDE;
  return svg(
    'g',
    { class: 'klaxon' },
    svg('path', { class: 'wire part-wire', d: `${along(pin, at)} H${BENCH.width - 14}` }),
    svg('circle', { class: 'piezo', cx: at.x, cy: at.y, r: 19 }),
    svg('circle', { class: 'piezo-disc', cx: at.x, cy: at.y, r: 10 }),
    svg('path', {
      class: 'noise',
      d: `M${at.x + 24} ${at.y - 12} q8 12 0 24 M${at.x + 32} ${at.y - 18} q12 18 0 36`,
    }),
  );
}

/** From a pin along the board's lower edge, where only the keys' wires cross, to a part on the right. */
function along(pin: number, to: Point): string {
  const { x, y } = place(holeOf(pin));
  return `M${x} ${y} V${to.y - 12} Q${x} ${to.y} ${x + 12} ${to.y} H${to.x}`;
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
