import type { IncomingHttpHeaders } from 'node:http';
import { offersToken } from './token.ts';

/** The names a browser on this machine can have typed. Any other is a name somebody else has pointed at loopback. */
const LOOPBACK_NAMES = ['127.0.0.1', 'localhost'];

/** What comes in, as far as it decides who may. */
export interface Knock {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  /** Whether it wants the WebSocket, by which the keys are pressed. */
  readonly upgrade: boolean;
}

/** Why somebody is turned away. */
export interface Refusal {
  readonly status: 401 | 403 | 405;
  readonly why: string;
}

/** The server that is knocked at. */
export interface Door {
  /** The port it listens on. */
  readonly port: number;
  /** What opens a live page; undefined where anybody on this machine may play. */
  readonly token: string | undefined;
}

/**
 * Keeps every web page but our own from the button: a request must be for this server by name, and what can change
 * anything must come from a page of this server. Live, it must know the token too: any program on this machine can say that
 * it is such a page. The page's files tell nothing and are for everybody; all that is shown comes over the WebSocket.
 */
export function refusalOf({ method, headers, upgrade }: Knock, { port, token }: Door): Refusal | undefined {
  const { host = '', origin } = headers;
  if (!LOOPBACK_NAMES.some((name) => host === `${name}:${port}`)) {
    return { status: 403, why: 'This server answers to 127.0.0.1 and localhost only.' };
  }
  if (origin !== undefined && origin !== `http://${host}`) {
    return { status: 403, why: 'Requests from other web pages are refused.' };
  }
  if (isForeign(headers) && (upgrade || !isVisit(method, headers))) {
    return { status: 403, why: 'Requests from other web pages are refused.' };
  }
  if (upgrade && origin === undefined) return { status: 403, why: 'Only a browser may connect.' };
  if (upgrade && token !== undefined && !offersToken(headers['sec-websocket-protocol'], token)) {
    return { status: 401, why: 'Only the printed address opens a live page.' };
  }
  if (method !== 'GET' && method !== 'HEAD') return { status: 405, why: 'There is nothing to send here.' };
  return undefined;
}

/** Browsers say by Sec-Fetch-Site where a request comes from, whatever the page that makes it does. */
function isForeign(headers: IncomingHttpHeaders): boolean {
  const site = headers['sec-fetch-site'];
  return site !== undefined && site !== 'same-origin' && site !== 'none';
}

/** Somebody followed a link to the page, which shows it and no more. */
function isVisit(method: string, headers: IncomingHttpHeaders): boolean {
  return (
    method === 'GET' && headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document'
  );
}
