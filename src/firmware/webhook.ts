import { bodies, headers, PATH } from 'button:constants';
import { webhookResult } from './answers.ts';
import { log } from './board.ts';
import { request, retryAfterMs } from './request.ts';

/**
 * Posts a message straight to the webhook.
 * @param endMs when the press expires
 * @param done gets the result for the press, and the least time to wait before another try
 */
export function postToWebhook(
  message: number,
  endMs: number,
  done: (result: number, waitMs: number) => void,
): void {
  const body = bodies()[message]!;
  const fields = Object.assign({}, headers(), { 'Content-Length': body.length });
  request('POST', PATH, fields, body, endMs, (answer) => {
    log(answer.status || answer.fault);
    const waitMs = retryAfterMs(answer);
    done(webhookResult(answer.status, answer.sent, waitMs), waitMs);
  });
}
