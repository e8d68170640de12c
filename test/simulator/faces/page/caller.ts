import { request } from 'node:http';
import WebSocket from 'ws';
import type { RunningPage } from '../../../../src/simulator/faces/page/index.ts';
import { type Command, PROTOCOL, type Update } from '../../../../src/simulator/faces/page/wire.ts';

/** Whoever talks to the page's server without a browser, and says of himself what he likes. */

export interface Answer {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** `fetch` allows neither Host nor Origin to be forged. */
export function ask(
  page: RunningPage,
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    // By a connection of its own: a kept one the page may have let go just now.
    const asked = request(new URL(path, page.url), { method, headers, agent: false }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (part: string) => (body += part));
      response.on('end', () => {
        resolve({ status: response.statusCode, headers: response.headers, body });
      });
    });
    asked.on('error', reject).end();
  });
}

/** What the page's own script offers: the WebSocket's name, and what the address has behind its `#`. */
export function protocolsOf({ url }: RunningPage): string[] {
  const { hash } = new URL(url);
  return [PROTOCOL, ...(hash === '' ? [] : [hash.slice(1)])];
}

/** @returns the first update, or the status of the refusal */
export function connect(
  at: RunningPage,
  headers: Record<string, string>,
  protocols = protocolsOf(at),
  path = '/bench',
): Promise<{ socket: WebSocket; first: Update } | number> {
  const { host } = new URL(at.url);
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://${host}${path}`, protocols, { headers });
    socket.once('unexpected-response', (_request, response) => {
      socket.on('error', () => undefined);
      socket.terminate();
      resolve(response.statusCode ?? 0);
    });
    socket.once('error', reject);
    socket.once('message', (data: Buffer) => {
      // A page that ends may end its connections in the middle of anything.
      socket.on('error', () => undefined);
      resolve({ socket, first: JSON.parse(data.toString()) as Update });
    });
  });
}

/** A page's line: what it sends, and the first update from then on that is as wanted. */
export async function visitor(at: RunningPage): Promise<{
  socket: WebSocket;
  first: Update;
  send: (command: Command) => void;
  sendText: (text: string) => void;
  until: (wanted: (update: Update) => boolean) => Promise<Update>;
  close: () => void;
}> {
  const connected = await connect(at, { Origin: new URL(at.url).origin });
  if (typeof connected === 'number') throw new Error(`refused with ${connected}`);
  const { socket, first } = connected;
  return {
    socket,
    first,
    send: (command) => {
      socket.send(JSON.stringify(command));
    },
    sendText: (text) => {
      socket.send(text);
    },
    until: (wanted) =>
      new Promise((resolve) => {
        const look = (data: Buffer): void => {
          const update = JSON.parse(data.toString()) as Update;
          if (!wanted(update)) return;
          socket.off('message', look);
          resolve(update);
        };
        socket.on('message', look);
      }),
    close: () => {
      socket.close();
    },
  };
}
