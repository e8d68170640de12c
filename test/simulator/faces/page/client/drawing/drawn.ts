import { BenchView } from '../../../../../../src/simulator/faces/page/client/drawing/bench-view.ts';
import { byId } from '../../../../../../src/simulator/faces/page/client/elements.ts';
import type { World } from '../../../../../../src/simulator/faces/page/wire.ts';
import { WORLD } from '../../world.ts';

/** The drawing of the bench, read as what is drawn. */

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The buttons of which a drawing is kept. */
export const KEPT: Readonly<Record<string, Partial<World>>> = {
  'four-keys': {},
  'original-wiring': { pins: [4, 5, 2, 15], ssid: 'an office with a name that is too long' },
  'own-lamp-and-klaxon': { pins: [14, 12], led: 5, klaxonPin: 4 },
};

/** Draws a button on the page. */
export function draw(change: Partial<World> = {}): BenchView {
  const view = new BenchView();
  view.draw({ ...WORLD, ...change });
  return view;
}

/** @returns the drawing as it stands on the page, an element a line */
export function drawing(): string {
  return `${byId('drawing').innerHTML.replaceAll(/><(?!\/)/g, '>\n<')}\n`;
}

export function all(selector: string): Element[] {
  return [...byId('drawing').querySelectorAll(selector)];
}

export function one(selector: string): Element {
  const [found, ...more] = all(selector);
  if (!found || more.length > 0) throw new Error(`There are ${more.length + (found ? 1 : 0)} ${selector}.`);
  return found;
}

/** The middle of a circle. */
export function middleOf(circle: Element): Point {
  return { x: numberOf(circle, 'cx'), y: numberOf(circle, 'cy') };
}

export function numberOf(element: Element, name: string): number {
  return Number(element.getAttribute(name));
}

/** @returns where the hole with this label is */
export function holeAt(label: string): Point {
  const [text] = all('.board text.silk').filter(({ textContent }) => textContent === label);
  const at = text?.previousElementSibling;
  if (at?.getAttribute('class') !== 'hole') throw new Error(`There is no hole ${label}.`);
  return middleOf(at);
}

/** @returns points along a path of `M`, `V`, `H`, `Q` and `C`, close enough to each other to tell which way it goes */
export function along(path: Element): Point[] {
  const points: Point[] = [];
  let at = { x: 0, y: 0 };
  for (const [, command = '', list = ''] of (path.getAttribute('d') ?? '').matchAll(/([A-Z])([^A-Z]*)/g)) {
    const [a = 0, b = 0, ...more] = list.trim().split(/\s+/).map(Number);
    const [c = 0, d = 0, e = 0, f = 0] = more;
    const from = at;
    const curve: Record<string, readonly Point[]> = {
      M: [{ x: a, y: b }],
      H: [from, { x: a, y: from.y }],
      V: [from, { x: from.x, y: a }],
      Q: [from, { x: a, y: b }, { x: c, y: d }],
      C: [from, { x: a, y: b }, { x: c, y: d }, { x: e, y: f }],
    };
    const corners = curve[command];
    if (!corners) throw new Error(`It has a ${command}.`);
    for (let step = 0; step <= 50; step++) points.push(onCurve(corners, step / 50));
    at = points.at(-1) ?? at;
  }
  return points;
}

/** By de Casteljau: a line has two corners, a curve has more. */
function onCurve(corners: readonly Point[], share: number): Point {
  const [first = { x: 0, y: 0 }, ...others] = corners;
  if (others.length === 0) return first;
  const between = others.map((to, index) => {
    const from = corners[index] ?? first;
    return { x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y) };
  });
  return onCurve(between, share);
}

/** @returns how far to the right a way that goes down is at this height */
export function acrossAt(way: readonly Point[], y: number): number {
  const index = way.findIndex((point) => point.y >= y);
  const [from, to] = [way[index - 1] ?? way[0], way[index]];
  if (!from || !to) throw new Error(`It does not go down to ${y}.`);
  return to.y === from.y ? to.x : from.x + ((y - from.y) / (to.y - from.y)) * (to.x - from.x);
}
