import { expect, test } from '@jest/globals';
import { live } from './life.ts';
import type { Schedule } from './schedule.ts';
import { soakSettings } from './settings.ts';
import { World } from './world.ts';

/** The original's wiring has this one on D2. */
const KEY_ON_D2 = 2;

const SMASH = { kind: 'smash', skewMs: [0, 0, 0, 0], holdMs: 100, bounces: [] } as const;

test('a board that a key keeps from booting is silent until its user lets go, then keeps all its promises', async () => {
  const settings = await soakSettings('oldWiring');
  const world = new World(settings);
  const { board } = world;
  const seen: (number | null)[] = [];
  const look = (atMs: number): void => {
    world.clock.after(atMs, () => seen.push(board.heldBackBy, board.console.lines.length));
  };
  look(2999);
  // The script takes some time to its first line.
  look(3100);
  const schedule: Schedule = {
    heldAtBoot: [KEY_ON_D2],
    heldForMs: 3000,
    happenings: [[8000, SMASH]],
  };
  const verdict = live(schedule, settings, world);
  expect(seen).toEqual([2, 0, null, 1]);
  expect(verdict).toMatchObject({ violations: [], smashes: 2, deploys: 2 });
});

test('a power cut in the middle of a long hold costs the user a power-up, and no promise', async () => {
  const settings = await soakSettings('oldWiring');
  const world = new World(settings);
  const schedule: Schedule = {
    heldAtBoot: [],
    heldForMs: 50,
    happenings: [
      [3000, { kind: 'hold', key: KEY_ON_D2, forMs: 15_000 }],
      [1000, { kind: 'powerCut', forMs: 500 }],
      [500, { kind: 'stall', forMs: 3300 }],
      [0, SMASH],
    ],
  };
  expect(live(schedule, settings, world)).toMatchObject({ violations: [], deploys: 1 });
});
