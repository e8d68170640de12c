import { checkConfig } from '../../src/config/files/load.ts';
import { firmwareConstants } from '../../src/config/constants.ts';
import { FIRED, IGNORED, LOOK, MAX_GAP_MS, STUCK, newKeys, stepKeys } from '../../src/firmware/keys.ts';

/** What the keys' pins read from a time on: one character a key, `_` pressed (low), `-` released. */
export type Change = readonly [fromMs: number, keys: string];

export interface Event {
  readonly kind: 'fired' | 'ignored' | 'stuck';
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

const KINDS: ReadonlyMap<number, Event['kind']> = new Map([
  [FIRED, 'fired'],
  [IGNORED, 'ignored'],
  [STUCK, 'stuck'],
]);

/** When the looks of a burst come, after the sample that calls for it. */
const LOOKS_MS = lookTimes();
export const BURST_MS = LOOKS_MS.at(-1)!;
export const LOOKS = LOOKS_MS.length;

function lookTimes(): readonly number[] {
  const json = { wifi: { ssid: 'net', password: 'open sesame' }, webhook: 'http://chat.lan/hook' };
  const [first = 0, ...others] = Array.from(
    String(firmwareConstants(checkConfig(json, 'test').config)['LOOK_GAPS']),
    Number,
  );
  let atMs = 0;
  return [first, ...others.reverse()].map((gapMs) => (atMs += gapMs));
}

/**
 * Plays a timeline to the key machine, as the edge does: it leaves out a poll that changes nothing, and looks in a burst when
 * it is told to.
 * @param levelsAt what the pins read at a time, a bit a key
 */
export function playLevels(
  levelsAt: (nowMs: number) => number,
  untilMs: number,
  sampling: Sampling,
): Event[] {
  const keys = newKeys();
  const events: Event[] = [];
  let steady = 0;
  let wakeMs = 0;
  let looks: number[] = [];
  const sample = (levels: number, nowMs: number): void => {
    const event = stepKeys(keys, levels, nowMs);
    steady = levels;
    if (event === LOOK) looks = LOOKS_MS.map((afterMs) => nowMs + afterMs);
    wakeMs = looks.length > 0 ? nowMs + MAX_GAP_MS : keys.dueMs;
    const kind = KINDS.get(event);
    if (kind) events.push({ kind, atMs: nowMs, stuck: keys.stuck });
    if (events.length > MOST_EVENTS) throw new Error(`It does something all the time, at ${nowMs} too.`);
  };
  const lookUntil = (pollMs: number): void => {
    for (let lookMs = looks[0]; lookMs !== undefined && lookMs < pollMs; lookMs = looks[0]) {
      const levels = levelsAt(lookMs);
      looks = levels ? [] : looks.slice(1);
      if (looks.length === 0) sample(levels, lookMs);
    }
  };
  for (const nowMs of sampleTimes(untilMs, sampling)) {
    if (nowMs - keys.seenMs <= MAX_GAP_MS) lookUntil(nowMs);
    const levels = levelsAt(nowMs);
    if (levels === steady && nowMs < wakeMs && nowMs - keys.seenMs < MAX_GAP_MS) keys.seenMs = nowMs;
    else {
      looks = [];
      sample(levels, nowMs);
    }
  }
  return events;
}

/** The same for levels that stay until the next change. */
export function play(changes: readonly Change[], untilMs: number, sampling: Sampling): Event[] {
  const levels = changes.map(([fromMs, keys]) => [fromMs, levelsOf(keys)] as const);
  let next = 0;
  let now = 0;
  return playLevels(
    (nowMs) => {
      for (let change = levels[next]; change && change[0] <= nowMs; change = levels[++next]) now = change[1];
      return now;
    },
    untilMs,
    sampling,
  );
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

export function levelsOf(keys: string): number {
  return Array.from(keys).reduce((levels, key) => (levels << 1) | (key === '-' ? 1 : 0), 0);
}
