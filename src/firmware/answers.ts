import { ACCEPTED, ANSWER_LOST, FAILED, NOT_TAKEN, UNKNOWN } from './press.ts';

/**
 * What an answer of the webhook means for its message. What may have been delivered is not sent again: docs/design.md, D4.
 * @param status 0 when there was no answer
 * @param sent whether the request left the board whole: a server can't take half of one
 * @param waitMs how long the server asks to be left alone, 0 when it names no time
 */
export function webhookResult(status: number, sent: boolean, waitMs: number): number {
  if (status >= 200 && status < 300) return ACCEPTED;
  if (status === 429 || (status === 503 && waitMs) || (!status && !sent)) return NOT_TAKEN;
  // An interim answer, below 200, says nothing of the message. Chats have posted one and then said 500, and a proxy that has
  // lost a server's answer says 502 or more.
  return status < 200 || status > 499 ? UNKNOWN : FAILED;
}

/** Seconds above 0 of at most nine digits: Espruino makes no number of thousands of them, and a date needs a calendar. */
const NAMED_TIME = 9;

/** @returns how long a server that is busy asks to be left alone, 0 when it names no time */
export function retryAfterMs(status: number, answer: string): number {
  if (status !== 429 && status !== 503) return 0;
  const words = /\nretry-after: *([0-9]+) *\r/i.exec(answer);
  return words && words[1]!.length <= NAMED_TIME ? +words[1]! * 1000 : 0;
}

/**
 * What a signed answer of the relay means, by the table of its protocol; anything else has failed.
 * @param status of an answer that the relay has signed
 */
export function relayResult(status: number): number {
  if (status === 200) return ACCEPTED;
  if (status === 409) return ANSWER_LOST;
  if (status === 429 || status === 503) return NOT_TAKEN;
  return status === 504 ? UNKNOWN : FAILED;
}
