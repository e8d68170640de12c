import { bodies, HEAD } from 'button:constants';
import { retryAfterMs, webhookResult } from './answers.ts';
import { log } from './board.ts';
import { FAILED, UNKNOWN, type Press } from './press.ts';
import { exchange, statusOf } from './request.ts';

/** Until the console has printed the outcome. */
const RESTART_MS = 20;

/**
 * Posts the message that a press has come to straight to the webhook.
 * @param done gets the result for the press, and the least time to wait before another try
 */
export function postToWebhook(press: Press, done: (result: number, waitMs: number) => void): void {
  const body = bodies()[press.messageAt]!;
  exchange(HEAD + body.length + '\r\n\r\n' + body, press.endMs, (socket) => {
    const status = statusOf(socket);
    const answer = socket.answer;
    const waitMs = retryAfterMs(status, answer);
    const result = webhookResult(status, socket.isSent, waitMs, answer);
    if (result === FAILED) tell(answer);
    done(result, waitMs);
    // The chip would send what it holds of it whenever the network is back: a restart takes it away (docs/design.md, D2).
    if (result === UNKNOWN && !status) setTimeout(E.reboot, RESTART_MS);
  });
}

/** Prints the beginning of an answer, without what it may repeat of the request: the path is a secret, and headers can be. */
function tell(answer: string): void {
  let text = answer.split('\r\n\r\n')[1] || '';
  // What is shorter than six characters is no secret.
  for (const word of HEAD.split(/[^\w.-]/)) if (word[5]) text = text.split(word).join('*');
  log(text.replace(/[^ -~]/g, '').slice(0, 80));
}
