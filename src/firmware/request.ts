import { HOST, PORT, REQUEST_TIMEOUT_MS, WITH_RELAY } from 'button:constants';
import { now } from './board.ts';

const http = require('http');

/** A longer answer is drained and thrown away: only a relay's short ones are read. */
const MAX_BODY = 512;

/** What came of a request. */
export interface Answer {
  /** 0 when there was none. */
  status: number;
  /** Whether all of the request was handed to a connection: if not, the server surely did not take it. */
  sent: boolean;
  headers: Record<string, string>;
  body: string;
  /** Why there is no answer, in Espruino's words. */
  fault: string;
}

/**
 * Sends one request. The chip's client has no timeout of its own anywhere, so the request is torn down after
 * REQUEST_TIMEOUT_MS, or at `endMs` when that is sooner: docs/design.md, D2. What the chip does when a socket fails is in
 * docs/chip.md.
 * @param done is called exactly once, possibly before this returns
 */
export function request(
  method: string,
  path: string,
  headers: Record<string, string | number>,
  body: string,
  endMs: number,
  done: (answer: Answer) => void,
): void {
  const answer: Answer = { status: 0, sent: false, headers: {}, body: '', fault: 'no answer' };
  let open = true;
  const finish = (): void => {
    if (!open) return;
    open = false;
    clearTimeout(timer);
    req.clsNow = true;
    // A chunk that was cut short would keep the socket for good.
    req.dRcv = '';
    done(answer);
  };
  const fail = (error: { message: string }): void => {
    answer.fault = error.message;
    finish();
  };
  const timer = setTimeout(finish, Math.min(REQUEST_TIMEOUT_MS, endMs - now()));
  const req = http.request({ host: HOST, port: PORT, method, path, headers }, (response) => {
    // Not by a plus: that reads "1e999999999" too, digit by digit, until the chip's watchdog bites.
    answer.status = parseInt(response.statusCode) || 0;
    answer.headers = response.headers;
    // A body that nobody listens to leaks its socket.
    response.on('data', (data) => {
      if (WITH_RELAY && answer.body.length < MAX_BODY) answer.body += data;
    });
    response.on('end', finish);
  });
  req.on('error', fail);
  req.on('drain', () => {
    answer.sent = true;
  });
  try {
    // Without end(), which would keep the client from telling when everything is sent.
    req.write(body);
  } catch (error) {
    fail(error as Error);
  }
}

/**
 * @param name in lower case
 * @returns the value of a header field, however the server spells its name, or ''
 */
export function headerOf(answer: Answer, name: string): string {
  for (const key in answer.headers) if (key.toLowerCase() === name) return answer.headers[key]!;
  return '';
}

/** @returns how long the server asks to be left alone, 0 when it does not say in seconds */
export function retryAfterMs(answer: Answer): number {
  return parseInt(headerOf(answer, 'retry-after')) * 1000 || 0;
}
