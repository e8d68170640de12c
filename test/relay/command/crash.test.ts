import { expect, test } from '@jest/globals';
import { deliverThroughCrashes } from './crashes.ts';

/** Enough to see a broken order of journal and forwarding; `npm run soak:relay` does it for longer. */
const KILLS = 4;
const TOGETHER = 8;
const NONE = { deliveries: KILLS * TOGETHER, twice: [], untrue: [], endedByItself: 0 };

test('killed at random points of its deliveries, the relay sends nothing twice and each key ends in a true outcome', async () => {
  const { believed, ...report } = await deliverThroughCrashes(KILLS, TOGETHER, false);
  expect(report).toEqual({ ...NONE, troubles: { clock: 0, disk: 0, log: 0 } });
  expect(believed.delivered + believed.unknown).toBe(report.deliveries);
}, 60_000);

test('so it is where the clock steps, the disk fills and the log breaks as well', async () => {
  const { troubles, ...report } = await deliverThroughCrashes(KILLS, TOGETHER, true);
  expect(report).toMatchObject(NONE);
  for (const count of Object.values(troubles)) expect(count).toBeGreaterThan(0);
}, 60_000);
