import { expect, test } from '@jest/globals';
import { OncePerMinute } from '../../../src/relay/delivery/once-per-minute.ts';

test('each address is complained about once a minute', () => {
  const complaints = new OncePerMinute();
  const due = [0, 59_999, 60_000, 60_001].map((ms) => complaints.isDue('10.0.0.1', ms));
  expect(due).toEqual([true, false, true, false]);
  expect(complaints.isDue('10.0.0.2', 60_001)).toBe(true);
});

test('of no more than 1024 addresses at a time: nobody who has many fills the log, or the memory', () => {
  const complaints = new OncePerMinute();
  const all = Array.from({ length: 2000 }, (_, host) => `2001:db8::${host}`);
  const dueAt = (ms: number): number => all.filter((address) => complaints.isDue(address, ms)).length;
  expect([0, 59_999, 60_000].map(dueAt)).toEqual([1024, 0, 1024]);
});
