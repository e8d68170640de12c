import { EXPECTED, MAX_ANSWER, PAGE_EXPECTED } from 'button:constants';
import { ACCEPTED, ANSWER_LOST, FAILED, NOT_TAKEN, UNKNOWN } from './press.ts';

/** Ends what is searched: Espruino's indexOf takes a beginning of what it looks for at the end of a text for all of it (docs/chip.md). */
export const END = '\0';

/**
 * What an answer of the webhook means for its message. What may have been delivered is not sent again: docs/design.md, D4.
 * @param status 0 when there was no answer
 * @param sent whether the request left the board whole: a server can't take half of one
 * @param waitMs how long the server asks to be left alone, by {@link retryAfterMs}
 * @param answer as far as it was read, with END behind it
 */
export function webhookResult(
  status: number,
  sent: boolean | undefined,
  waitMs: number,
  answer: string,
): number {
  if (status === 429 || waitMs || (!status && !sent)) return NOT_TAKEN;
  // An interim answer, below 200, says nothing of the message. Chats have posted one and then said 500, and a proxy that has
  // lost a server's answer says 502 or more.
  if (status < 200 || status > 499) return UNKNOWN;
  if (status > 299) return FAILED;
  // A 2xx alone can be a lie (docs/design.md, D13). No webhook answers with a page, and every captive portal does: it shows in
  // the type, and in the first line, before which there may be the length of a chunk.
  if (!PAGE_EXPECTED && (answer.indexOf(': text/html') > 0 || answer.indexOf('\n<') > 0)) return FAILED;
  return !EXPECTED || holdsExpected(answer) ? ACCEPTED : isWhole(answer) ? FAILED : UNKNOWN;
}

function holdsExpected(answer: string): boolean {
  const body = answer.slice(answer.indexOf('\r\n\r\n'));
  // The length of a chunk is none of the text, and can stand in its middle.
  const text = answer.indexOf('chunked') > 0 ? body.replace(/\r\n[0-9a-f]+\r\n/gi, '') : body;
  return text.indexOf(EXPECTED) > 0;
}

/** Whether no more of it would be read: all that was announced has come, or as much as there is memory for. */
function isWhole(answer: string): boolean {
  if (answer.length > MAX_ANSWER + END.length || answer.endsWith('0\r\n\r\n' + END)) return true;
  const at = answer.toLowerCase().indexOf('\ncontent-length: ') + 17;
  const bodyAt = answer.indexOf('\r\n\r\n') + 4;
  return at > 17 && answer.length - bodyAt > parseInt(answer.slice(at, at + 7));
}

/** Seconds above 0 of at most so many digits: Espruino makes no number of thousands of them, and a date needs a calendar. */
const MAX_DIGITS = 9;

/**
 * @param answer with status 429 or 503: with any other the field means something else (RFC 9110, 10.2.3)
 * @returns how long a server asks to be left alone, 0 when it names no time
 */
export function retryAfterMs(answer: string): number {
  const words = /\nretry-after: (\d+)\r/i.exec(answer);
  return words && !words[1]![MAX_DIGITS] ? +words[1]! * 1000 : 0;
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
