import { ALL_KEYS, ALWAYS_LOW, CHORD_MS, DEAD_TIME_MS, DEBOUNCE_MS } from 'button:constants';

/**
 * The chord, which starts from rest (docs/design.md, P1 to P6): all keys were seen up together, then all go down within
 * CHORD_MS, and read low in every sample for DEBOUNCE_MS and in every look of a burst. So nothing fires that is held at
 * power-up, is stuck, leans on some keys while a finger taps the last, or comes from the mains.
 */
export interface Keys {
  phase: number;
  /** The last sample: its time, and since when all were like it. The edge moves `seenMs` on where it leaves out `stepKeys`. */
  seenMs: number;
  levels: number;
  sinceMs: number;
  /** Before this nothing happens unless a sample is another one. */
  dueMs: number;
  /** When the chord's first key went down. */
  startMs: number;
  firedMs: number;
  /** Mask of keys that were down in every sample since `heldMs`, and of those that were for STUCK_MS. */
  held: number;
  heldMs: number;
  stuck: number;
}

/** Phases. Nothing fires before all keys were seen up; a chord that is over leads back here. */
export const SPENT = 0;
export const REST = 1;
export const CHORD = 2;
/** All are down, and the edge looks at them in a burst. */
export const LOOKING = 3;

/** What a sample brings. */
export const NOTHING = 0;
export const FIRED = 1;
/** The edge is to look in a burst. Its next sample has a key up, or comes when all looks are over. */
export const LOOK = 2;
/** `keys.stuck` has changed. */
export const STUCK = 3;
/** A chord that does not count: too long between its first key and its last, or within the dead time of the last fire. */
export const IGNORED = 4;

/** A longer gap between two samples is a stall: nothing seen before it is evidence. */
export const MAX_GAP_MS = 100;
const STUCK_MS = 10000;

export function newKeys(): Keys {
  return {
    phase: SPENT,
    seenMs: 0,
    levels: 0,
    sinceMs: 0,
    dueMs: 0,
    startMs: 0,
    firedMs: -DEAD_TIME_MS,
    held: 0,
    heldMs: 0,
    stuck: 0,
  };
}

/**
 * Takes one sample.
 * @param levels one bit a key, 0 for low, which is pressed
 * @returns one of the events above
 */
export function stepKeys(keys: Keys, levels: number, nowMs: number): number {
  const gapMs = nowMs - keys.seenMs;
  const stalled = gapMs < 0 || gapMs > MAX_GAP_MS;
  keys.seenMs = nowMs;
  if (stalled) keys.phase = keys.held = 0;
  if (stalled || levels !== keys.levels) {
    if (keys.phase === REST) keys.startMs = nowMs;
    if (keys.phase) keys.phase = CHORD;
    keys.levels = levels;
    keys.sinceMs = nowMs;
    keys.dueMs = nowMs + DEBOUNCE_MS;
  }
  const isOld = nowMs - keys.sinceMs >= DEBOUNCE_MS;
  if (!levels && keys.phase > REST) {
    if (keys.phase === CHORD) {
      if (keys.sinceMs - keys.startMs > CHORD_MS) {
        keys.phase = SPENT;
        return IGNORED;
      }
      keys.phase = LOOKING;
      return LOOK;
    }
    if (isOld) {
      keys.phase = SPENT;
      if (nowMs - keys.firedMs < DEAD_TIME_MS) return IGNORED;
      keys.firedMs = nowMs;
      return FIRED;
    }
  }
  const down = ALL_KEYS & ~(levels | ALWAYS_LOW);
  const before = keys.stuck;
  keys.stuck &= down;
  keys.held &= down;
  if (keys.held && nowMs - keys.heldMs >= STUCK_MS) {
    keys.stuck |= keys.held;
    keys.held = 0;
  }
  if (!keys.held) {
    keys.held = down & ~keys.stuck;
    // Whatever is down has been so since the last change at least.
    keys.heldMs = keys.sinceMs;
  }
  if (isOld) {
    if (!down) keys.phase = REST;
    keys.dueMs = keys.held ? keys.heldMs + STUCK_MS : Infinity;
  }
  return keys.stuck === before ? NOTHING : STUCK;
}
