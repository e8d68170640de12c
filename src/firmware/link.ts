/**
 * The Wi-Fi link, kept for ever: a failure, a loss, or a chip that says nothing ends in another try. The state comes from
 * the address alone, because the chip's callback can stay silent and its reasons are unreliable. See docs/design.md, W2 and W3.
 */

export interface Link {
  phase: number;
  sinceMs: number;
}

export const OFFLINE = 0;
export const CONNECTING = 1;
export const ONLINE = 2;

/** Time between a failure and the next try. */
export const RETRY_MS = 5000;
/** A join that has said nothing for this long has failed: a slow one takes some ten seconds. */
const JOIN_TIMEOUT_MS = 15000;

/** A link that is due for its first try. */
export function newLink(): Link {
  return { phase: OFFLINE, sinceMs: -RETRY_MS };
}

/**
 * @param hasAddress whether the chip has an IP address now
 * @param refused whether the chip has just said that it can't connect
 * @returns whether the phase has changed; on CONNECTING the edge starts to connect
 */
export function stepLink(
  link: Link,
  hasAddress: boolean,
  refused: string | boolean | null,
  nowMs: number,
): boolean {
  const forMs = nowMs - link.sinceMs;
  const connects =
    link.phase === OFFLINE
      ? forMs >= RETRY_MS
      : link.phase === CONNECTING && !refused && forMs < JOIN_TIMEOUT_MS;
  const phase = hasAddress ? ONLINE : connects ? CONNECTING : OFFLINE;
  if (phase === link.phase) return false;
  link.phase = phase;
  link.sinceMs = nowMs;
  return true;
}
