import { expect, test } from '@jest/globals';
import { live } from './life.ts';
import type { Schedule } from './schedule.ts';
import { soakSettings, type Setup } from './settings.ts';

/** Schedules in which a promise was once broken, as `npm run soak` printed them. */
const FOUND: readonly [title: string, setup: Setup, schedule: Schedule][] = [
  [
    'a heartbeat that fails late does not undo a newer one',
    'relay',
    {
      heldAtBoot: [],
      heldForMs: 50,
      happenings: [
        [0, { kind: 'server', ways: ['resetInAnswer'] }],
        [6071, { kind: 'smash', skewMs: [0, 0, 0, 0], holdMs: 40, bounces: [] }],
        [391, { kind: 'serverTrouble', way: 'refuse', forMs: 1043 }],
        [1000, { kind: 'smash', skewMs: [0, 0, 0, 0], holdMs: 40, bounces: [] }],
        [539, { kind: 'routerDown', forMs: 4000 }],
        [0, { kind: 'server', ways: ['slow', 'ok'] }],
      ],
    },
  ],
  [
    'a press may end late by a stall',
    'slow',
    {
      heldAtBoot: [],
      heldForMs: 50,
      happenings: [
        [0, { kind: 'server', ways: ['swallow'] }],
        [125, { kind: 'smash', skewMs: [0, 0, 0, 0], holdMs: 125, bounces: [] }],
        [5415, { kind: 'serverTrouble', way: 'swallow', forMs: 490 }],
        [4948, { kind: 'stall', forMs: 2113 }],
      ],
    },
  ],
  [
    'polls that catch up with a stall find the clock where it is: here it was the virtual board that ran ahead',
    'quick',
    {
      heldAtBoot: [],
      heldForMs: 50,
      happenings: [
        [1067, { kind: 'smash', skewMs: [0, 0, 0, 0], holdMs: 8, bounces: [] }],
        [
          918,
          { kind: 'smash', skewMs: [0, 0, 0, 0], holdMs: 40, bounces: [{ key: 0, afterMs: 7, forMs: 8 }] },
        ],
        [20, { kind: 'stall', forMs: 2496 }],
      ],
    },
  ],
];

test.each(FOUND)('%s', async (_title, setup, schedule) => {
  expect(live(schedule, await soakSettings(setup)).violations).toEqual([]);
});
