import { expect, test } from '@jest/globals';
import { runBatch } from './batch.ts';
import { live } from './life.ts';
import { soakSettings } from './settings.ts';

test('a button that fires too soon is found, in a schedule so small that it can be read', async () => {
  const right = await soakSettings('direct');
  const hasty = { ...right, debounceMs: 3 * right.debounceMs };
  const { violation } = runBatch(1, 100, hasty);
  expect(violation?.broken.join()).toMatch(/without a chord/);
  expect(violation?.schedule.happenings).toHaveLength(1);
  expect(live(violation!.schedule, hasty).violations).toEqual(violation?.broken);
  expect(live(violation!.schedule, right).violations).toEqual([]);
}, 60_000);
