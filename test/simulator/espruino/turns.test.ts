import { describe, expect, test } from '@jest/globals';
import { Clock } from '../../../src/simulator/index.ts';
import { Turns } from '../../../src/simulator/espruino/turns.ts';

interface Stub {
  readonly clock: Clock;
  /** When each turn began. */
  readonly turnsMs: number[];
  /** When it started over. */
  readonly restartsMs: number[];
  readonly turns: Turns;
}

/**
 * Turns of something that has so many things to do.
 * @param tasks each what a turn does; no turn is busy once they are done
 * @param nanoseconds 0 where no time passes while it runs
 */
function turning(
  tasks: readonly ((stub: Stub) => void)[],
  { nanoseconds = 1, restarts = 0, startMs = 0 } = {},
): Stub {
  const clock = new Clock();
  const turnsMs: number[] = [];
  const restartsMs: number[] = [];
  const boot = {
    loop: { nextMs: Infinity },
    idleTurnMs: 0,
    turn: () => {
      turnsMs.push(clock.nowMs);
      const task = tasks[turnsMs.length - 1];
      task?.(stub);
      return task !== undefined;
    },
  };
  const running = {
    boot,
    watchdog: { feed: () => undefined },
    throwFault: () => undefined,
    get isToRestart() {
      return restartsMs.length < restarts;
    },
    restart: () => {
      if (restartsMs.length === restarts) return false;
      restartsMs.push(clock.nowMs);
      clock.runTo(clock.nowMs + startMs);
      return true;
    },
  };
  const stub = { clock, turnsMs, restartsMs, turns: new Turns(clock, running, nanoseconds) };
  return stub;
}

const takes = (ms: number) => (stub: Stub) => {
  stub.clock.runTo(stub.clock.nowMs + ms);
};
const asks = (stub: Stub): void => {
  stub.clock.after(0, () => undefined);
};

describe('advance', () => {
  test('takes turns until there is nothing to do, and then lets the time pass', () => {
    const { turns, turnsMs, clock } = turning([takes(1), takes(2)]);
    turns.advance(10);
    expect([turnsMs, clock.nowMs]).toEqual([[0, 1, 3], 10]);
  });

  test('looks again whenever something has happened in the world', () => {
    const { turns, turnsMs, clock } = turning([]);
    clock.after(4, () => undefined);
    clock.after(10, () => undefined);
    clock.after(11, () => undefined);
    turns.advance(10);
    expect([turnsMs, clock.nowMs]).toEqual([[0, 4, 10], 10]);
  });

  test('looks at what happens at the very end as well', () => {
    const { turns, turnsMs } = turning([asks]);
    turns.advance(0);
    expect(turnsMs).toEqual([0, 0]);
  });

  test('leaves the rest for later where the time is over, though there is something to do', () => {
    const { turns, turnsMs, clock } = turning(Array(9).fill(takes(1)));
    turns.advance(3);
    expect([turnsMs, clock.nowMs]).toEqual([[0, 1, 2], 3]);
    turns.advance(2);
    expect([turnsMs, clock.nowMs]).toEqual([[0, 1, 2, 3, 4], 5]);
  });

  test('does everything at once where no time passes by it', () => {
    const { turns, turnsMs } = turning(Array(9).fill(takes(0)), { nanoseconds: 0 });
    turns.advance(0);
    expect(turnsMs).toHaveLength(10);
  });

  test('starts over before the next turn, and goes on', () => {
    const { turns, turnsMs, restartsMs } = turning([takes(1)], { restarts: 2 });
    turns.advance(10);
    expect([restartsMs, turnsMs]).toEqual([
      [0, 1],
      [0, 1],
    ]);
  });

  test('starts over at the very end too, also what could not keep up', () => {
    const { turns, turnsMs, restartsMs } = turning([takes(5), takes(1)], { restarts: 2 });
    turns.advance(5);
    expect([restartsMs, turnsMs]).toEqual([
      [0, 5],
      [0, 5],
    ]);
  });

  test('ends where each start takes longer than there is time', () => {
    const { turns, turnsMs, restartsMs } = turning(Array(9).fill(takes(0)), { restarts: 1000, startMs: 3 });
    turns.advance(7);
    expect([restartsMs, turnsMs]).toEqual([
      [0, 3, 6],
      [3, 6],
    ]);
  });

  test('gives up on what is busy for ever without time passing', () => {
    const { turns, turnsMs } = turning(Array(100_001).fill(takes(0)), { nanoseconds: 0 });
    expect(() => {
      turns.advance(1);
    }).toThrow('never comes to rest');
    expect(turnsMs).toHaveLength(100_000);
  });
});
