import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { Failure } from '../../../failure.ts';
import type { Assets } from './assets.ts';
import type { Bench } from './bench.ts';
import { parseCommand } from './command.ts';
import { refusalOf } from './gate.ts';

/** The longest command is some hundred bytes. */
const MAX_COMMAND_BYTES = 1024;

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
  readonly port: number;
  readonly #server: Server;
  readonly #sockets: WebSocketServer;
  readonly #bench: Bench;
  readonly #pages = new Set<WebSocket>();

  private constructor(server: Server, bench: Bench, assets: Assets) {
    this.#server = server;
    this.#bench = bench;
    this.port = addressOf(server).port;
    this.#sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_COMMAND_BYTES });
    server.on('request', (request, response) => {
      this.#answer(request, response, assets);
    });
    server.on('upgrade', (request, socket, head) => {
      this.#upgrade(request, socket, head);
    });
    bench.onUpdate = (update) => {
      const text = JSON.stringify(update);
      for (const page of this.#pages) page.send(text);
    };
  }

  /**
   * @param port 0 for any that is free
   * @throws Failure 'pagePort'
   */
  static async open(bench: Bench, assets: Assets, port: number): Promise<PageServer> {
    const server = createServer();
    await listen(server, port);
    return new PageServer(server, bench, assets);
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/`;
  }

  /** Lets go of every page. */
  async close(): Promise<void> {
    for (const page of this.#pages) page.terminate();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #answer(request: IncomingMessage, response: ServerResponse, { files }: Assets): void {
    const refusal = refusalOf({ ...knockOf(request), upgrade: false }, this.port);
    const asset = files.get(request.url ?? '');
    if (refusal) reply(response, refusal.status, refusal.why);
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
    const refusal = refusalOf({ ...knockOf(request), upgrade: true }, this.port);
    if (refusal || request.url !== '/bench') {
      const status = refusal?.status ?? 404;
      socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    this.#sockets.handleUpgrade(request, socket, head, (page) => {
      this.#welcome(page);
    });
  }

  #welcome(page: WebSocket): void {
    const bench = this.#bench;
    page.send(JSON.stringify(bench.whole()));
    this.#pages.add(page);
    let armed = !bench.isLive;
    page.on('message', (data: Buffer) => {
      const command = parseCommand(data.toString());
      if (command?.do === 'arm') armed = command.armed || !bench.isLive;
      if (!armed) bench.leave(page);
      else if (command) bench.obey(page, command);
    });
    page.on('error', () => {
      page.terminate();
    });
    page.on('close', () => {
      this.#pages.delete(page);
      bench.leave(page);
    });
  }
}

function knockOf({ method = '', headers }: IncomingMessage): {
  method: string;
  headers: IncomingMessage['headers'];
} {
  return { method, headers };
}

function reply(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { ...HEADERS, 'Content-Type': 'text/plain; charset=utf-8' });
  response.end(text);
}

function addressOf(server: Server): AddressInfo {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The page has no port.');
  return address;
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const why = cause.code === 'EADDRINUSE' ? 'something else does' : (cause.code ?? cause.message);
      const message = `The page can't listen on port "${port}" (${why}). Name another with --port.`;
      reject(new Failure('pagePort', message, { cause }));
    });
    server.listen(port, '127.0.0.1', resolve);
  });
}
