import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { drawPattern, LAMP_PATTERNS, stuckPattern } from '../../../../../../src/config/lamp.ts';
import { byId } from '../../../../../../src/simulator/faces/page/client/elements.ts';
import { BusyView } from '../../../../../../src/simulator/faces/page/client/panels/busy-view.ts';
import { LampView } from '../../../../../../src/simulator/faces/page/client/panels/lamp-view.ts';
import { MEANINGS, sayLamp } from '../../../../../../src/simulator/faces/page/client/panels/meanings.ts';
import { Scope } from '../../../../../../src/simulator/faces/page/client/panels/scope.ts';
import type { LampEdge } from '../../../../../../src/simulator/faces/page/wire.ts';
import { STATE, UPDATE, WORLD } from '../../world.ts';
import { Browser } from '../browser.ts';

let browser: Browser;

beforeEach(() => {
  browser = new Browser();
});
afterEach(() => browser.close());

describe('the lamp', () => {
  let lamp: LampView;
  beforeEach(() => {
    lamp = new LampView();
    lamp.draw(WORLD);
  });

  const now = (): unknown => ({
    lit: byId('dome').classList.contains('lit'),
    says: byId('lamp-says').textContent,
    row: [...document.querySelectorAll<HTMLElement>('[aria-current="true"]')].map(
      ({ dataset }) => dataset['state'],
    ),
  });

  /** A row of the table, drawn as the documentation draws it. */
  function patternOf(state: string): string {
    const frames = document.querySelectorAll(`[data-state="${state}"] rect`);
    return [...frames].map((frame) => (frame.getAttribute('class') === 'on' ? '#' : '.')).join('');
  }

  test('is shown with what it means, which is pointed at in the table', () => {
    lamp.show({ ...STATE, lampLit: true, lamp: { state: 'ready', key: null } });
    expect(now()).toEqual({ lit: true, says: 'Ready. A smash goes out at once.', row: ['ready'] });
    lamp.show({ ...STATE, lampLit: false, lamp: { state: 'sending', key: null } });
    expect(now()).toMatchObject({ lit: false, row: ['sending'] });
  });

  test('that can not be read says so', () => {
    lamp.show({ ...STATE, lamp: null });
    expect(now()).toEqual({ lit: true, says: 'The lamp is dark, or not to be read yet.', row: [] });
  });

  test('names the key that is stuck, by its number and its pin', () => {
    lamp.draw({ ...WORLD, pins: [5, 14] });
    lamp.show({ ...STATE, lamp: { state: 'stuck', key: 2 } });
    expect(now()).toEqual({
      lit: true,
      says: 'Key 2, on D14, is stuck: it does not come up.',
      row: ['stuck'],
    });
  });

  test('is not known without a simulator', () => {
    lamp.show(STATE);
    lamp.end();
    expect(now()).toEqual({ lit: false, says: 'Not known: there is no simulator.', row: [] });
  });

  test('that goes on saying the same is read out once', () => {
    lamp.show(STATE);
    const said = byId('lamp-says').firstChild;
    lamp.show({ ...STATE, lampLit: false });
    expect(byId('lamp-says').firstChild === said).toBe(true);
  });

  test('has a table of all that it can say, with the patterns that the board blinks', () => {
    const rows = [...byId('legend').children].map((row) => (row as HTMLElement).dataset['state']);
    expect(rows.toSorted()).toEqual([...Object.keys(LAMP_PATTERNS), 'stuck'].toSorted());
    for (const [state, pattern] of Object.entries(LAMP_PATTERNS)) {
      expect(patternOf(state)).toBe(drawPattern(pattern));
    }
    expect(patternOf('stuck')).toBe(drawPattern(stuckPattern(1)));
  });

  test('shows in the table the blinks of the key that is stuck, and those of the last one when none is', () => {
    lamp.show({ ...STATE, lamp: { state: 'stuck', key: 3 } });
    expect(patternOf('stuck')).toBe(drawPattern(stuckPattern(3)));
    lamp.show(STATE);
    expect(patternOf('stuck')).toBe(drawPattern(stuckPattern(3)));
    lamp.show({ ...STATE, lamp: { state: 'stuck', key: 1 } });
    expect(patternOf('stuck')).toBe(drawPattern(stuckPattern(1)));
    expect(document.querySelectorAll('[data-state="stuck"] svg').length).toBe(1);
  });

  test('draws a pattern only where that is another one', () => {
    lamp.show({ ...STATE, lamp: { state: 'stuck', key: 3 } });
    const drawn = document.querySelector('[data-state="stuck"] svg');
    lamp.show({ ...STATE, lampLit: false, lamp: { state: 'stuck', key: 3 } });
    expect(document.querySelector('[data-state="stuck"] svg') === drawn).toBe(true);
  });

  test('has rows as the style sheet wants them', () => {
    const row = document.querySelector('[data-state="expired"]');
    expect(row?.querySelector('.name')?.textContent).toBe('Expired');
    expect(row?.querySelector('.means')?.textContent).toContain('It did not get through in time');
    const strip = row?.querySelector('svg');
    expect(strip?.outerHTML.replace(/>.*/, '>')).toBe(
      '<svg class="strip" viewBox="0 0 120 14" aria-hidden="true">',
    );
    const frames = [...(strip?.children ?? [])].map(({ outerHTML }) => outerHTML);
    expect([frames[1], frames[19]]).toEqual([
      '<rect class="on" x="6" y="1" width="5" height="12" rx="1.5"></rect>',
      '<rect class="off" x="114" y="1" width="5" height="12" rx="1.5"></rect>',
    ]);
  });

  test.each(MEANINGS)('has words of its own for $state', ({ state, name, means }) => {
    const same = MEANINGS.filter((other) => other.name === name || other.means === means);
    expect(same.map((other) => other.state)).toEqual([state]);
    expect(Math.min(name.length, means.length)).toBeGreaterThan(3);
    expect(sayLamp({ state, key: null }, [4])).toBe(`${name}. ${means}`);
  });
});

describe('the scope', () => {
  const WIDTH = 400;
  const [LIT, DARK] = [5, 35];

  let scope: Scope;

  beforeEach(() => {
    jest.useFakeTimers();
    scope = new Scope();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  const path = (): string | null => byId('scope-trace').getAttribute('d');

  function take(nowMs: number, edges: readonly LampEdge[], fresh = false): void {
    scope.take({ ...UPDATE, nowMs, edges, fresh });
  }

  test('is dark before anything is known', () => {
    expect(path()).toBe(`M0 ${DARK}H${WIDTH}`);
  });

  test('shows the last four seconds of the lamp', () => {
    take(10_000, [
      { atMs: 7000, lit: true },
      { atMs: 9000, lit: false },
    ]);
    expect(path()).toBe(`M0 ${DARK}H100.0V${LIT}H300.0V${DARK}H${WIDTH}`);
    take(11_000, [{ atMs: 10_500, lit: true }]);
    expect(path()).toBe(`M0 ${DARK}H0.0V${LIT}H200.0V${DARK}H350.0V${LIT}H${WIDTH}`);
  });

  test('begins with the light that the last change before them has left', () => {
    take(1000, [
      { atMs: 0, lit: true },
      { atMs: 500, lit: false },
      { atMs: 900, lit: true },
    ]);
    take(8000, [{ atMs: 7000, lit: false }]);
    expect(path()).toBe(`M0 ${DARK}H0.0V${LIT}H300.0V${DARK}H${WIDTH}`);
    take(11_000, [{ atMs: 10_000, lit: true }]);
    expect(path()).toBe(`M0 ${DARK}H0.0V${DARK}H300.0V${LIT}H${WIDTH}`);
  });

  test('moves on with the time between two updates', () => {
    take(10_000, [{ atMs: 9000, lit: true }]);
    jest.advanceTimersByTime(2000);
    expect(path()).toBe(`M0 ${DARK}H300.0V${LIT}H${WIDTH}`);
    browser.drawFrame();
    expect(path()).toBe(`M0 ${DARK}H100.0V${LIT}H${WIDTH}`);
    jest.advanceTimersByTime(3000);
    browser.drawFrame();
    expect(path()).toBe(`M0 ${DARK}H0.0V${LIT}H${WIDTH}`);
    take(16_000, []);
    expect(path()).toBe(`M0 ${DARK}H0.0V${LIT}H${WIDTH}`);
  });

  test('begins anew with a page that does, and ends with the simulator', () => {
    take(10_000, [{ atMs: 9000, lit: true }]);
    take(5000, [{ atMs: 4000, lit: true }], true);
    expect(path()).toBe(`M0 ${DARK}H300.0V${LIT}H${WIDTH}`);
    scope.end();
    expect(path()).toBe(`M0 ${DARK}H${WIDTH}`);
  });

  test('stands still for whoever wants less motion, but for what is new', async () => {
    await browser.close();
    browser = new Browser({ media: ['(prefers-reduced-motion: reduce)'] });
    scope = new Scope();
    take(10_000, [{ atMs: 9000, lit: true }]);
    jest.advanceTimersByTime(2000);
    browser.drawFrame();
    expect(path()).toBe(`M0 ${DARK}H300.0V${LIT}H${WIDTH}`);
    take(12_000, []);
    expect(path()).toBe(`M0 ${DARK}H100.0V${LIT}H${WIDTH}`);
  });
});

test('how busy the chip is stands in figures and on a meter', () => {
  new BusyView().show({ ...STATE, busy: 42 });
  expect(byId('busy-says').textContent).toBe('42 %');
  expect(byId('busy-meter').getAttribute('value')).toBe('42');
});
