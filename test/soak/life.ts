import { readLamp } from '../../src/simulator/index.ts';
import { judge, type Rules } from './judge.ts';
import { timeline, type Schedule, type TimedAction } from './schedule.ts';
import { World, type WorldSettings } from './world.ts';

/** Time that a press may take beyond its life to be reported: a few polls. */
const GRACE_MS = 100;
/** A join that says nothing is given up after 15 s, 5 s later comes another, and the slowest takes some more. */
const RECOVERY_MS = 45_000;
/** The last FINs of a link that was lost. */
const LAST_SOCKET_MS = 100_000;
const STEP_MS = 250;
const HEARTBEAT_MS = 12_000;
/** Past the dead time of the last smash. */
const DEAD_MS = 2500;

export type LifeSettings = WorldSettings & Pick<Rules, 'alert' | 'command'>;

/** What came of one schedule. */
export interface Verdict {
  readonly violations: readonly string[];
  readonly smashes: number;
  /** Connections that the server treated badly, and other troubles. */
  readonly faults: number;
  readonly deploys: number;
}

/** Lives through a schedule, and then through one undisturbed smash, which must work whatever came before. */
export function live(schedule: Schedule, settings: LifeSettings, world = new World(settings)): Verdict {
  const violations: string[] = [];
  const actions = timeline(schedule);
  try {
    liveOn(schedule.heldAtBoot, actions, settings, world, violations);
  } catch (error) {
    // Of the virtual board as well: it is found by its schedule as everything else.
    violations.push(`throws ${String(error)}`);
  }
  const { log, faults } = world.server;
  const troubles = actions.filter(({ action }) => !['key', 'stick', 'queue', 'server'].includes(action.do));
  return {
    violations,
    smashes: world.presses.smashes,
    faults: faults + troubles.length,
    deploys: log.filter((each) => each.request.body === settings.command && each.fate === 'taken').length,
  };
}

function liveOn(
  heldAtBoot: readonly number[],
  actions: readonly TimedAction[],
  settings: LifeSettings,
  world: World,
  violations: string[],
): void {
  const { board, presses } = world;
  for (const key of heldAtBoot) world.apply({ do: 'key', key, down: true });
  world.apply({ do: 'power', on: true });
  for (const { atMs, action } of actions) {
    board.advance(Math.max(0, atMs - world.nowMs));
    world.apply(action);
  }
  world.apply({ do: 'power', on: true });
  endPress(world, settings, violations);
  world.heal();
  smashOnceMore(world, violations);
  violations.push(...presses.violations);
  const log = world.server.log;
  violations.push(
    ...judge(presses.presses, log, { ...settings, latencyMs: world.latencyMs, withRelay: world.withRelay }),
  );
  board.powerOff();
}

/** Every press comes to an end by itself, in time; the schedule may have ended with a stall past that. */
function endPress(
  { board, presses, clock }: World,
  { pressTtlMs }: LifeSettings,
  violations: string[],
): void {
  const startMs = clock.nowMs;
  while (presses.open) {
    if (clock.nowMs > Math.max(presses.open.firedMs + pressTtlMs, startMs) + GRACE_MS + STEP_MS) {
      violations.push(`the press of ${presses.open.firedMs} never ends`);
      return;
    }
    board.advance(STEP_MS);
  }
}

function smashOnceMore(world: World, violations: string[]): void {
  const { board, presses } = world;
  const healedMs = world.nowMs;
  board.advance(DEAD_MS);
  // The console tells of a loss up to a second late.
  const isBack = (): boolean => world.isOnline && board.isOnline;
  const isQuiet = (): boolean => isBack() && world.server.underWay === 0;
  while (!isQuiet() && world.nowMs < healedMs + RECOVERY_MS) board.advance(STEP_MS);
  if (!isBack()) violations.push(`the link is not back ${RECOVERY_MS} ms after the outage of ${healedMs}`);
  // By when the button sent it: somebody may still hold one back of a press that a power cut has ended.
  const smashedMs = world.nowMs;
  const sent = (): number =>
    world.server.log.filter(({ request }) => (request.completeMs ?? -Infinity) >= smashedMs).length;
  board.keys.pressAll();
  board.advance(200);
  board.keys.releaseAll();
  // A nonce that somebody handed out late has no life left: it is turned down once, and a second later goes the next.
  board.advance(world.withRelay ? 2500 : 1000);
  const press = presses.presses.at(-1);
  const messages = sent();
  if (press?.claim !== 'accepted' || messages !== 2) {
    violations.push(`the undisturbed smash sends ${messages} messages and ends as ${String(press?.claim)}`);
  }
  board.advance(7000);
  // A heartbeat that found trouble is given up after 5 s, and 5 s later comes the next.
  for (let waitedMs = 0; readLamp(board.lamp, world.nowMs) !== 'ready' && waitedMs < HEARTBEAT_MS;) {
    board.advance(STEP_MS);
    waitedMs += STEP_MS;
  }
  const shown = readLamp(board.lamp, world.nowMs);
  if (shown !== 'ready') violations.push(`the lamp shows ${JSON.stringify(shown)} where it should be ready`);
  nothingGrew(world, violations);
  const { boots } = board.counters;
  if (boots !== world.boots)
    violations.push(`it has booted ${boots} times, where it had to ${world.boots} times`);
}

/**
 * Four intervals, three listeners, no connection: as on the first day. A heartbeat may be under way at first. What the script
 * keeps in its own variables shows on the real interpreter alone: test/espruino/memory.test.ts and the benchmarks count there.
 */
function nothingGrew({ board }: World, violations: string[]): void {
  const left = (): string => {
    const { sockets, requests, leakedBodies, timers, listeners, heldBytes } = board.counters;
    return JSON.stringify({ sockets, requests, leakedBodies, timers, listeners, heldBytes });
  };
  const nothing = { sockets: 0, requests: 0, leakedBodies: 0, timers: 4, listeners: 3, heldBytes: 0 };
  for (let waitedMs = 0; left() !== JSON.stringify(nothing); waitedMs += 4900) {
    if (waitedMs > LAST_SOCKET_MS) {
      violations.push(`something is left: ${left()}`);
      return;
    }
    board.advance(4900);
  }
}
