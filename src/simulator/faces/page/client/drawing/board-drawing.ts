import { BOARD_BOX, length, place } from './bench-geometry.ts';
import {
  BOARD,
  CHARGE,
  LAMP,
  LONG_ROW,
  MOUNTING_HOLES,
  PART_LABELS,
  PARTS,
  PASSIVES,
  SHORT_ROW,
  type Hole,
} from './feather.ts';
import { svg } from '../elements.ts';

type Part = (typeof PARTS)[keyof typeof PARTS];

/** Draws the Feather HUZZAH from above. */
export function drawBoard(): SVGElement {
  return svg(
    'g',
    { class: 'board' },
    usbCable(),
    svg('rect', {
      class: 'pcb',
      x: BOARD_BOX.x,
      y: BOARD_BOX.y,
      width: BOARD_BOX.width,
      height: BOARD_BOX.height,
      rx: length(BOARD.cornerMm),
    }),
    ...MOUNTING_HOLES.map((at) => {
      const { x, y } = place(at);
      return svg('circle', { class: 'mounting', cx: x, cy: y, r: length(1.75) });
    }),
    ...SHORT_ROW.flatMap((hole) => drawHole(hole, -1)),
    ...LONG_ROW.flatMap((hole) => drawHole(hole, 1)),
    ...drawModule(),
    ...drawSmallParts(),
    ...PART_LABELS.map(drawPartLabel),
    drawName(),
  );
}

/** It gives power: from the computer that the script came from, to begin with. */
function usbCable(): SVGElement {
  const { y } = place(PARTS.usb);
  const x = BOARD_BOX.x + BOARD_BOX.width;
  return svg(
    'g',
    { class: 'usb' },
    svg('path', { class: 'cord', d: `M${x + 40} ${y} H682 Q704 ${y} 704 ${y - 22} V90 Q704 68 684 68` }),
    svg('rect', { class: 'plug', x: x - 4, y: y - 26, width: 46, height: 52, rx: 7 }),
    svg('rect', { class: 'laptop', x: 612, y: 16, width: 68, height: 46, rx: 5 }),
    svg('rect', { class: 'screen', x: 618, y: 22, width: 56, height: 34, rx: 2 }),
    svg('rect', { class: 'laptop', x: 600, y: 62, width: 92, height: 11, rx: 5 }),
  );
}

/** A gold-rimmed hole with its name beside it, towards the middle of the board. */
function drawHole(hole: Hole, inwards: 1 | -1): SVGElement[] {
  const { x, y } = place(hole);
  const name = hole.label.length < 3 ? 'silk' : 'silk narrow';
  const label = svg('text', { class: name, x, y: y + inwards * 19 + 4 }, hole.label);
  return [
    svg('circle', { class: 'pad', cx: x, cy: y, r: 9 }),
    svg('circle', { class: 'hole', cx: x, cy: y, r: 4.4 }),
    label,
  ];
}

function box(part: Part, name: string, rx = 2): SVGElement {
  const { x, y } = place(part);
  const [width, height] = [length(part.widthMm), length(part.heightMm)];
  return svg('rect', { class: name, x: x - width / 2, y: y - height / 2, width, height, rx });
}

/** The ESP-12S: its tin can, and the antenna at the end of the board. */
function drawModule(): SVGElement[] {
  const { module } = PARTS;
  const { x, y } = place(module);
  const left = x - length(module.widthMm) / 2;
  const top = y - length(module.heightMm) / 2;
  const tinX = left + length(6.6);
  const pads = Array.from({ length: 8 }, (_, index) => tinX + 8 + index * 22).flatMap((padX) => [
    svg('rect', { class: 'castellation', x: padX, y: top - 2, width: 9, height: 8, rx: 2 }),
    svg('rect', {
      class: 'castellation',
      x: padX,
      y: top + length(module.heightMm) - 6,
      width: 9,
      height: 8,
      rx: 2,
    }),
  ]);
  const turns = Array.from({ length: 5 }, (_, index) => {
    const turnY = top + 18 + index * 27;
    return `V${turnY} h-32 v14 h32`;
  }).join(' ');
  return [
    box(module, 'module', 3),
    ...pads,
    svg('path', { class: 'antenna', d: `M${left + 54} ${top + 10} ${turns} V${top + 152}` }),
    svg('rect', { class: 'tin', x: tinX, y: top + 12, width: length(15.6), height: length(12.6), rx: 4 }),
    svg('rect', {
      class: 'tin-edge',
      x: tinX + 5,
      y: top + 17,
      width: length(15.6) - 10,
      height: length(12.6) - 10,
      rx: 3,
    }),
    svg('text', { class: 'engraved', x: tinX + length(7.8), y: top + 78 }, 'ESP8266'),
    svg('text', { class: 'engraved small', x: tinX + length(7.8), y: top + 100 }, '2.4 GHz Wi-Fi'),
  ];
}

function drawSmallParts(): SVGElement[] {
  const lamp = place(LAMP);
  const charge = place(CHARGE);
  const reset = place(PARTS.reset);
  return [
    box(PARTS.usb, 'metal', 5),
    box(PARTS.battery, 'socket', 3),
    box(PARTS.serial, 'chip'),
    box(PARTS.regulator, 'chip'),
    box(PARTS.charger, 'chip'),
    box(PARTS.reset, 'metal', 4),
    svg('circle', { class: 'chip', cx: reset.x, cy: reset.y, r: 10 }),
    ...PASSIVES.map(drawPassive),
    svg('rect', { class: 'led-charge', x: charge.x - 6, y: charge.y - 9, width: 12, height: 18, rx: 2 }),
    svg('rect', { class: 'led-red', x: lamp.x - 8, y: lamp.y - 12, width: 16, height: 24, rx: 3 }),
  ];
}

function drawPassive({ upright, ...at }: (typeof PASSIVES)[number]): SVGElement {
  const { x, y } = place(at);
  const [width, height] = upright ? [11, 20] : [20, 11];
  return svg('rect', { class: 'passive', x: x - width / 2, y: y - height / 2, width, height, rx: 1.5 });
}

/** Written along USB on the real one too. */
function drawName(): SVGElement {
  const { x, y } = place({ xMm: 7.2, yMm: 11.9 });
  return svg('text', { class: 'silk name', transform: `translate(${x} ${y}) rotate(90)` }, 'huzzah!');
}

function drawPartLabel({ text, ...at }: (typeof PART_LABELS)[number]): SVGElement {
  const { x, y } = place(at);
  return svg('text', { class: 'silk', x, y: y + 5 }, text);
}
