import { expect, test } from '@jest/globals';
import { runBatch } from './batch.ts';
import { CHIP_SPEEDS, type Setup, soakSettings } from './settings.ts';

/** At each speed of the chip. `npm run soak` lives through as many as you like. */
const COUNTS: Readonly<Record<Setup, number>> = {
  direct: 40,
  relay: 40,
  oldWiring: 20,
  slow: 20,
  quick: 15,
};
const CASES = Object.entries(COUNTS).flatMap(([setup, count]) =>
  CHIP_SPEEDS.map((speed, index) => ({ setup: setup as Setup, count, speed, seed: 2026 + index })),
);

test.each(CASES)(
  'whatever happens to a button, it keeps its promises: $setup, $speed',
  async ({ setup, count, speed, seed }) => {
    const { totals, violation } = runBatch(seed, count, await soakSettings(setup, speed));
    expect(violation).toBeNull();
    expect(totals.smashes).toBeGreaterThan(count);
  },
  120_000,
);
