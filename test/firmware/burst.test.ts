import { expect, test } from '@jest/globals';
import { bundleFirmware } from '../../src/build/bundle.ts';
import { checkConfig } from '../../src/config/files/load.ts';
import {
  AccessPoint,
  Board,
  Clock,
  MemoryChat,
  MemoryNetwork,
  ScriptCache,
  type Speed,
} from '../../src/simulator/index.ts';
import { BURST_MS, LOOKS } from './timeline.ts';

const scripts = new ScriptCache();
/** Until the webhook answers. */
const ANSWER_MS = 1000;

async function build(settings: object): Promise<string> {
  const wifi = { ssid: 'office', password: 'open sesame' };
  const json = { wifi, webhook: 'http://10.0.0.1/hook', ...settings };
  return (await bundleFirmware(checkConfig(json, 'test').config)).script;
}

/** A board whose keys were seen up. */
function bootedBoard(script: string, speed: Speed): Board {
  const clock = new Clock();
  const accessPoint = new AccessPoint({ ssid: 'office', password: 'open sesame' });
  const board = new Board({ script, clock, network: new MemoryNetwork(clock), accessPoint, scripts, speed });
  board.powerOn();
  board.advance(9000);
  return board;
}

/** Whether a chord that is held for `heldMs` fires on a whole board; `phaseMs` moves it against the polls. */
function fires(script: string, heldMs: number, phaseMs: number): boolean {
  const clock = new Clock();
  const network = new MemoryNetwork(clock);
  const accessPoint = new AccessPoint({ ssid: 'office', password: 'open sesame' });
  const board = new Board({ script, clock, network, accessPoint, scripts });
  board.powerOn();
  board.advance(10_000 - phaseMs);
  board.keys.pressAll();
  board.advance(heldMs);
  board.keys.releaseAll();
  board.advance(1000);
  return board.console.lines.includes('generating request');
}

test.each([
  ['the shortest debounce time', { pollMs: 5, debounceMs: 5 }],
  ['the default', {}],
])(
  'with %s a chord that is up again before the burst is over does not fire, and one of 85 ms does',
  // 85 ms is one that begins with the second's look at the link; any other one takes 80 ms at most.
  async (_name, settings) => {
    const script = await build(settings);
    for (let phaseMs = 0; phaseMs < 10; phaseMs++) {
      expect(fires(script, BURST_MS - 2, phaseMs)).toBe(false);
      expect(fires(script, 85, phaseMs)).toBe(true);
    }
  },
);

test('it takes as long as all its gaps together, to the millisecond', async () => {
  const script = await build({ pollMs: 5, debounceMs: 5 });
  const firesAfter = (heldMs: number): boolean => {
    const board = bootedBoard(script, 'instant');
    // A poll comes with every fifth millisecond, where nothing takes time.
    board.advance(9999.9 - board.clock.nowMs);
    board.keys.pressAll();
    board.advance(0.1 + heldMs);
    board.keys.releaseAll();
    board.advance(100);
    return board.console.lines.includes('generating request');
  };
  expect([firesAfter(BURST_MS - 0.5), firesAfter(BURST_MS + 0.5)]).toEqual([false, true]);
});

test('a debounce time that is longer counts: it fires with the first poll after that', async () => {
  const script = await build({ debounceMs: 200 });
  const fired = [195, 215].map((heldMs) => {
    const board = bootedBoard(script, 'instant');
    board.keys.pressAll();
    board.advance(heldMs);
    board.keys.releaseAll();
    board.advance(500);
    return board.console.lines.includes('generating request');
  });
  expect(fired).toEqual([false, true]);
});

test('one reading that has a key up is enough, be it any of the three of a look or that of a poll', async () => {
  const script = await build({});
  /** How many readings of its first key it takes until a chord fires; it is up at the one of this number. */
  const readingsToFire = (upAt: number): number => {
    const board = bootedBoard(script, 'flash 80');
    const read = board.pins.read.bind(board.pins);
    const [first] = board.keys.pins;
    let readings = 0;
    let firedAt = Infinity;
    board.pins.read = (pin) => (pin === first && ++readings === upAt ? 1 : read(pin));
    board.console.onLine = (line) => {
      if (line === 'generating request') firedAt = readings;
    };
    board.keys.pressAll();
    board.advance(90);
    board.keys.releaseAll();
    board.advance(200);
    return firedAt;
  };
  const last = readingsToFire(0);
  // Three at each look, as many looks as there are gaps, and the poll's before.
  expect(last).toBeGreaterThan(3 * LOOKS);
  expect(last).toBeLessThan(100);
  for (let upAt = last - 11; upAt <= last; upAt++) {
    expect({ upAt, firedAt: readingsToFire(upAt) }).toEqual({ upAt, firedAt: Infinity });
  }
});

test('a stall after the burst, and before the debounce time is over, leaves nothing of either', async () => {
  const board = bootedBoard(await build({ debounceMs: 200 }), 'flash 80');
  board.keys.pressAll();
  board.advance(80);
  // Nobody sees that all are up in its middle.
  board.stall(105);
  board.advance(1000);
  board.keys.releaseAll();
  board.advance(500);
  expect(board.console.lines).not.toContain('generating request');
  board.keys.pressAll();
  board.advance(400);
  expect(board.console.lines).toContain('generating request');
});

test('a stall that is longer than a burst ends the one that it falls into, also while the keys are held', async () => {
  const script = await build({});
  for (let afterMs = 12; afterMs < 60; afterMs += 2) {
    const board = bootedBoard(script, 'flash 80');
    board.keys.pressAll();
    board.advance(afterMs);
    board.stall(400);
    board.advance(500);
    let readings = 0;
    const read = board.pins.read.bind(board.pins);
    board.pins.read = (pin) => {
      if (pin === board.keys.pins[0]) readings++;
      return read(pin);
    };
    board.advance(1000);
    // Its polls alone.
    expect({ afterMs, readings }).toEqual({ afterMs, readings: 100 });
  }
});

test('an answer that comes during a burst makes no poll fire in its place', async () => {
  const script = await build({ pollMs: 5, debounceMs: 5, deadTimeMs: 0 });
  // The answer is on its way for some milliseconds, and the board at work on it for some more.
  for (let afterMs = 0; afterMs < BURST_MS + 30; afterMs += 2) {
    expect({ afterMs, fired: firesAround(script, afterMs) }).toEqual({ afterMs, fired: false });
  }
});

test('nor does it make the burst begin anew', async () => {
  const script = await build({ pollMs: 5, debounceMs: 5, deadTimeMs: 0 });
  // The board is at work on it for some milliseconds, and the looks that are due then come after; a second burst would take longer.
  const heldMs = 105;
  for (let afterMs = 0; afterMs < BURST_MS + 30; afterMs += 3) {
    const fired = firesAround(script, afterMs, heldMs);
    expect({ afterMs, fired }).toEqual({ afterMs, fired: true });
  }
});

/** Whether a chord fires around the time when the press under way is answered; unless told otherwise it is held for less than a burst. */
function firesAround(script: string, afterMs: number, heldMs = BURST_MS - 2): boolean {
  const clock = new Clock();
  const network = new MemoryNetwork(clock);
  const chat = new MemoryChat();
  chat.behaviour = { kind: 'answer', status: 429, delayMs: ANSWER_MS };
  network.listen('10.0.0.1', 80, chat);
  const accessPoint = new AccessPoint({ ssid: 'office', password: 'open sesame' });
  const board = new Board({ script, clock, network, accessPoint, scripts });
  board.powerOn();
  board.advance(10_000);
  board.keys.pressAll();
  while (chat.requests.length === 0) board.advance(1);
  board.keys.releaseAll();
  board.advance(ANSWER_MS - BURST_MS + afterMs);
  board.keys.pressAll();
  board.advance(heldMs);
  board.keys.releaseAll();
  board.advance(200);
  expect(board.console.lines).toContain('trying again');
  return board.console.lines.includes('ignored: still sending');
}

test('a key that one look alone sees up ends the burst: the chord must be held for as long again', async () => {
  const script = await build({});
  let seen = 0;
  for (let liftMs = 42; liftMs < 70; liftMs++) {
    const { fired, wasSeen } = lifted(script, liftMs);
    if (wasSeen) seen++;
    expect({ liftMs, fired }).toEqual({ liftMs, fired: !wasSeen });
  }
  expect(seen).toBeGreaterThan(3);
});

test('however early in the burst that is, and whoever sees it: a poll in its middle begins it anew too', async () => {
  const script = await build({ pollMs: 5, debounceMs: 5 });
  let seen = 0;
  for (let liftMs = 10.5; liftMs < 40; liftMs++) {
    const { fired, wasSeen } = lifted(script, liftMs, liftMs + BURST_MS - 1, 'instant');
    if (!wasSeen) continue;
    seen++;
    expect({ liftMs, fired }).toEqual({ liftMs, fired: false });
  }
  expect(seen).toBeGreaterThan(9);
});

/** A chord one key of which is up for a moment: whether it fired, and whether the board has seen that. */
function lifted(
  script: string,
  liftMs: number,
  heldMs = 90,
  speed: Speed = 'flash 80',
): { fired: boolean; wasSeen: boolean } {
  const clock = new Clock();
  const network = new MemoryNetwork(clock);
  const accessPoint = new AccessPoint({ ssid: 'office', password: 'open sesame' });
  const board = new Board({ script, clock, network, accessPoint, scripts, speed });
  board.powerOn();
  board.advance(10_000);
  const [first = 0] = board.keys.pins;
  const read = board.pins.read.bind(board.pins);
  let isUp = false;
  let wasSeen = false;
  const hasFired = () => board.console.lines.includes('generating request');
  board.pins.read = (pin) => {
    if (pin === first) wasSeen ||= isUp && !hasFired();
    return read(pin);
  };
  board.keys.pressAll();
  board.advance(liftMs);
  board.keys.release(first);
  isUp = true;
  board.advance(0.9);
  isUp = false;
  board.keys.press(first);
  board.advance(heldMs - liftMs - 0.9);
  board.keys.releaseAll();
  board.advance(1000);
  return { fired: hasFired(), wasSeen };
}
