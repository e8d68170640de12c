import { beforeAll, describe, expect, test } from '@jest/globals';
import {
  BEHAVIOURS,
  Board,
  Clock,
  MemoryNetwork,
  ScriptCache,
  type Speed,
} from '../../../../src/simulator/index.ts';
import { BoardWatch } from '../../../../src/simulator/faces/page/board-watch.ts';
import { bundleFirmware } from '../../../../src/build/bundle.ts';
import { checkConfig } from '../../../../src/config/files/load.ts';
import { asPractice } from '../../../../src/config/practice.ts';
import { Button, PASSWORD, shippedScript } from '../../shipped.ts';
import { HOST, type WorkbenchSettings } from '../../workbench.ts';

function watchOf(board: Board): BoardWatch {
  const pressTtlMs = 30_000;
  return new BoardWatch(board, { led: 0, pins: [4, 5], debounceMs: 30, pressTtlMs, isPractice: false });
}

/** How busy the chip is told to be, look by look. */
function busy(script: string, speed: Speed, ...afterMs: readonly number[]): number[] {
  const clock = new Clock();
  const board = new Board({ script, speed, clock, network: new MemoryNetwork(clock) });
  const watch = watchOf(board);
  board.powerOn();
  return afterMs.map((ms) => {
    board.advance(ms);
    return watch.read().busy;
  });
}

/** Works for `ms` of each 100. */
function working(ms: number): string {
  return `setInterval(()=>{const end=getTime()*1000+${ms};while(getTime()*1000<end);},100);`;
}

test('a chip without anything to do is told to be idle', () => {
  expect(busy('', 'flash 80', 1000)).toEqual([0]);
});

test('a chip is told to be as busy as its script keeps it', () => {
  for (const speed of ['flash 80', 'a third slower'] as const) {
    const [share = NaN] = busy(working(50), speed, 5000);
    expect(share).toBeGreaterThanOrEqual(50);
    expect(share).toBeLessThan(56);
  }
});

test('what is told holds for a second, and tells of that second alone', () => {
  const script = `${working(50)}setTimeout(()=>clearInterval(1),2050);`;
  const [first = NaN, same, next = NaN, last] = busy(script, 'flash 80', 1000, 500, 500, 2000);
  expect(first).toBeGreaterThan(45);
  expect(same).toBe(first);
  expect(next).toBeGreaterThan(45);
  expect(last).toBeLessThan(10);
});

test('a board that has had no power yet is dark, and its lamp says nothing', () => {
  const clock = new Clock();
  const watch = watchOf(new Board({ script: '', clock, network: new MemoryNetwork(clock) }));
  expect(watch.takeEdges()).toEqual([{ atMs: 0, lit: false }]);
  expect(watch.read()).toMatchObject({ lampLit: false, lamp: null, busy: 0 });
});

test('a chip that can’t keep up is told to be busy all the time', () => {
  const [, share] = busy(working(150), 'flash 80', 1000, 3000);
  expect(share).toBe(100);
});

describe('a button with its script', () => {
  const DEBOUNCE_MS = 30;
  const PRESS_TTL_MS = 30_000;
  const PINS = [4, 5, 12, 13];
  const scripts = new ScriptCache();
  let script: string;
  beforeAll(async () => {
    script = await shippedScript({ debounceMs: DEBOUNCE_MS, pressTtlMs: PRESS_TTL_MS });
  });

  /** Watched from its power-up on, and ready. */
  function ready(settings: WorkbenchSettings = {}, { pins = PINS, used = script, isPractice = false } = {}) {
    const button = new Button(used, { scripts, pins, ...settings });
    const { board } = button.bench;
    board.powerOff();
    const watch = new BoardWatch(board, {
      led: 0,
      pins,
      debounceMs: DEBOUNCE_MS,
      pressTtlMs: PRESS_TTL_MS,
      isPractice,
    });
    board.powerOn();
    /** Time goes on, and the watch is looked at as often as a page is told. */
    const wait = (ms: number): void => {
      for (let left = ms; left > 0; left -= 5) {
        button.wait(5);
        watch.read();
      }
    };
    const press = (...keys: readonly number[]): void => {
      board.keys.press(...keys);
      watch.keysMoved();
    };
    const release = (...keys: readonly number[]): void => {
      board.keys.release(...keys);
      watch.keysMoved();
    };
    wait(5000);
    return { ...button.bench, watch, wait, press, release };
  }

  test('is told to be ready, with its keys up and its lamp lit, and no press under way', () => {
    const { watch } = ready();
    expect(watch.read()).toMatchObject({
      down: [],
      lampLit: true,
      lamp: { state: 'ready', key: null },
      pressEndsMs: null,
      online: true,
      klaxonHz: 0,
    });
    expect(watch.takePress()).toBe(false);
  });

  test('tells a press once, when it is sent, and until when it lives: from the chord on, however long that is held', () => {
    const { board, watch, wait, press, release } = ready();
    press(4, 5, 12);
    wait(20);
    press(13);
    const endsMs = board.clock.nowMs + DEBOUNCE_MS + PRESS_TTL_MS;
    const seen: unknown[] = [];
    for (let ms = 0; ms < 3000; ms += 5) {
      wait(5);
      // Of what is held already nothing is new.
      if (ms === 40) press(4);
      if (ms === 100) release(4, 5, 12, 13);
      const { lamp, pressEndsMs } = watch.read();
      const now = { lamp: lamp?.state, pressEndsMs, isNew: watch.takePress() };
      if (JSON.stringify(now) !== JSON.stringify(seen.at(-1))) seen.push(now);
    }
    const sending = { lamp: 'sending', pressEndsMs: endsMs };
    expect(seen).toEqual([
      { lamp: 'ready', pressEndsMs: null, isNew: false },
      { ...sending, isNew: true },
      { ...sending, isNew: false },
      { lamp: 'accepted', pressEndsMs: null, isNew: false },
    ]);
  });

  test.each([
    ['accepted', 'ok', 1500],
    ['failed', 'gone', 3000],
    ['unknown', 'silent', 25_000],
    ['expired', 'refuse', 35_000],
  ] as const)('tells a press also where nobody has looked before it was %s', (outcome, behaviour, ms) => {
    const { board, chat, watch, press, release } = ready();
    chat.behaviour = BEHAVIOURS[behaviour];
    press(...PINS);
    board.advance(100);
    release(...PINS);
    board.advance(ms);
    expect(watch.read().lamp?.state).toBe(outcome);
    expect(watch.takePress()).toBe(true);
    expect(watch.takePress()).toBe(false);
  });

  test('tells of no press where less than all keys are down, which is no chord', () => {
    const { watch, wait, press } = ready();
    press(4, 5, 12);
    wait(2000);
    expect(watch.read()).toMatchObject({ down: [4, 5, 12], lamp: { state: 'ready' }, pressEndsMs: null });
    expect(watch.takePress()).toBe(false);
  });

  test('needs no D15 for a chord: that always reads pressed', async () => {
    const pins = [4, 5, 15];
    const used = await shippedScript({ pins, debounceMs: DEBOUNCE_MS, pressTtlMs: PRESS_TTL_MS });
    const { board, watch, wait, press } = ready({}, { pins, used });
    press(4, 5);
    const endsMs = board.clock.nowMs + DEBOUNCE_MS + PRESS_TTL_MS;
    wait(150);
    expect(watch.read()).toMatchObject({ lamp: { state: 'sending' }, pressEndsMs: endsMs });
  });

  test('tells each change of its lamp once, with its time', () => {
    const { board, watch, press } = ready();
    const edges = watch.takeEdges();
    expect(edges.at(-1)).toMatchObject({ lit: true });
    expect(watch.takeEdges()).toEqual([]);
    const fromMs = board.clock.nowMs;
    press(...PINS);
    board.advance(250);
    const [dark, lit, ...more] = watch.takeEdges();
    expect([dark?.lit, lit?.lit]).toEqual([false, true]);
    expect(dark?.atMs).toBeGreaterThan(fromMs + DEBOUNCE_MS);
    expect(lit?.atMs).toBeLessThanOrEqual(more[0]?.atMs ?? board.clock.nowMs);
  });

  test('names the key that is stuck', () => {
    const { watch, wait, press } = ready();
    press(12);
    wait(15_000);
    expect(watch.read().lamp).toEqual({ state: 'stuck', key: 3 });
  });

  test('is told to be for practice where it is', async () => {
    const file = {
      wifi: { ssid: 'office', password: PASSWORD },
      webhook: `http://${HOST}/x`,
      practice: 'a try',
    };
    const config = asPractice(checkConfig(file, 'test').config);
    const { script: used } = await bundleFirmware(config);
    const { watch } = ready({}, { used, isPractice: true });
    expect(watch.read().lamp).toEqual({ state: 'practice', key: null });
  });

  test('joins anew after a power cut, whatever its lamp was', () => {
    const { board, watch, wait } = ready();
    board.powerCycle();
    wait(50);
    expect(watch.read()).toMatchObject({ lamp: { state: 'joining' }, online: false });
  });

  test('says nothing by its lamp while a key keeps it from booting', () => {
    const { board, watch, wait } = ready({ pins: [4, 2] }, { pins: [4, 2] });
    board.keys.press(2);
    board.powerCycle();
    wait(50);
    expect(watch.read().lamp).toBeNull();
  });

  test('is told what its klaxon sounds', async () => {
    const used = await shippedScript({ klaxonPin: 14 });
    const { watch, wait, press } = ready({ klaxonPin: 14 }, { used });
    press(...PINS);
    wait(200);
    expect(watch.read().klaxonHz).toBeGreaterThan(0);
  });
});
