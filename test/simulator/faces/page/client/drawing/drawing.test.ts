import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { keyAt } from '../../../../../../src/simulator/faces/page/client/drawing/bench-geometry.ts';
import { holeOf } from '../../../../../../src/simulator/faces/page/client/drawing/feather.ts';
import { keyRow } from '../../../../../../src/simulator/faces/page/client/drawing/key-row.ts';
import { byId } from '../../../../../../src/simulator/faces/page/client/elements.ts';
import { STATE, WORLD } from '../../world.ts';
import { Browser } from '../browser.ts';
import { acrossAt, all, along, draw, holeAt, middleOf, numberOf, one, type Point } from './drawn.ts';

let browser: Browser;

beforeEach(() => {
  browser = new Browser();
});
afterEach(() => browser.close());

/** As they stand in a configuration. */
const PINS = [
  [4, 5, 12, 13],
  [13, 12, 5, 4],
  [4, 5, 2, 15],
  [14, 4],
  [15, 2, 0, 4],
  [4, 5, 2, 0, 15, 13, 12, 14],
];

describe.each(PINS.map((pins) => ({ pins })))('the drawing of a button on $pins', ({ pins }) => {
  beforeEach(() => {
    draw({ pins });
  });

  const keyWires = (): Element[] => all('.key-wire');
  const pinOf = (wire: Element): string => wire.getAttribute('data-pin') ?? '';

  /** The way of a wire, which is drawn over its casing and under its current. */
  function wayOf(wire: Element): Point[] {
    const ways = [...wire.querySelectorAll('path')];
    expect(ways.map((path) => path.getAttribute('class'))).toEqual(['wire casing', 'wire', 'current']);
    expect(new Set(ways.map((path) => path.getAttribute('d'))).size).toBe(1);
    return along(ways[1]!);
  }

  test('has a wire from the hole of each pin down to its key', () => {
    expect(
      keyWires()
        .map(pinOf)
        .map(Number)
        .toSorted((a, b) => a - b),
    ).toEqual(pins.toSorted((a, b) => a - b));
    for (const [index, wire] of keyWires().entries()) {
      const way = wayOf(wire);
      const key = keyAt(index, pins.length);
      expect(way[0]).toEqual(holeAt(pinOf(wire)));
      expect(middleOf(wire.querySelector('.joint')!)).toEqual(way[0]);
      expect(way.at(-1)!.x).toBeCloseTo(key.x);
      expect(way.at(-1)!.y - key.top).toBeGreaterThan(0);
      expect(way.at(-1)!.y - key.top).toBeLessThan(10);
    }
  });

  test('has the keys in the order of their holes, with the letters in that order and the numbers of `pins`', () => {
    const row = keyRow(pins);
    expect(row.map(({ pin }) => String(pin))).toEqual(keyWires().map(pinOf));
    const xs = row.map(({ pin }) => holeAt(String(pin)).x);
    expect(xs).toEqual(xs.toSorted((a, b) => a - b));
    expect(row.map(({ letter }) => letter).join('')).toBe('ASDFGHJK'.slice(0, pins.length));
    for (const { pin, number } of row) expect(pins[number - 1]).toBe(pin);
  });

  test('has no wire that meets another', () => {
    const ways = keyWires().map(wayOf);
    for (const [index, way] of ways.entries()) {
      const next = ways[index + 1];
      if (!next) break;
      const gaps = way.map(({ x, y }) => acrossAt(next, y) - x);
      expect(Math.min(...gaps)).toBeGreaterThan(9);
    }
  });

  test('has ground at the other leg of each key, from the hole GND on, around the end without USB', () => {
    const [rail, ...legs] = all('.ground path').map(along);
    expect(rail?.[0]).toEqual(holeAt('GND'));
    expect(middleOf(all('.ground circle').at(-1)!)).toEqual(holeAt('GND'));
    const board = numberOf(one('.pcb'), 'x');
    expect(Math.min(...rail!.map(({ x }) => x))).toBeLessThan(board);
    expect(Math.min(...rail!.map(({ y }) => y))).toBeGreaterThan(0);
    const end = rail!.at(-1)!;
    expect(legs).toHaveLength(pins.length);
    for (const [index, leg] of legs.entries()) {
      const { x, bottom } = keyAt(index, pins.length);
      expect(leg[0]).toEqual({ x, y: end.y });
      expect(leg.at(-1)).toEqual({ x, y: bottom - 10 });
      expect(x).toBeLessThanOrEqual(end.x);
      expect(all('.ground circle').map(middleOf)).toContainEqual(leg[0]);
    }
    expect(legs.at(-1)?.[0]?.x).toBe(end.x);
  });

  test('has the pull-down over D15, and over nothing else', () => {
    const [resistor, ...more] = all('.resistor');
    expect(more.length).toBe(0);
    expect(resistor !== undefined).toBe(pins.includes(15));
    if (resistor)
      expect(numberOf(resistor, 'x') + numberOf(resistor, 'width') / 2).toBeCloseTo(holeAt('15').x);
  });

  test('has a key of its own size for each, none over another', () => {
    const keys = pins.map((_, index) => keyAt(index, pins.length));
    for (const [index, { x, top, bottom }] of keys.entries()) {
      const size = bottom - top;
      expect(size).toBeGreaterThan(60);
      expect(size).toBeLessThanOrEqual(125);
      if (index > 0) expect(x - keys[index - 1]!.x).toBeGreaterThan(size);
      expect(x - size / 2).toBeGreaterThan(20);
      expect(x + size / 2).toBeLessThan(700);
    }
  });
});

describe('the lamp', () => {
  test('is the red LED of the board where it is on D0', () => {
    draw({ led: 0 });
    const red = one('.led-red');
    expect(middleOf(one('.spark'))).toEqual({
      x: numberOf(red, 'x') + numberOf(red, 'width') / 2,
      y: numberOf(red, 'y') + numberOf(red, 'height') / 2,
    });
    expect(all('.led-dome').length).toBe(0);
  });

  test.each([5, 14])('hangs below D%i where it is on that', (led) => {
    draw({ pins: [4, 12], led });
    const dome = middleOf(one('.led-dome'));
    expect(middleOf(one('.spark'))).toEqual(dome);
    expect(along(one('.part-wire'))[0]).toEqual(holeAt(String(led)));
    expect(along(one('.part-wire')).at(-1)).toEqual(dome);
    const pcb = one('.pcb');
    expect(dome.y).toBeGreaterThan(numberOf(pcb, 'y') + numberOf(pcb, 'height'));
  });

  test('lights up with the board', () => {
    const view = draw();
    const { classList } = byId('drawing');
    for (const lampLit of [true, false]) {
      view.show({ ...STATE, lampLit });
      expect(classList.contains('lit')).toBe(lampLit);
    }
  });
});

test.each([4, 5])('the klaxon hangs below D%i, and is drawn where there is one', (klaxonPin) => {
  draw({ pins: [12, 13], klaxonPin: null });
  expect(all('.klaxon').length).toBe(0);
  draw({ pins: [12, 13], klaxonPin });
  expect(along(one('.klaxon .part-wire'))[0]).toEqual(holeAt(String(klaxonPin)));
  expect(along(one('.klaxon .part-wire')).at(-1)).toEqual(middleOf(one('.piezo')));
});

test('the drawing shows what is on the air, what sounds and which wires are low', () => {
  const view = draw({ pins: [4, 5, 2, 15] });
  const low = (): string[] => all('.key-wire.low').map((wire) => wire.getAttribute('data-pin') ?? '');
  const element = byId('drawing');
  view.show({ ...STATE, online: true, wifi: 'on', klaxonHz: 440, down: [5] });
  expect([...element.classList].toSorted()).toEqual(['klaxon-on', 'lit', 'online']);
  expect(element.dataset['wifi']).toBe('on');
  // D15 always is.
  expect(low()).toEqual(['5', '15']);
  view.show({ ...STATE, online: false, wifi: 'wrongPassword', klaxonHz: 0, down: [4] });
  expect([...element.classList]).toEqual(['lit']);
  expect(element.dataset['wifi']).toBe('wrongPassword');
  expect(low()).toEqual(['4', '15']);
});

test.each([
  ['office', 'Wi-Fi “office”'],
  ['a'.repeat(24), `Wi-Fi “${'a'.repeat(24)}”`],
  ['a'.repeat(25), `Wi-Fi “${'a'.repeat(23)}…”`],
  ['🔔'.repeat(24), `Wi-Fi “${'🔔'.repeat(24)}”`],
])('the access point has its name, as far as there is room: %s', (ssid, written) => {
  draw({ ssid });
  expect(one('.ssid').textContent).toBe(written);
});

test.each([
  [
    {},
    'A Feather HUZZAH with its red LED on D0 and 4 keys wired from D4, D5, D12, D13 to GND, on the Wi-Fi “stand-in”.',
  ],
  [
    { pins: [5], led: 4, ssid: 'office' },
    'A Feather HUZZAH with a lamp on D4 and 1 keys wired from D5 to GND, on the Wi-Fi “office”.',
  ],
])('the drawing says to whoever does not see it what it shows: %j', (change, caption) => {
  draw(change);
  expect(byId('drawing-caption').textContent).toBe(caption);
  expect(one('svg').getAttribute('aria-labelledby')).toBe('drawing-caption');
});

test('another button is drawn in the place of the last one', () => {
  draw();
  draw({ ...WORLD, pins: [4, 5] });
  expect(all('svg').length).toBe(1);
  expect(all('.key-wire').length).toBe(2);
});

test('nothing is soldered to a pin without a hole', () => {
  expect(() => holeOf(6)).toThrow('6');
});
