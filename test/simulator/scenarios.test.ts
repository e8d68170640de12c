import { beforeAll, describe, expect, test } from '@jest/globals';
import { BEHAVIOURS, readLamp, ScriptCache } from '../../src/simulator/index.ts';
import { ALERT, Button, DEPLOY, PASSWORD, PATH, shippedScript } from './shipped.ts';

let script: string;
const scripts = new ScriptCache();
beforeAll(async () => {
  script = await shippedScript();
});

function lampOf({ bench: { board, clock } }: Button): unknown {
  return readLamp(board.lamp, clock.nowMs);
}

describe('from power-up', () => {
  test('it shuts telnet and the access point before the first turn, and never opens them', () => {
    const { bench } = new Button(script, { scripts });
    for (let second = 0; second < 20; second++) {
      bench.board.advance(1000);
      expect([bench.board.isOpenToTelnet, bench.board.isOpenAccessPoint]).toEqual([false, false]);
    }
  });

  test('it tells that it connects and what it got, never the password or where it posts to', () => {
    const button = Button.ready(script, { scripts });
    expect(button.bench.lines.slice(0, 2)).toEqual(['connecting to network...', 'network config: { ']);
    button.smash();
    button.wait(1000);
    const everything = button.bench.lines.join('\n');
    expect(everything).toContain('192.168.4.23');
    expect(everything).not.toContain(PASSWORD);
    expect(everything).not.toContain(PATH);
  });

  test('the lamp goes from joining to ready', () => {
    const button = new Button(script, { scripts, accessPoint: { up: false } });
    button.wait(4000);
    expect(lampOf(button)).toBe('joining');
    button.bench.accessPoint.comeUp();
    button.wait(10_000);
    expect(lampOf(button)).toBe('ready');
  });

  test('keys held at boot never deploy, and are reported after 10 s by pin and by number', () => {
    const button = new Button(script, { scripts, held: [4, 5, 12, 13] });
    button.wait(12_500);
    expect(button.reached).toEqual([]);
    expect(button.bench.lines.filter((line) => line.startsWith('key stuck'))).toEqual([
      'key stuck: D4',
      'key stuck: D5',
      'key stuck: D12',
      'key stuck: D13',
    ]);
    expect(lampOf(button)).toEqual({ stuckKey: 1 });
    button.bench.board.keys.releaseAll();
    button.wait(200);
    button.smash();
    button.wait(1000);
    expect(button.reached).toEqual([ALERT, DEPLOY]);
  });

  test('one shorted key keeps the button from ever firing and is shown by its number', () => {
    const button = new Button(script, { scripts, held: [12] });
    button.wait(12_500);
    expect(lampOf(button)).toEqual({ stuckKey: 3 });
    button.bench.board.keys.press(4, 5, 13);
    button.wait(1000);
    expect(button.reached).toEqual([]);
    expect(button.printed('key stuck: D12')).toBe(1);
  });

  test('the original’s wiring with D15 works', async () => {
    const button = Button.ready(await shippedScript({ pins: [4, 5, 2, 15] }), { pins: [4, 5, 2] });
    expect(button.reached).toEqual([]);
    button.smash();
    button.wait(1000);
    button.smash();
    button.wait(1000);
    expect(button.reached).toEqual([ALERT, DEPLOY, ALERT, DEPLOY]);
  });
});

describe('a smash', () => {
  test('posts both messages in order, says so, and the lamp shows it', () => {
    const button = Button.ready(script, { scripts });
    button.smash();
    expect(button.bench.lines.slice(-5)).toEqual([
      'generating request',
      '200',
      'generating request',
      '200',
      'accepted',
    ]);
    expect(button.bench.chat.messages).toEqual([ALERT, DEPLOY]);
    expect(button.bench.chat.requests).toMatchObject([
      { method: 'POST', path: PATH, headers: { 'content-type': 'application/json' } },
      { method: 'POST', path: PATH },
    ]);
    button.wait(3000);
    expect(lampOf(button)).toBe('accepted');
    button.wait(6000);
    expect(lampOf(button)).toBe('ready');
  });

  test('with keys that bounce fires once', () => {
    const button = Button.ready(script, { scripts });
    const { keys } = button.bench.board;
    for (let bounce = 0; bounce < 8; bounce++) {
      keys.pressAll();
      button.wait(3);
      keys.release(keys.pins[bounce % 4] ?? 4);
      button.wait(2);
    }
    button.smash(200);
    for (let bounce = 0; bounce < 8; bounce++) {
      keys.press(4);
      button.wait(4);
      keys.release(4);
      button.wait(3);
    }
    button.wait(2000);
    expect(button.reached).toEqual([ALERT, DEPLOY]);
  });

  test.each([[[4, 5, 12]], [[5, 12, 13]], [[4, 13]], [[4]]])('of %j alone does nothing', (pins) => {
    const button = Button.ready(script, { scripts });
    button.bench.board.keys.press(...pins);
    button.wait(5000);
    expect(button.reached).toEqual([]);
  });

  test('one key after the other, all held in the end, fires once', () => {
    const button = Button.ready(script, { scripts });
    for (const pin of button.bench.board.keys.pins) {
      button.bench.board.keys.press(pin);
      button.wait(300);
    }
    button.wait(3000);
    expect(button.reached).toEqual([ALERT, DEPLOY]);
  });

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
    expect(button.printed('key stuck: D13')).toBe(1);
  });

  test('during a delivery is ignored, and said so', () => {
    const button = Button.ready(script, { scripts });
    button.bench.chat.behaviour = BEHAVIOURS.slow;
    button.smash();
    button.smash();
    button.wait(10_000);
    expect(button.reached).toEqual([ALERT, DEPLOY]);
    expect(button.printed('ignored: still sending')).toBe(1);
  });

  test('shorter than the debounce time does nothing', () => {
    const button = Button.ready(script, { scripts });
    button.smash(25);
    button.wait(1000);
    expect(button.reached).toEqual([]);
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
  const DELIVERED = ['ok', 'noContent', 'withoutLength', 'chunked', 'cutShort', 'slow', 'megabyte'] as const;
  test.each(DELIVERED)('%s: both messages, once each', (name) => {
    const button = Button.ready(script, { scripts });
    button.bench.chat.behaviour = BEHAVIOURS[name];
    button.smash();
    button.wait(40_000);
    expect(button.reached).toEqual([ALERT, DEPLOY]);
    expect(button.printed('accepted')).toBe(1);
  });

  const REFUSED = ['serverError', 'notFound', 'redirect'] as const;
  test.each(REFUSED)('%s to the alert: failed at once, and the deploy is never sent', (name) => {
    const button = Button.ready(script, { scripts });
    button.bench.chat.behaviour = BEHAVIOURS[name];
    button.smash();
    button.wait(5000);
    expect(lampOf(button)).toBe('failed');
    button.wait(40_000);
    expect(button.reached).toEqual([ALERT]);
    expect(button.printed('failed')).toBe(1);
    expect(button.bench.lines).toContain(String(BEHAVIOURS[name].status));
  });

  // The whole request fits into what the chip sends at once: it can't know that the server had read only its head.
  const LOST = ['resetBeforeBody', 'resetAfterBody', 'closeWithoutAnswer', 'silent', 'continues'] as const;
  test.each(LOST)('%s: nobody knows, so it says unknown and sends nothing again', (name) => {
    const button = Button.ready(script, { scripts });
    button.bench.chat.behaviour = BEHAVIOURS[name];
    button.smash();
    button.wait(15_000);
    expect(lampOf(button)).toBe('unknown');
    button.wait(60_000);
    expect(button.reached).toEqual([ALERT]);
    expect(button.printed('unknown')).toBe(1);
  });

  const NOT_TAKEN = [
    'tooMany',
    'unavailable',
    'refuse',
    'swallow',
    'resetAtAccept',
    'closeAtAccept',
  ] as const;
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

  test('a silent server costs one deadline, and the next press works', () => {
    const button = Button.ready(script, { scripts });
    button.bench.chat.queue.push(BEHAVIOURS.silent);
    button.smash();
    button.wait(9500);
    expect(button.printed('unknown')).toBe(0);
    button.wait(1000);
    expect(button.printed('unknown')).toBe(1);
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
      button.wait(11_000);
    }
    expect(button.reached).toHaveLength(12);
    button.wait(30_000);
    expect(button.bench.board.counters).toEqual(before);
  });

  test('the deploy refused after an accepted alert is told as failed', () => {
    const button = Button.ready(script, { scripts });
    button.bench.chat.queue.push(BEHAVIOURS.ok, BEHAVIOURS.serverError);
    button.smash();
    button.wait(40_000);
    expect(button.reached).toEqual([ALERT, DEPLOY]);
    expect(button.printed('failed')).toBe(1);
  });
});

describe('Wi-Fi', () => {
  test('a smash while offline goes out when Wi-Fi is back in time', () => {
    const button = Button.ready(script, { scripts });
    button.bench.accessPoint.goDown();
    button.wait(10_000);
    button.smash();
    expect(button.printed('no network yet')).toBe(1);
    button.wait(5000);
    button.bench.accessPoint.comeUp();
    button.wait(20_000);
    expect(button.bench.chat.messages).toEqual([ALERT, DEPLOY]);
  });

  test('a smash while offline expires visibly when Wi-Fi comes back too late, and never fires later', () => {
    const button = Button.ready(script, { scripts });
    button.bench.accessPoint.goDown();
    button.wait(10_000);
    button.smash();
    button.wait(31_500);
    expect(button.printed('expired')).toBe(1);
    button.bench.accessPoint.comeUp();
    button.wait(120_000);
    expect(button.reached).toEqual([]);
    expect(lampOf(button)).toBe('expired');
  });

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

  test.each(['bad_password', 'auth_expire'] as const)(
    'a wrong password (%s) is told and tried on for ever',
    (said) => {
      const button = new Button(script, {
        scripts,
        accessPoint: { password: 'changed', wrongPassword: said },
      });
      button.wait(60_000);
      expect(button.printed(said)).toBeGreaterThan(0);
      expect(button.printed('connecting to network...')).toBeGreaterThan(2);
      button.bench.accessPoint.settings.password = PASSWORD;
      button.wait(30_000);
      expect(lampOf(button)).toBe('ready');
    },
  );

  test('a callback that stays silent, because nobody hands out addresses, ends in another try', () => {
    const button = new Button(script, { scripts, accessPoint: { dhcp: 'silent' } });
    button.wait(60_000);
    expect(button.printed('connecting to network...')).toBeGreaterThan(2);
    button.bench.accessPoint.settings.dhcp = 'answers';
    button.wait(30_000);
    button.smash();
    button.wait(1000);
    expect(button.bench.chat.messages).toEqual([ALERT, DEPLOY]);
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
    expect(button.printed('unknown')).toBe(1);
  });

  test('power lost between the alert and the deploy: the deploy never follows', () => {
    const button = Button.ready(script, { scripts });
    button.bench.chat.behaviour = { kind: 'answer', delayMs: 1000 };
    button.smash();
    button.wait(600);
    button.bench.board.powerCycle();
    button.wait(60_000);
    expect(button.reached).toEqual([ALERT]);
  });
});

describe('in the long run', () => {
  test('10,000 smashes leave nothing behind', () => {
    const button = Button.ready(script, { scripts });
    const { board, chat } = button.bench;
    const before = board.counters;
    const ways = [
      BEHAVIOURS.ok,
      BEHAVIOURS.noContent,
      BEHAVIOURS.chunked,
      BEHAVIOURS.serverError,
      BEHAVIOURS.closeWithoutAnswer,
    ];
    let deployed = 0;
    for (let smash = 0; smash < 10_000; smash++) {
      chat.behaviour = ways[smash % ways.length] ?? BEHAVIOURS.ok;
      board.keys.pressAll();
      board.advance(100);
      board.keys.releaseAll();
      board.advance(60);
      deployed += chat.messages.filter((body) => body === DEPLOY).length;
      chat.requests.length = 0;
    }
    expect(deployed).toBe(6000);
    board.advance(60_000);
    expect(board.counters).toEqual(before);
  });
});
