import { ACCEPTED, ANSWER_LOST, FAILED, NOT_TAKEN, UNKNOWN } from './press.ts';

/**
 * What an answer of the webhook means for its message. What may have been delivered is not sent again: docs/design.md, D4.
 * @param status 0 when there was no answer
 * @param sent whether the request left the board whole: a server can't take half of one
 * @param waitMs how long the server asks to be left alone, -1 when it doesn't
 */
export function webhookResult(status: number, sent: boolean, waitMs: number): number {
  if (status >= 200 && status < 300) return ACCEPTED;
  if (status === 429 || (status === 503 && waitMs >= 0) || (!status && !sent)) return NOT_TAKEN;
  // An interim answer, below 200, says nothing of the message. From 502 on most answers come from a proxy that has lost the
  // server's, 520 and 524 as well: that may have acted. So may a 503, unless it names a time to come back.
  return status < 200 || status > 501 ? UNKNOWN : FAILED;
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
