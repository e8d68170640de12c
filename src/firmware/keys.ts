import { ALL_KEYS, ALWAYS_LOW, DEBOUNCE_MS, PINS, POLL_MS } from 'button:constants';

/**
 * The chord: fires once when every key has read low in every sample for DEBOUNCE_MS, and not again before each key was
 * seen released for as long. A key that is held or shorted from power-up on was never seen released, so it never fires.
 * See docs/design.md, P1, P2, P3 and P6.
 */
export interface Keys {
  seenMs: number;
  /** Since when all keys have read low, or -1. */
  downMs: number;
  /** Since when each key has read high, or -1; by bit number. */
  upMs: number[];
  /** Mask of the keys that were seen released since the last fire. */
  armed: number;
  /** The last fire, or the boot. */
  firedMs: number;
  /** Mask of the keys that were reported stuck. */
  stuck: number;
}

export const NOTHING = 0;
export const FIRED = 1;
export const STUCK = 2;

/** A longer gap between two samples is a stall: nothing seen before it is evidence. */
const MAX_GAP_MS = 3 * POLL_MS;

/** How long after a fire, or the boot, a key may stay down before it is reported. */
const STUCK_AFTER_MS = 10000;

export function newKeys(nowMs: number): Keys {
  return {
    seenMs: nowMs,
    downMs: -1,
    upMs: PINS.map(notYet),
    armed: ALWAYS_LOW,
    firedMs: nowMs,
    stuck: 0,
  };
}

/**
 * Takes one sample.
 * @param levels one bit a key, 0 for low, which is pressed
 * @returns FIRED for a smash, STUCK when `keys.stuck` has new keys, otherwise NOTHING
 */
export function stepKeys(keys: Keys, levels: number, nowMs: number): number {
  const gapMs = nowMs - keys.seenMs;
  const stalled = gapMs < 0 || gapMs > MAX_GAP_MS;
  keys.seenMs = nowMs;

  if (levels || stalled || keys.downMs < 0) keys.downMs = levels ? -1 : nowMs;
  if (keys.armed === ALL_KEYS) {
    if (keys.downMs < 0 || nowMs - keys.downMs < DEBOUNCE_MS) return NOTHING;
    keys.armed = ALWAYS_LOW;
    keys.firedMs = nowMs;
    keys.upMs = PINS.map(notYet);
    return FIRED;
  }
  for (let bit = 0; bit < PINS.length; bit++) {
    const upMs = keys.upMs[bit]!;
    if (!((levels >> bit) & 1)) keys.upMs[bit] = -1;
    else if (stalled || upMs < 0) keys.upMs[bit] = nowMs;
    else if (nowMs - upMs >= DEBOUNCE_MS) keys.armed |= 1 << bit;
  }
  keys.stuck &= ~keys.armed;
  if (keys.stuck || keys.armed === ALL_KEYS || nowMs - keys.firedMs < STUCK_AFTER_MS) return NOTHING;
  keys.stuck = ALL_KEYS & ~keys.armed;
  return STUCK;
}

function notYet(): number {
  return -1;
}
