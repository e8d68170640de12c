import { MESSAGES, PRESS_TTL_MS, WITH_RELAY } from 'button:constants';

/**
 * The life of a press: its messages go one after the other, each tried until it is accepted, refused or of unknown
 * fate, or until the press has lived for PRESS_TTL_MS. Nothing here touches a socket: the edge sends when `stepPress`
 * says so, and tells `settlePress` what came of it. See docs/design.md, P7, D1, D3 and L3.
 */
export interface Press {
  phase: number;
  /** The message under way, from 0. */
  messageAt: number;
  /** When the press expires. */
  endMs: number;
  /** When `stepPress` has something to do: an outcome was shown for long enough, or the message may be tried again. */
  dueMs: number;
  backoffMs: number;
  /** ANSWER_LOST or AGAIN, whichever was last: the message may have been delivered; 0 when neither was. */
  answerLost: number;
}

/** Phases. The outcomes stay until the next press, ACCEPTED for a while. */
export const IDLE = 0;
export const FAILED = 1;
export const EXPIRED = 2;
export const UNKNOWN = 3;
export const ACCEPTED = 4;
export const IN_FLIGHT = 5;
export const WAITING = 6;

/** Results of an attempt beside the outcomes: all leave the message to be tried again. */
export const NOT_TAKEN = 7;
/** It may have been delivered, and it is safe to ask again: a relay knows the message by its key. */
export const ANSWER_LOST = 8;
/** The same, and there is no reason to wait with it, unless that was so before. */
export const AGAIN = 9;

const FIRST_BACKOFF_MS = 1000;
const SHOW_ACCEPTED_MS = 5000;
/** An attempt is torn down at the end of its press: one that has not settled by this long after never will. */
const SETTLE_MS = 1000;
/** Time between two looks for a network that is away. */
const OFFLINE_MS = 100;

export function newPress(): Press {
  return { phase: IDLE, messageAt: 0, endMs: 0, dueMs: Infinity, backoffMs: 0, answerLost: 0 };
}

/** @returns whether a smash has started a press: while one is being delivered it does not */
export function startPress(press: Press, nowMs: number): boolean {
  if (press.phase > ACCEPTED) return false;
  press.endMs = nowMs + PRESS_TTL_MS;
  startMessage(press, 0, nowMs);
  return true;
}

/** @returns whether the current message is to be sent now */
export function stepPress(press: Press, online: boolean, nowMs: number): boolean {
  if (nowMs >= press.dueMs) {
    if (press.phase === WAITING && nowMs < press.endMs) {
      if (online) {
        press.phase = IN_FLIGHT;
        press.dueMs = press.endMs + SETTLE_MS;
        return true;
      }
      press.dueMs = nowMs + OFFLINE_MS;
    } else if (press.phase < IN_FLIGHT) endPress(press, IDLE);
    else endPress(press, press.phase === IN_FLIGHT || (WITH_RELAY && press.answerLost) ? UNKNOWN : EXPIRED);
  }
  return false;
}

/** Shows an outcome until the next smash. */
export function endPress(press: Press, outcome: number): void {
  press.phase = outcome;
  press.dueMs = Infinity;
}

/**
 * Takes the result of an attempt, unless the press has given it up.
 * @param result an outcome, NOT_TAKEN, ANSWER_LOST or AGAIN
 * @param waitMs the least time to wait before another try
 */
export function settlePress(press: Press, result: number, waitMs: number, nowMs: number): void {
  if (press.phase !== IN_FLIGHT) return;
  if (result === ACCEPTED && press.messageAt + 1 < MESSAGES) {
    startMessage(press, press.messageAt + 1, nowMs);
  } else if (result < NOT_TAKEN) {
    endPress(press, result);
    if (result === ACCEPTED) press.dueMs = nowMs + SHOW_ACCEPTED_MS;
  } else {
    press.phase = WAITING;
    if (WITH_RELAY) {
      press.dueMs = nowMs;
      const atOnce = result === AGAIN && press.answerLost !== AGAIN;
      if (result !== NOT_TAKEN) press.answerLost = result;
      if (atOnce) return;
    }
    const dueMs = nowMs + (waitMs > press.backoffMs ? waitMs : press.backoffMs);
    press.dueMs = dueMs < press.endMs ? dueMs : press.endMs;
    press.backoffMs *= 2;
  }
}

function startMessage(press: Press, message: number, nowMs: number): void {
  press.phase = WAITING;
  press.messageAt = message;
  press.dueMs = nowMs;
  press.backoffMs = FIRST_BACKOFF_MS;
  if (WITH_RELAY) press.answerLost = 0;
}
