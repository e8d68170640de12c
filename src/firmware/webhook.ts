import { HEAD, endings } from 'button:constants';
import { END, retryAfterMs, webhookResult } from './answers.ts';
import { log } from './board.ts';
import { FAILED, UNKNOWN, type Press } from './press.ts';
import { exchange, statusOf } from './request.ts';

/** Until the console has printed what it was told. */
const RESTART_MS = 9;

/**
 * Posts the message that a press has come to straight to the webhook.
 * @param done gets the result for the press, and the least time to wait before another try, in a turn of its own: it sends the next
 *   message, and the chip's stack is small. The board restarts where there was no answer, and it is not called.
 */
export function postToWebhook(press: Press, done: (result: number, waitMs: number) => void): void {
  exchange(HEAD + endings()[press.messageAt]!, press.endMs, (socket) => {
    const status = statusOf(socket);
    const answer = (socket.answer += END);
    const waitMs = status === 429 || status === 503 ? retryAfterMs(answer) : 0;
    const result = webhookResult(status, socket.isSent, waitMs, answer);
    // No result is less.
    if (result <= FAILED) tell(answer);
    // The chip would send what it holds of it whenever the network is back: a restart takes it away, and tells that the press
    // is unknown (docs/design.md, D2). Until then it is under way, so that no other begins.
    if (result === UNKNOWN && !status) setTimeout(E.reboot, RESTART_MS);
    else setTimeout(done, 0, result, waitMs);
  });
}

/** Prints the beginning of an answer, without what it may repeat of the request: the path is a secret, and headers can be. */
function tell(answer: string): void {
  let text = answer.split('\r\n\r\n')[1] || '';
  // What is shorter than six characters is no secret. On Espruino a text that is shorter than what splits it has no parts.
  for (const word of HEAD.split(/[^\w.-]/)) if (word[5]) text = text.split(word).join('*') || text;
  log(text.replace(/[^ -~]/g, '').slice(0, 80));
}
