import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Clock } from '../../../src/simulator/index.ts';

test('things happen in the order of their times, equal times in the order they were made, none too early', () => {
  const delays = fc.array(fc.record({ atMs: fc.nat(50), cancelled: fc.boolean() }), { maxLength: 60 });
  fc.assert(
    fc.property(delays, (appointments) => {
      const clock = new Clock();
      const happened: [number, number][] = [];
      appointments.forEach(({ atMs, cancelled }, index) => {
        const made = clock.after(atMs, () => {
          expect(clock.nowMs).toBe(atMs);
          happened.push([atMs, index]);
        });
        made.cancelled = cancelled;
      });
      for (const toMs of [10, 10, 25, 100]) clock.runTo(toMs);
      const expected = appointments
        .map(({ atMs, cancelled }, index) => ({ atMs, cancelled, index }))
        .filter(({ cancelled }) => !cancelled)
        .sort((a, b) => a.atMs - b.atMs || a.index - b.index)
        .map(({ atMs, index }): [number, number] => [atMs, index]);
      expect(happened).toEqual(expected);
      expect(clock.nowMs).toBe(100);
    }),
  );
});

test('what something causes happens in the same run when it is due', () => {
  const clock = new Clock();
  const happened: number[] = [];
  clock.after(10, () => clock.after(5, () => happened.push(clock.nowMs)));
  clock.runTo(15);
  expect(happened).toEqual([15]);
  expect(clock.nextMs).toBe(Infinity);
});
