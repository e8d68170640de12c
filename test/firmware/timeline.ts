import { FIRED, STUCK, newKeys, stepKeys } from '../../src/firmware/keys.ts';

/** What the keys' pins read from a time on: one character a key, `_` pressed (low), `-` released. */
export type Change = readonly [fromMs: number, keys: string];

export interface Event {
  readonly kind: 'fired' | 'stuck';
  readonly atMs: number;
  /** Mask of the stuck keys. */
  readonly stuck: number;
}

/** When the keys are sampled: every `pollMs`, give or take `jitterMs`, and not at all during the stalls. */
export interface Sampling {
  readonly pollMs: number;
  readonly jitterMs?: number;
  readonly stalls?: readonly (readonly [fromMs: number, toMs: number])[];
}

/** More than any timeline has reason for: a list of what comes with every sample takes minutes to compare. */
const MOST_EVENTS = 20;

/** Plays a timeline to the key machine and tells what came of it. */
export function play(changes: readonly Change[], untilMs: number, sampling: Sampling): Event[] {
  const keys = newKeys(0);
  const events: Event[] = [];
  let next = 0;
  let levels = 0;
  for (const nowMs of sampleTimes(untilMs, sampling)) {
    for (let change = changes[next]; change && change[0] <= nowMs; change = changes[++next]) {
      levels = levelsOf(change[1]);
    }
    const result = stepKeys(keys, levels, nowMs);
    if (events.length > MOST_EVENTS) throw new Error(`It does something all the time, at ${nowMs} too.`);
    if (result === FIRED) events.push({ kind: 'fired', atMs: nowMs, stuck: 0 });
    if (result === STUCK) events.push({ kind: 'stuck', atMs: nowMs, stuck: keys.stuck });
  }
  return events;
}

/** A late tick comes when the stall is over, and those that it held back come with it. */
function sampleTimes(untilMs: number, { pollMs, jitterMs = 0, stalls = [] }: Sampling): number[] {
  const times: number[] = [];
  for (let tick = 1; tick * pollMs <= untilMs; tick++) {
    const dueMs = tick * pollMs + ((tick * 7) % (jitterMs + 1));
    const stall = stalls.find(([fromMs, toMs]) => dueMs >= fromMs && dueMs < toMs);
    times.push(stall === undefined ? dueMs : stall[1]);
  }
  return times;
}

function levelsOf(keys: string): number {
  return Array.from(keys).reduce((levels, key) => (levels << 1) | (key === '-' ? 1 : 0), 0);
}
