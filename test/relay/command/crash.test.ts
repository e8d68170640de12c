import { expect, test } from '@jest/globals';
import { deliverThroughCrashes } from './crashes.ts';

/** Enough to see a broken order of journal and forwarding; `npm run soak:relay` does it for longer. */
const KILLS = 4;
const TOGETHER = 8;

test('killed at random points of its deliveries, the relay sends nothing twice and each key ends in a true outcome', async () => {
  const { deliveries, twice, untrue, believed } = await deliverThroughCrashes(KILLS, TOGETHER);
  expect({ deliveries, twice, untrue }).toEqual({ deliveries: KILLS * TOGETHER, twice: [], untrue: [] });
  expect(believed.delivered + believed.unknown).toBe(deliveries);
}, 60_000);
