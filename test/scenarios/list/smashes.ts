import { expect } from '@jest/globals';
import { ALERT, DEPLOY, TEXTS } from '../editions.ts';
import type { Scenario } from '../scenario.ts';

/** So slow that its two messages outlast the dead time. */
const SLOW = { kind: 'answer', delayMs: 1500 } as const;

/** After a fire nothing fires for 2 s: a slam that rebounds is one deploy. */
const DEAD_TIME_MS = 2100;

export const SMASHES: readonly Scenario[] = [
  {
    title: 'a smash posts both messages in order, says so, and the lamp shows it',
    async play(button) {
      await button.getReady();
      await button.smash();
      await button.says('accepted');
      expect(button.lines.slice(-5)).toEqual([
        'generating request',
        '200',
        'generating request',
        '200',
        'accepted',
      ]);
      expect(button.reached).toEqual([ALERT, DEPLOY]);
      await button.shows('accepted');
      await button.shows('ready');
    },
  },
  {
    title: 'the lamp shows that a press goes out for as long as it tries',
    async play(button) {
      await button.getReady();
      await button.webhook({ kind: 'refuse' });
      await button.smash();
      await button.shows('sending');
      await button.shows('expired');
      await button.smash();
      await button.shows('sending');
      // To its end: until then every board has come as far as its speed allows.
      await button.says('expired', 2);
    },
  },
  {
    title: 'a smash with keys that bounce fires once',
    async play(button) {
      await button.getReady();
      const [first = 4, ...others] = button.keys;
      const bounces = [...others, first].flatMap((pin) => [
        { afterMs: 2, down: button.keys },
        { afterMs: 3, up: [pin] },
      ]);
      const chatter = Array.from({ length: 4 }, () => [
        { afterMs: 4, down: [first] },
        { afterMs: 3, up: [first] },
      ]).flat();
      await button.play([...bounces, { afterMs: 2, down: button.keys }]);
      await button.untilSeen();
      await button.play([{ afterMs: 0, up: button.keys }, ...chatter]);
      await button.says('accepted');
      await button.linger();
      expect(button.reached).toEqual([ALERT, DEPLOY]);
    },
  },
  ...[[4, 5, 12], [5, 12, 13], [4, 13], [4]].map((pins): Scenario => ({
    title: `${pins.map((pin) => `D${pin}`).join(', ')} alone do nothing`,
    async play(button) {
      await button.getReady();
      await button.press(...pins);
      await button.says('key stuck', pins.length);
      expect(button.reached).toEqual([]);
      expect(button.printed('generating request')).toBe(0);
    },
  })),
  {
    title: 'one key after the other, all held in the end, fires once',
    async play(button) {
      await button.getReady();
      await button.play(button.keys.map((pin) => ({ afterMs: 100, down: [pin] })));
      await button.says('accepted');
      await button.release(...button.keys);
      await button.linger();
      expect(button.reached).toEqual([ALERT, DEPLOY]);
    },
  },
  {
    title: 'held long it fires once, and not again before every key was released',
    async play(button) {
      await button.getReady();
      await button.press(...button.keys);
      await button.says('accepted');
      await button.release(4, 5, 12);
      await button.untilSeen();
      await button.press(4, 5, 12);
      await button.says('key stuck');
      expect(button.lines.filter((line) => line.startsWith('key stuck'))).toEqual(['key stuck: D13']);
      expect(button.reached).toEqual([ALERT, DEPLOY]);
    },
  },
  {
    title: 'shorter than the debounce time it does nothing',
    async play(button) {
      await button.getReady();
      await button.play([
        { afterMs: 0, down: button.keys },
        { afterMs: 15, up: button.keys },
      ]);
      await button.linger();
      expect(button.reached).toEqual([]);
    },
  },
  {
    title: 'during a delivery it is ignored, and said so',
    async play(button) {
      await button.getReady();
      await button.webhook(SLOW);
      await button.smash();
      await button.wait(DEAD_TIME_MS);
      await button.smash();
      await button.says('accepted');
      await button.linger();
      expect(button.reached).toEqual([ALERT, DEPLOY]);
      expect(button.printed('ignored: still sending')).toBe(1);
    },
  },
  {
    title: 'a second smash after every key was released deploys again',
    async play(button) {
      await button.getReady();
      await button.smash();
      await button.says('accepted');
      await button.wait(DEAD_TIME_MS);
      await button.smash();
      await button.says('accepted', 2);
      expect(button.reached).toEqual([ALERT, DEPLOY, ALERT, DEPLOY]);
    },
  },
  ...[40, 120, 300].map((upMs): Scenario => ({
    title: `a slam that rebounds after ${upMs} ms is one deploy, and the console tells of the rebound at most once`,
    async play(button) {
      await button.getReady();
      await button.press(...button.keys);
      await button.untilSeen();
      await button.release(...button.keys);
      await button.wait(upMs);
      await button.smash();
      await button.says('accepted');
      await button.linger();
      expect(button.reached).toEqual([ALERT, DEPLOY]);
      expect(button.printed('ignored: timing')).toBeLessThanOrEqual(1);
    },
  })),
  {
    title: 'a mug that leans on three keys while a finger taps the fourth deploys nothing, and is told',
    async play(button) {
      await button.getReady();
      const [last = 13, ...mug] = [...button.keys].reverse();
      await button.press(...mug);
      await button.wait(DEAD_TIME_MS);
      for (let taps = 0; taps < 3; taps++) {
        await button.play([
          { afterMs: 100, down: [last] },
          { afterMs: 100, up: [last] },
        ]);
      }
      await button.says('ignored: timing');
      await button.says('key stuck: D4');
      await button.shows({ stuckKey: 1 });
      await button.release(...mug);
      await button.shows('ready');
      expect(button.reached).toEqual([]);
    },
  },
  {
    title: 'texts in any script arrive as they were written; D15, always low, and the klaxon do their part',
    edition: 'adorned',
    async play(button) {
      const told = TEXTS.map((text) => ({ text }));
      const reached = (): unknown[] => button.reached.map((body): unknown => JSON.parse(body));
      await button.getReady();
      expect(button.klaxonHz).toBe(0);
      await button.smash();
      await button.eventually('the klaxon sounds', () => button.klaxonHz > 0);
      await button.says('accepted');
      expect(reached()).toEqual(told);
      await button.eventually('the klaxon is silent', () => button.klaxonHz === 0);
      await button.wait(DEAD_TIME_MS);
      await button.smash();
      await button.says('accepted', 2);
      expect(reached()).toEqual([...told, ...told]);
    },
  },
];
