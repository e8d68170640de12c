import { beforeAll, describe, expect, test } from '@jest/globals';
import { BEHAVIOURS, ScriptCache } from '../../src/simulator/index.ts';
import { ALERT, Button, DEPLOY, shippedScript } from '../simulator/shipped.ts';
import { BURST_MS } from './timeline.ts';

/** What the console has of a press: each thing that became of it, once, and nothing else. */

const scripts = new ScriptCache();
let script: string;
beforeAll(async () => {
  script = await shippedScript();
});

const SENT = ['generating request', '200', 'generating request', '200', 'accepted'];

test('of two good presses, and of the quiet after each, it has their lines and no others', () => {
  const button = Button.ready(script, { scripts });
  const { lines } = button.bench;
  const before = lines.length;
  for (let press = 0; press < 2; press++) {
    button.smash();
    button.wait(10_000);
  }
  expect(lines.slice(before)).toEqual([...SENT, ...SENT]);
});

describe('an outcome', () => {
  test('is told also where the next press fires before there was time to', async () => {
    const quick = await shippedScript({ pollMs: 5, debounceMs: 5, deadTimeMs: 0 });
    const answerMs = 1000;
    let close = 0;
    for (let afterMs = -60; afterMs < 20; afterMs += 2) {
      const button = Button.ready(quick, { scripts });
      const { chat, board, lines } = button.bench;
      chat.queue.push({ ...BEHAVIOURS.notFound, delayMs: answerMs });
      board.keys.pressAll();
      while (chat.requests.length === 0) button.wait(1);
      board.keys.releaseAll();
      button.wait(answerMs - BURST_MS + afterMs);
      board.keys.pressAll();
      button.wait(200);
      board.keys.releaseAll();
      button.wait(1000);
      const told = lines.slice(lines.indexOf('404'));
      // The one that is answered later still was under way.
      if (told.includes('accepted')) {
        close++;
        expect(told.filter((line) => line === 'failed')).toHaveLength(1);
        expect(told.indexOf('failed')).toBeLessThan(told.indexOf('generating request'));
        expect(button.reached).toEqual([ALERT, ALERT, DEPLOY]);
      } else expect(lines).toContain('ignored: still sending');
    }
    expect(close).toBeGreaterThan(9);
    expect(close).toBeLessThan(31);
  });
});
