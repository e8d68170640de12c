import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { Failure } from '../../../failure.ts';
import { codeOf, reasonOf } from '../../../reason.ts';
import type { Assets } from './assets.ts';
import type { Bench } from './bench.ts';
import { type Door, refusalOf } from './gate.ts';
import { IdleConnections } from './idle-connections.ts';
import { Tab } from './tab.ts';
import { newToken } from './token.ts';

/** The longest command is some hundred bytes. */
const MAX_COMMAND_BYTES = 1024;
/** More than anybody has open; each takes memory, and a file's number from the board and the builds. */
const MOST_PAGES = 64;

/** Where the WebSocket is. */
const BENCH = '/bench';

/** What a browser asks for comes at once, and is short. */
const LIMITS = {
  requestTimeout: 5000,
  keepAliveTimeout: 5000,
  connectionsCheckingInterval: 500,
  maxHeaderSize: 8192,
} as const;

/** Nothing but what comes from here, and no frame around it in which somebody could be made to press a key. */
const HEADERS = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Cache-Control': 'no-store',
};

/** Serves the page on loopback and connects each open one with the bench. */
export class PageServer {
  readonly #door: Door;
  readonly #server: Server;
  readonly #sockets: WebSocketServer;
  readonly #bench: Bench;
  readonly #pages = new Map<WebSocket, Tab>();
  readonly #idle = new IdleConnections();

  private constructor(server: Server, bench: Bench, assets: Assets) {
    this.#server = server;
    this.#bench = bench;
    this.#door = { port: portOf(server), token: bench.isLive ? newToken() : undefined };
    // Of the words that a page offers it answers the first, its name, and never the token behind it.
    this.#sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_COMMAND_BYTES });
    // An error that nobody listens to ends the process: of a connection, of those that were upgraded too, and of the server.
    server.on('connection', (socket) => {
      socket.on('error', () => undefined);
      socket.once('close', () => {
        this.#idle.remove(socket);
      });
      this.#idle.add(socket);
    });
    server.on('error', () => undefined);
    server.on('request', (request, response) => {
      this.#idle.remove(request.socket);
      response.once('close', () => {
        this.#idle.add(request.socket);
      });
      this.#answer(request, response, assets);
    });
    server.on('upgrade', (request, socket, head) => {
      this.#idle.remove(request.socket);
      this.#upgrade(request, socket, head);
    });
    bench.onNews = (news) => {
      for (const tab of this.#pages.values()) tab.tell(news);
    };
    // One arming is for one deploy, by whichever page.
    bench.onPress = () => {
      for (const tab of this.#pages.values()) tab.disarm();
    };
  }

  /**
   * @param port 0 for any that is free
   * @throws Failure 'pagePort'
   */
  static async open(bench: Bench, assets: Assets, port: number): Promise<PageServer> {
    const server = createServer(LIMITS);
    await listen(server, port);
    return new PageServer(server, bench, assets);
  }

  /** The address to open. What stands behind its `#` no browser sends anywhere: only the page's own script sees it. */
  get url(): string {
    const { port, token } = this.#door;
    return `http://127.0.0.1:${port}/${token === undefined ? '' : `#${token}`}`;
  }

  /** Lets go of every page. */
  async close(): Promise<void> {
    for (const page of this.#pages.keys()) page.terminate();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #answer(request: IncomingMessage, response: ServerResponse, { files }: Assets): void {
    const refusal = refusalOf({ ...knockOf(request), upgrade: false }, this.#door);
    const asset = files.get(request.url ?? '');
    if (refusal) reply(response, refusal.status, refusal.why);
    // A browser doesn't tell a page why its WebSocket was refused, so the page asks.
    else if (request.url === BENCH)
      reply(response, this.#door.token === undefined ? 426 : 401, 'This is for WebSockets.');
    else if (!asset) reply(response, 404, 'There is no such file.');
    else {
      response.writeHead(200, {
        ...HEADERS,
        'Content-Type': asset.type,
        'Content-Length': asset.body.length,
      });
      response.end(asset.body);
    }
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const status = this.#refusesPage(request);
    if (status !== undefined) turnAway(socket, status);
    else {
      this.#sockets.handleUpgrade(request, socket, head, (page) => {
        this.#welcome(page);
      });
    }
  }

  /** @returns the status to turn a page away with */
  #refusesPage(request: IncomingMessage): number | undefined {
    const refusal = refusalOf({ ...knockOf(request), upgrade: true }, this.#door);
    if (refusal) return refusal.status;
    if (request.url !== BENCH) return 404;
    return this.#pages.size < MOST_PAGES ? undefined : 503;
  }

  #welcome(page: WebSocket): void {
    const tab = new Tab(page, this.#bench);
    tab.tell(this.#bench.whole());
    this.#pages.set(page, tab);
    page.on('message', (data: Buffer) => {
      tab.take(data.toString());
    });
    page.on('error', () => {
      page.terminate();
    });
    page.on('close', () => {
      this.#pages.delete(page);
      tab.leave();
    });
  }
}

function knockOf({ method = '', headers }: IncomingMessage): {
  method: string;
  headers: IncomingMessage['headers'];
} {
  return { method, headers };
}

function turnAway(socket: Duplex, status: number): void {
  socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  // The other side may never hang up, and nothing of what it still sends is read.
  socket.once('finish', () => socket.destroy());
}

function reply(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { ...HEADERS, 'Content-Type': 'text/plain; charset=utf-8' });
  response.end(text);
}

/** @param server one that listens */
function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) => {
      const why = codeOf(cause) === 'EADDRINUSE' ? 'something else does' : reasonOf(cause);
      const message = `The page can't listen on port "${port}" (${why}). Name another with --port.`;
      reject(new Failure('pagePort', message, { cause }));
    });
    server.listen(port, '127.0.0.1', resolve);
  });
}
