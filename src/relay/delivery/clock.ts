export interface Clock {
  /** Milliseconds since some moment; never goes back, and counts the time that the machine slept. */
  readonly elapsedMs: () => number;
  /** Milliseconds of the calendar, for people and the journal; may jump. */
  readonly wallMs: () => number;
}

/** Anything below is the calendar being steered, not the machine waking up. */
const LEAST_SLEEP_MS = 1000;

/**
 * A clock for lives and deadlines. The monotonic clock stands still while the machine sleeps, so a nonce of last
 * night would be young in the morning; the calendar jumps. This one advances by the monotonic clock, and by the
 * calendar where that leapt ahead of it: a set calendar costs a round trip, a held-back press stays dead.
 */
export function createClock(
  monotonicMs: () => number = () => performance.now(),
  wallMs: () => number = () => Date.now(),
): Clock {
  let sleptMs = 0;
  let leadMs = wallMs() - monotonicMs();
  const elapsedMs = () => {
    const nowMs = monotonicMs();
    const driftMs = wallMs() - nowMs - leadMs;
    if (Math.abs(driftMs) > LEAST_SLEEP_MS) {
      leadMs += driftMs;
      sleptMs += Math.max(driftMs, 0);
    }
    return Math.floor(nowMs + sleptMs);
  };
  return { elapsedMs, wallMs };
}
