import { expect, test } from '@jest/globals';
import { live } from './life.ts';
import type { Schedule } from './schedule.ts';
import type { Speed } from '../../src/simulator/index.ts';
import { soakSettings, type Setup } from './settings.ts';

/** Schedules in which a promise was once broken, as `npm run soak` printed them. */
const FOUND: readonly [title: string, setup: Setup, schedule: Schedule, speed?: Speed][] = [
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
    'a link that is lost as the router comes back is waited for',
    'oldWiring',
    {
      heldAtBoot: [],
      heldForMs: 50,
      happenings: [
        [307, { kind: 'routerDown', forMs: 3693 }],
        [3791, { kind: 'smash', skewMs: [0, 0, 0, 0], holdMs: 0, bounces: [] }],
        [244, { kind: 'serverTrouble', way: 'ok', forMs: 100 }],
        [111, { kind: 'stall', forMs: 2047 }],
        [4548, { kind: 'routerDown', forMs: 4000 }],
      ],
    },
  ],
  [
    'an answer that would come at the very end of a press may be lost',
    'oldWiring',
    {
      heldAtBoot: [],
      heldForMs: 50,
      happenings: [
        [15, { kind: 'stall', forMs: 1 }],
        [1393, { kind: 'routerDown', forMs: 9092 }],
        [6574, { kind: 'noAddresses', forMs: 17518 }],
        [
          4728,
          { kind: 'smash', skewMs: [0, 0, 5, 0], holdMs: 40, bounces: [{ key: 0, afterMs: 0, forMs: 10 }] },
        ],
        [252, { kind: 'webhook', forwardings: [{ outcome: 'taken', afterMs: 0 }] }],
        [894, { kind: 'webhook', forwardings: [{ outcome: 'taken', afterMs: 3000 }] }],
        [
          1040,
          { kind: 'smash', skewMs: [0, 0, 0, 0], holdMs: 84, bounces: [{ key: 0, afterMs: 24, forMs: 20 }] },
        ],
        [1000, { kind: 'server', ways: ['closeAtAccept', 'swallow', 'megabyte'] }],
        [0, { kind: 'serverTrouble', way: 'ok', forMs: 100 }],
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
  [
    'a relay that is yet to crash over an earlier press is waited for',
    'relay',
    {
      heldAtBoot: [],
      heldForMs: 50,
      happenings: [
        [1979, { kind: 'server', ways: ['ok', 'tooMany'] }],
        [1000, { kind: 'smash', skewMs: [0, 0, 0, 0], holdMs: 0, bounces: [] }],
        [469, { kind: 'serverTrouble', way: 'ok', forMs: 100 }],
        [1289, { kind: 'server', ways: ['closeWithoutAnswer', 'resetBeforeBody'] }],
        [646, { kind: 'smash', skewMs: [0, 0, 0, 0], holdMs: 0, bounces: [] }],
        [
          1432,
          {
            kind: 'webhook',
            forwardings: [
              { outcome: 'tooMany', afterMs: 9961 },
              { outcome: 'crash', afterMs: 5261 },
            ],
          },
        ],
        [16, { kind: 'smash', skewMs: [0, 39, 0, 0], holdMs: 79, bounces: [] }],
        [
          6089,
          { kind: 'smash', skewMs: [0, 0, 0, 0], holdMs: 40, bounces: [{ key: 0, afterMs: 323, forMs: 7 }] },
        ],
      ],
    },
  ],
  [
    'a press that expires is told of, also where the next smash comes before the lamp has changed',
    'slow',
    {
      heldAtBoot: [],
      heldForMs: 50,
      happenings: [
        [444, { kind: 'routerDown', forMs: 3556 }],
        [
          43,
          { kind: 'smash', skewMs: [0, 0, 0, 0], holdMs: 138, bounces: [{ key: 0, afterMs: 7, forMs: 6 }] },
        ],
        [6352, { kind: 'noAddresses', forMs: 4661 }],
        [5593, { kind: 'smash', skewMs: [0, 0, 0, 0], holdMs: 0, bounces: [] }],
        [
          53,
          { kind: 'smash', skewMs: [0, 0, 0, 0], holdMs: 165, bounces: [{ key: 0, afterMs: 35, forMs: 5 }] },
        ],
        [1000, { kind: 'smash', skewMs: [0, 0, 0, 0], holdMs: 0, bounces: [] }],
      ],
    },
  ],
  [
    'a stall over the end of a press does not open it again',
    'slow',
    {
      heldAtBoot: [],
      heldForMs: 50,
      happenings: [
        [189, { kind: 'smash', skewMs: [0, 0, 0, 0], holdMs: 111, bounces: [] }],
        [763, { kind: 'smash', skewMs: [0, 0, 0, 0], holdMs: 0, bounces: [] }],
        [29, { kind: 'noAddresses', forMs: 1019 }],
        [1170, { kind: 'server', ways: ['ok'] }],
        [1027, { kind: 'smash', skewMs: [0, 0, 0, 0], holdMs: 40, bounces: [] }],
        [1348, { kind: 'routerDown', forMs: 4000 }],
        [5581, { kind: 'stall', forMs: 3193 }],
      ],
    },
  ],
  [
    'nor does it with a relay',
    'relay',
    {
      heldAtBoot: [],
      heldForMs: 50,
      happenings: [
        [2000, { kind: 'serverTrouble', way: 'swallow', forMs: 40_000 }],
        [1000, { kind: 'smash', skewMs: [0, 0, 0, 0], holdMs: 200, bounces: [] }],
        [29_700, { kind: 'stall', forMs: 3000 }],
      ],
    },
  ],
  [
    'a heartbeat that somebody has kept to himself is waited for',
    'relay',
    {
      heldAtBoot: [],
      heldForMs: 50,
      happenings: [
        [5602, { kind: 'serverTrouble', way: 'resetBeforeBody', forMs: 4708 }],
        [9, { kind: 'server', ways: ['tooMany', 'resetInAnswer'] }],
        [
          19,
          {
            kind: 'stranger',
            tricks: [
              { how: 'delay', forMs: 9970 },
              { how: 'repeat', which: 0 },
              { how: 'own', status: 401, which: 1, passes: false },
            ],
          },
        ],
        [1191, { kind: 'smash', skewMs: [39, 0, 0, 0], holdMs: 87, bounces: [] }],
        [1000, { kind: 'smash', skewMs: [0, 0, 0, 0], holdMs: 40, bounces: [] }],
      ],
    },
  ],
  [
    'a request with a fresh nonce that is held back for a minute leaves the relay no more',
    'relay',
    {
      heldAtBoot: [],
      heldForMs: 50,
      happenings: [
        [5000, { kind: 'stranger', tricks: [{ how: 'own', status: 401, which: 0, passes: false }] }],
        [0, { kind: 'smash', skewMs: [0, 0, 0, 0], holdMs: 100, bounces: [] }],
        [
          200,
          {
            kind: 'stranger',
            tricks: [
              { how: 'hold', forMs: 45_000 },
              { how: 'drop' },
              { how: 'drop' },
              { how: 'drop' },
              { how: 'drop' },
              { how: 'drop' },
              { how: 'drop' },
            ],
          },
        ],
        [60_000, { kind: 'stall', forMs: 1 }],
      ],
    },
  ],
  [
    'what became of a press is told, also where the next smash comes in the very moment of its end',
    'direct',
    {
      heldAtBoot: [],
      heldForMs: 50,
      happenings: [
        [865, { kind: 'smash', skewMs: [0, 0, 0, 0], holdMs: 40, bounces: [] }],
        [6381, { kind: 'serverTrouble', way: 'ok', forMs: 100 }],
        [51, { kind: 'server', ways: ['badGateway', 'ok'] }],
        [268, { kind: 'smash', skewMs: [0, 0, 0, 0], holdMs: 0, bounces: [] }],
        [1352, { kind: 'radioQuiet' }],
        [408, { kind: 'smash', skewMs: [4, 4, 0, 0], holdMs: 188, bounces: [] }],
        [6729, { kind: 'smash', skewMs: [0, 5, 5, 5], holdMs: 40, bounces: [] }],
      ],
    },
    'a third slower',
  ],
  [
    'a stall between an answer and the telling of it leaves the lamp the less time for it',
    'oldWiring',
    {
      heldAtBoot: [],
      heldForMs: 50,
      happenings: [
        [867, { kind: 'hold', key: 0, forMs: 1 }],
        [752, { kind: 'smash', skewMs: [20, 1, 0, 0], holdMs: 168, bounces: [] }],
        [678, { kind: 'stall', forMs: 2830 }],
        [1000, { kind: 'serverTrouble', way: 'ok', forMs: 3442 }],
      ],
    },
    'a third slower',
  ],
];

test.each(FOUND)('%s', async (...[, setup, schedule, speed]) => {
  expect(live(schedule, await soakSettings(setup, speed)).violations).toEqual([]);
});
