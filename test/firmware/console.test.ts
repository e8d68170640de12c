import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Behaviour, BEHAVIOURS, ScriptCache } from '../../src/simulator/index.ts';
import { ALERT, Button, DEPLOY, shippedScript } from '../simulator/shipped.ts';
import { BURST_MS } from './timeline.ts';

/** What the console has of a press: each thing that became of it, once, and nothing else. */

const scripts = new ScriptCache();
let script: string;
beforeAll(async () => {
  script = await shippedScript();
});

/** More than is read of an answer. */
const FLOOD = { 'X-Flood': 'x'.repeat(800) };
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

test('a request is made at once, and does not wait for a poll: at the last look, and at the answer before', async () => {
  const slow = await shippedScript({ pollMs: 40, debounceMs: 40 });
  for (let phaseMs = 1; phaseMs < 40; phaseMs += 13) {
    const button = Button.ready(slow, { scripts, speed: 'instant' });
    const { board, clock } = button.bench;
    button.wait(phaseMs);
    const toldMs: [line: string, ms: number][] = [];
    board.console.onLine = (line) => toldMs.push([line, clock.nowMs]);
    const read = board.pins.read.bind(board.pins);
    let seenMs = 0;
    board.pins.read = (pin) => {
      seenMs ||= clock.nowMs;
      return read(pin);
    };
    button.smash(250);
    button.wait(1000);
    const [first, answer, second] = toldMs;
    expect([first?.[0], answer?.[0], second?.[0]]).toEqual(SENT.slice(0, 3));
    // The poll after the one that has seen the smash comes 80 ms later, the burst between them ends sooner.
    expect([first![1] - seenMs < BURST_MS + 5, second![1] - answer![1] < 3]).toEqual([true, true]);
  }
});

const TRIED = ['trying again', ...SENT];
const LOST = ['restarted: restart', 'connecting to network...', 'unknown'];

describe('of an attempt it has the request, what came of it in words that say why, and what follows', () => {
  test.each<[string, Behaviour, string[]]>([
    ['refused', BEHAVIOURS.refuse, ['connection reset', ...TRIED]],
    ['unheard', BEHAVIOURS.swallow, ['no answer', ...TRIED]],
    ['unanswered', BEHAVIOURS.silent, ['no answer', ...LOST]],
    ['hung up on', BEHAVIOURS.closeWithoutAnswer, ['no answer', ...LOST]],
    ['cut off', BEHAVIOURS.resetAfterBody, ['connection reset', ...LOST]],
    ['turned away', BEHAVIOURS.notFound, ['404', 'no such hook', 'failed']],
    ['put off', BEHAVIOURS.tooMany, ['429', ...TRIED]],
    ['answered and left open', { kind: 'answer', keepsOpen: true }, SENT.slice(1)],
    ['answered by headers alone', { kind: 'answer', status: 404, headers: FLOOD }, ['404', '', 'failed']],
  ])('%s', (_how, behaviour, lines) => {
    const button = Button.ready(script, { scripts });
    const before = button.bench.lines.length;
    button.bench.chat.queue.push(behaviour);
    button.smash();
    button.wait(27_000);
    expect(button.bench.lines.slice(before, before + 1 + lines.length)).toEqual([
      'generating request',
      ...lines,
    ]);
  });

  test('that has no network any more: at once, and not when its time is over', () => {
    const button = Button.ready(script, { scripts });
    const before = button.bench.lines.length;
    // Just after a look at the link: the next would see it first.
    button.wait(300);
    button.bench.board.silenceRadio();
    button.smash();
    button.wait(200);
    const told = ['generating request', 'Unable to create socket', 'trying again'];
    expect(button.bench.lines.slice(before, before + 3)).toEqual(told);
  });
});

describe('an outcome', () => {
  test('is told also where the next press fires before there was time to', async () => {
    const quick = await shippedScript({ pollMs: 5, debounceMs: 5, deadTimeMs: 0 });
    const answerMs = 1000;
    let close = 0;
    for (let afterMs = -60; afterMs < 20; afterMs += 3) {
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
    expect(close).toBeGreaterThan(6);
    expect(close).toBeLessThan(21);
  });
});
