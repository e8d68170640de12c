import { expect, test } from '@jest/globals';
import { live } from './life.ts';
import type { Forwarding, Schedule } from './schedule.ts';
import { soakSettings } from './settings.ts';
import { World } from './world.ts';

function smashWhile(...forwardings: Forwarding[]): Schedule {
  return {
    heldAtBoot: [],
    heldForMs: 50,
    happenings: [
      [3000, { kind: 'webhook', forwardings }],
      [0, { kind: 'smash', skewMs: [0, 0, 0, 0], holdMs: 100, bounces: [] }],
    ],
  };
}

const ALERT: Forwarding = { outcome: 'taken', afterMs: 0 };

test.each<[title: string, command: Forwarding, claim: string]>([
  [
    'is asked again while it forwards, and has the outcome in the end',
    { outcome: 'taken', afterMs: 14_000 },
    'accepted',
  ],
  ['forwards for longer than a press lives', { outcome: 'taken', afterMs: 40_000 }, 'unknown'],
  ['dies while it forwards', { outcome: 'crash', afterMs: 14_000 }, 'unknown'],
])('a relay that %s deploys once', async (_title, command, claim) => {
  const settings = await soakSettings('relay');
  const world = new World(settings);
  expect(live(smashWhile(ALERT, command), settings, world).violations).toEqual([]);
  const [press] = world.presses.presses;
  expect(press?.claim).toBe(claim);
  const ofThePress = world.server.log.filter(({ request }) => request.acceptedMs < press!.endedMs);
  expect(ofThePress.map(({ request }) => request.body)).toEqual([settings.alert, settings.command]);
  expect(world.board.console.lines).toContain('409');
});
