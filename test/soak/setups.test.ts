import { expect, test } from '@jest/globals';
import { runBatch } from './batch.ts';
import { type Setup, soakSettings } from './settings.ts';

/** `npm run soak` lives through as many as you like. */
const COUNTS: Readonly<Record<Setup, number>> = {
  direct: 1000,
  relay: 1000,
  oldWiring: 400,
  slow: 400,
  quick: 400,
};

test.each(Object.entries(COUNTS) as [Setup, number][])(
  'whatever happens to a button, it keeps its promises: %s',
  async (setup, count) => {
    const { totals, violation } = runBatch(2026, count, await soakSettings(setup));
    expect(violation).toBeNull();
    expect(totals.smashes).toBeGreaterThan(count);
  },
  120_000,
);
