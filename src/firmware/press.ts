import { bodies, PRESS_TTL_MS } from 'button:constants';

/**
 * The life of a press: its messages go one after the other, each tried until it is accepted, refused or of unknown
 * fate, or until the press has lived for PRESS_TTL_MS. Nothing here touches a socket: the edge sends when `stepPress`
 * says so, and tells `settlePress` what came of it. See docs/design.md, P7, D1, D3 and L3.
 */
export interface Press {
  phase: number;
  /** The message under way, from 0. */
  index: number;
  /** When the press expires, or when its success has been shown. */
  endMs: number;
  /** When the message may be tried again. */
  dueMs: number;
  delayMs: number;
  /** Whether the answer to an attempt was lost: the message may have been delivered. */
  lost: boolean;
}

/** Phases. The outcomes stay until the next press, ACCEPTED for a while. */
export const IDLE = 0;
export const ACCEPTED = 1;
export const FAILED = 2;
export const EXPIRED = 3;
export const UNKNOWN = 4;
export const WAITING = 5;
export const IN_FLIGHT = 6;

/** Results of an attempt beside the outcomes: both leave the message to be tried again. */
export const NOT_TAKEN = 7;
/** It may have been delivered, and it is safe to ask again: a relay knows the message by its key. */
export const ANSWER_LOST = 8;

const FIRST_BACKOFF_MS = 1000;
const SHOW_ACCEPTED_MS = 5000;
/** An attempt is torn down at the end of its press: one that has not settled by this long after never will. */
const SETTLE_MS = 1000;

export function newPress(): Press {
  return { phase: IDLE, index: 0, endMs: 0, dueMs: 0, delayMs: 0, lost: false };
}

/** @returns whether a smash has started a press: while one is being delivered it does not */
export function startPress(press: Press, nowMs: number): boolean {
  if (press.phase >= WAITING) return false;
  press.endMs = nowMs + PRESS_TTL_MS;
  startMessage(press, 0, nowMs);
  return true;
}

/** @returns whether the current message is to be sent now */
export function stepPress(press: Press, online: boolean, nowMs: number): boolean {
  if (press.phase === ACCEPTED && nowMs >= press.endMs) press.phase = IDLE;
  if (press.phase === IN_FLIGHT && nowMs >= press.endMs + SETTLE_MS) press.phase = UNKNOWN;
  if (press.phase !== WAITING) return false;
  if (nowMs >= press.endMs) press.phase = press.lost ? UNKNOWN : EXPIRED;
  else if (online && nowMs >= press.dueMs) press.phase = IN_FLIGHT;
  return press.phase === IN_FLIGHT;
}

/**
 * Takes the result of an attempt, unless the press has given it up.
 * @param result an outcome, NOT_TAKEN or ANSWER_LOST
 * @param waitMs the least time to wait before another try
 */
export function settlePress(press: Press, result: number, waitMs: number, nowMs: number): void {
  if (press.phase !== IN_FLIGHT) return;
  if (result >= NOT_TAKEN) {
    press.phase = WAITING;
    press.lost = press.lost || result === ANSWER_LOST;
    press.dueMs = nowMs + Math.max(press.delayMs, waitMs);
    press.delayMs *= 2;
  } else if (result === ACCEPTED && press.index + 1 < bodies().length) {
    startMessage(press, press.index + 1, nowMs);
  } else {
    press.phase = result;
    press.endMs = nowMs + SHOW_ACCEPTED_MS;
  }
}

function startMessage(press: Press, message: number, nowMs: number): void {
  press.phase = WAITING;
  press.index = message;
  press.dueMs = nowMs;
  press.delayMs = FIRST_BACKOFF_MS;
  press.lost = false;
}
