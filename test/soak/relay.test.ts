import { expect, test } from '@jest/globals';
import { runBatch } from './batch.ts';
import { soakSettings } from './settings.ts';

test('whatever happens to a button with a relay, it keeps its promises', async () => {
  const { totals, violation } = runBatch(2026, 500, await soakSettings('relay'));
  expect(violation).toBeNull();
  expect(totals.smashes).toBeGreaterThan(500);
}, 120_000);
