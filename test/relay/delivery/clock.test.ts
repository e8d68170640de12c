import { expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { createClock } from '../../../src/relay/delivery/clock.ts';

/** Two clocks that tests set. */
function twoClocks(monotonicMs = 5000.75) {
  const time = { monotonicMs, wallMs: 1_700_000_000_000 };
  const clock = createClock(
    () => time.monotonicMs,
    () => time.wallMs,
  );
  const pass = (ms: number) => {
    time.monotonicMs += ms;
    time.wallMs += ms;
  };
  return { time, clock, pass };
}

test('elapsed time runs with the monotonic clock, in whole milliseconds', () => {
  const { clock, pass } = twoClocks();
  const startMs = clock.elapsedMs();
  expect(Number.isInteger(startMs)).toBe(true);
  pass(60_000);
  expect(clock.elapsedMs() - startMs).toBe(60_000);
});

test('a night of sleep counts, though the monotonic clock stood still', () => {
  const { time, clock, pass } = twoClocks();
  const startMs = clock.elapsedMs();
  time.wallMs += 8 * 3_600_000;
  pass(1000);
  expect(clock.elapsedMs() - startMs).toBe(8 * 3_600_000 + 1000);
});

test('a calendar that is set back changes nothing, and set forward again counts once', () => {
  const { time, clock, pass } = twoClocks();
  const startMs = clock.elapsedMs();
  time.wallMs -= 3_600_000;
  pass(10);
  expect(clock.elapsedMs() - startMs).toBe(10);
  time.wallMs += 60_000;
  pass(10);
  expect(clock.elapsedMs() - startMs).toBe(60_020);
});

test('a calendar that is steered by up to a second changes nothing, and counts from there on', () => {
  const { time, clock } = twoClocks();
  const startMs = clock.elapsedMs();
  time.wallMs += 400;
  expect(clock.elapsedMs()).toBe(startMs);
  time.wallMs += 600;
  expect(clock.elapsedMs()).toBe(startMs);
  time.wallMs += 1;
  expect(clock.elapsedMs()).toBe(startMs + 1001);
});

test('a short sleep counts, however short the machine was up before', () => {
  const { time, clock } = twoClocks(400);
  time.wallMs += 1500;
  expect(clock.elapsedMs()).toBe(1900);
});

test('where nobody says otherwise, the clocks are those of the machine', () => {
  jest.useFakeTimers({ now: 1_700_000_000_000 });
  try {
    const clock = createClock();
    const startMs = clock.elapsedMs();
    jest.advanceTimersByTime(5000);
    expect(clock.elapsedMs() - startMs).toBe(5000);
    expect(clock.wallMs()).toBe(1_700_000_005_000);
    jest.setSystemTime(1_700_000_065_000);
    expect(clock.elapsedMs() - startMs).toBe(65_000);
  } finally {
    jest.useRealTimers();
  }
});

test('it never goes back and never runs slower than the monotonic clock, whatever the calendar does', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(10_000), fc.integer({ min: -1e9, max: 1e9 }))), (steps) => {
      const { time, clock } = twoClocks();
      let lastMs = clock.elapsedMs();
      for (const [monotonicMs, wallMs] of steps) {
        time.monotonicMs += monotonicMs;
        time.wallMs += wallMs;
        const nowMs = clock.elapsedMs();
        expect(nowMs - lastMs).toBeGreaterThanOrEqual(monotonicMs);
        lastMs = nowMs;
      }
    }),
  );
});
