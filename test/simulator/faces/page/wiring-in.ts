import type { Page } from 'playwright-core';

/** How a drawing of the button wires it: what the page's and docs/wiring.svg have to agree in. */
export interface Wiring {
  /** Labels of the board's two rows of holes, from left to right. */
  readonly upper: readonly string[];
  readonly lower: readonly string[];
  /** Of each pin's wire. */
  readonly colours: Readonly<Record<string, string>>;
  /** The pins of the keys, from left to right. */
  readonly keys: readonly string[];
  readonly keysAreBelow: boolean;
  /** Wires that come closer to each other than they are thick. */
  readonly crossings: readonly string[];
  /** Whether the USB cable leads to something. */
  readonly cableEnds: boolean;
}

/** Reads the drawing that is open, as somebody sees it. */
export function wiringIn(page: Page): Promise<Wiring> {
  return page.evaluate(READ);
}

const READ = `(() => {
  const middle = (element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return { x: x + width / 2, y: y + height / 2 };
  };
  const along = (path) => {
    const toScreen = path.getScreenCTM();
    const steps = Math.ceil(path.getTotalLength() / 2);
    return Array.from({ length: steps + 1 }, (_, step) =>
      path.getPointAtLength((step * path.getTotalLength()) / steps).matrixTransform(toScreen),
    );
  };
  const all = (selector) => [...document.querySelectorAll(selector)];
  const keyWires = all('.wire:not(.casing)')
    .map((path) => ({ pin: path.closest('[data-pin]')?.dataset.pin, path }))
    .filter(({ pin }) => pin !== undefined)
    .map(({ pin, path }) => ({ name: pin, colour: getComputedStyle(path).stroke, points: along(path) }));
  const ground = all('.ground.wire, .ground .wire').flatMap(along);
  const [cord] = all('.cord').map(along);
  const wires = [...keyWires, { name: 'ground', points: ground }, { name: 'cable', points: cord }];
  const touch = ({ points }, other) =>
    points.some((a) => other.points.some((b) => Math.hypot(a.x - b.x, a.y - b.y) < 5));
  const crossings = wires.flatMap((one, at) =>
    wires.slice(at + 1).filter((other) => touch(one, other)).map((other) => one.name + ' and ' + other.name),
  );
  const labels = all('text')
    .filter(({ textContent }) => /^(\\d{1,2}|[A-Z\\d]{2,4})$/.test(textContent))
    .map((element) => ({ text: element.textContent, ...middle(element) }));
  const row = (anchor) => {
    const { y } = labels.find(({ text }) => text === anchor);
    return labels.filter((label) => Math.abs(label.y - y) < 4).sort((a, b) => a.x - b.x).map(({ text }) => text);
  };
  const ends = keyWires.map(({ name, points }) => ({ name, from: points[0], to: points.at(-1) }));
  const end = cord.at(-1);
  return {
    upper: row('ADC'),
    lower: row('BAT'),
    colours: Object.fromEntries(keyWires.map(({ name, colour }) => [name, colour])),
    keys: ends.sort((a, b) => a.to.x - b.to.x).map(({ name }) => name),
    keysAreBelow: ends.every(({ from, to }) => to.y > from.y),
    crossings,
    cableEnds: all('.laptop').some((part) => {
      const { left, right, top, bottom } = part.getBoundingClientRect();
      return end.x > left - 1 && end.x < right + 1 && end.y > top - 1 && end.y < bottom + 1;
    }),
  };
})()`;
