import { beforeAll, describe, expect, test } from '@jest/globals';
import { BEHAVIOURS, HostScripts, readLamp, ScriptCache } from '../../src/simulator/index.ts';
import { ALERT, Button, DEPLOY, shippedScript } from './shipped.ts';

/** What takes virtual time, or a network that only the virtual board has; the rest is in test/scenarios, for every board. */

let script: string;
const scripts = new ScriptCache();
beforeAll(async () => {
  script = await shippedScript();
});

function lampOf({ bench: { board, clock } }: Button): unknown {
  return readLamp(board.lamp, clock.nowMs);
}

describe('a smash', () => {
  test('held for ten minutes fires once, and not again before every key was released', () => {
    const button = Button.ready(script, { scripts });
    const { keys } = button.bench.board;
    keys.pressAll();
    button.wait(600_000);
    keys.release(4, 5, 12);
    button.wait(500);
    keys.press(4, 5, 12);
    button.wait(1000);
    expect(button.reached).toEqual([ALERT, DEPLOY]);
    // Once among all four, and once as the one that is left.
    expect(button.printed('key stuck: D13')).toBe(2);
  });

  test('seen only before and after a stall does nothing: the burst of late ticks is no evidence', () => {
    const button = Button.ready(script, { scripts });
    const { board } = button.bench;
    board.keys.pressAll();
    board.advance(10);
    board.stall(300);
    board.advance(0);
    board.keys.releaseAll();
    board.advance(2000);
    expect(button.reached).toEqual([]);
  });
});

describe('what a server does', () => {
  // Not on real sockets: a kernel accepts by itself, and takes the whole request before it hears of a reset.
  const NOT_TAKEN = ['swallow', 'resetAtAccept', 'closeAtAccept'] as const;
  test.each(NOT_TAKEN)('%s for good: tried again while the press lives, then expired; no deploy', (name) => {
    const button = Button.ready(script, { scripts });
    button.bench.chat.behaviour = BEHAVIOURS[name];
    button.smash();
    button.wait(33_500);
    expect(lampOf(button)).toBe('expired');
    button.bench.chat.behaviour = BEHAVIOURS.ok;
    button.wait(60_000);
    expect(button.reached).not.toContain(DEPLOY);
    expect(button.bench.chat.messages).toEqual([]);
    expect(button.printed('expired')).toBe(1);
    expect(button.printed('generating request')).toBeGreaterThan(1);
  });

  test.each(NOT_TAKEN)('%s, then well again: delivered late but once', (name) => {
    const button = Button.ready(script, { scripts });
    button.bench.chat.queue.push(BEHAVIOURS[name], BEHAVIOURS.ok, BEHAVIOURS[name]);
    button.smash();
    button.wait(29_000);
    expect(button.bench.chat.messages).toEqual([ALERT, DEPLOY]);
    expect(button.printed('accepted')).toBe(1);
  });

  test('a reset before all of a long message was sent: surely not taken, so it is tried again', async () => {
    const long = 'x'.repeat(600);
    const button = Button.ready(await shippedScript({ messages: [long, 'short'] }));
    button.bench.chat.queue.push(BEHAVIOURS.resetBeforeBody);
    button.smash();
    button.wait(5000);
    expect(button.bench.chat.messages).toEqual([`{"text":"${long}"}`, '{"text":"short"}']);
    expect(button.printed('accepted')).toBe(1);
  });

  test('429 with Retry-After is left alone for as long as it asks', () => {
    const button = Button.ready(script, { scripts });
    button.bench.chat.queue.push({ kind: 'answer', status: 429, headers: { 'Retry-After': '9' } });
    button.smash();
    button.wait(20_000);
    const [first, second] = button.bench.chat.requests;
    expect((second?.acceptedMs ?? 0) - (first?.acceptedMs ?? 0)).toBeGreaterThanOrEqual(9000);
    expect(button.bench.chat.messages).toEqual([ALERT, DEPLOY]);
  });

  test('an exponent in a number of an answer is not read: the chip would multiply until its watchdog bites', () => {
    const button = Button.ready(script, { scripts });
    button.bench.chat.queue.push({ kind: 'answer', status: 429, headers: { 'Retry-After': '1e4' } });
    button.smash();
    button.wait(5000);
    expect(button.bench.chat.messages).toEqual([ALERT, DEPLOY]);
    expect(button.printed('accepted')).toBe(1);
  });

  test('a silent server costs one deadline, and the next press works', () => {
    const button = Button.ready(script, { scripts });
    button.bench.chat.queue.push(BEHAVIOURS.silent);
    button.smash();
    button.wait(9500);
    expect(button.printed('unknown')).toBe(0);
    button.wait(1000);
    expect(button.bench.lines).toContain('unknown');
    button.wait(5000);
    button.smash();
    button.wait(1000);
    expect(button.bench.chat.messages).toEqual([ALERT, DEPLOY]);
  });

  test('a server that stays silent time and again uses up no socket and no memory', () => {
    const button = Button.ready(script, { scripts });
    const before = button.bench.board.counters;
    button.bench.chat.behaviour = BEHAVIOURS.silent;
    for (let press = 0; press < 12; press++) {
      button.smash();
      button.wait(16_000);
    }
    expect(button.reached).toHaveLength(12);
    button.wait(30_000);
    expect(button.bench.board.counters).toEqual({ ...before, boots: 13 });
  });
});

describe('Wi-Fi', () => {
  test('a router that was gone for an hour is found again without help', () => {
    const button = Button.ready(script, { scripts });
    button.bench.accessPoint.goDown();
    button.wait(3_600_000);
    expect(lampOf(button)).toBe('joining');
    button.bench.accessPoint.comeUp();
    button.wait(30_000);
    button.smash();
    button.wait(1000);
    expect(button.bench.chat.messages).toEqual([ALERT, DEPLOY]);
    expect(button.bench.board.counters).toMatchObject({ boots: 1, sockets: 0, requests: 0 });
  });

  test('lost in the middle of a request: unknown, never sent again', () => {
    const button = Button.ready(script, { scripts });
    button.bench.chat.behaviour = { kind: 'answer', delayMs: 2000 };
    button.smash();
    button.bench.accessPoint.goDown();
    button.wait(20_000);
    button.bench.accessPoint.comeUp();
    button.wait(60_000);
    expect(button.reached).toEqual([ALERT]);
    expect(button.bench.lines).toContain('unknown');
    expect(button.printed('generating request')).toBe(1);
  });
});

describe('in the long run', () => {
  test('2000 smashes leave nothing behind', () => {
    const button = Button.ready(script, { scripts: new HostScripts() });
    const { board, chat } = button.bench;
    const before = board.counters;
    const ways = [
      BEHAVIOURS.ok,
      BEHAVIOURS.noContent,
      BEHAVIOURS.chunked,
      BEHAVIOURS.serverError,
      BEHAVIOURS.gone,
    ];
    let deployed = 0;
    for (let smash = 0; smash < 2000; smash++) {
      chat.behaviour = ways[smash % ways.length] ?? BEHAVIOURS.ok;
      board.keys.pressAll();
      board.advance(100);
      board.keys.releaseAll();
      // Past the dead time.
      board.advance(2000);
      deployed += chat.messages.filter((body) => body === DEPLOY).length;
      chat.requests.length = 0;
    }
    expect(deployed).toBe(1200);
    board.advance(60_000);
    expect(board.counters).toEqual(before);
  });
});
