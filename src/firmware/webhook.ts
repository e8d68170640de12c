import { bodies, HEAD } from 'button:constants';
import { retryAfterMs, webhookResult } from './answers.ts';
import { exchange, statusOf, textOf } from './request.ts';

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
  exchange(HEAD + body.length + '\r\n\r\n' + body, endMs, (socket) => {
    const status = statusOf(socket);
    const waitMs = retryAfterMs(status, textOf(socket));
    done(webhookResult(status, !!socket.isSent, waitMs), waitMs);
  });
}
