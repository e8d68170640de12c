import { createServer as createHttp, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttps } from 'node:https';
import type { Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { listenLocally, type LocalServer } from '../relay/local-server.ts';

/** When a message came, in milliseconds since 1970. */
export interface Arrival {
  /** Of its connection. */
  readonly firstByteMs: number;
  readonly wholeMs: number;
}

/** More than a press lives. */
const DELIVERY_MS = 35_000;

const nowMs = (): number => performance.timeOrigin + performance.now();

/** A chat that takes everything at once and knows when it came. */
export class TimedChat {
  count = 0;
  readonly #server: LocalServer;
  readonly #last: Arrival[] = [];
  #onMessage = (): void => undefined;

  private constructor(server: LocalServer) {
    this.#server = server;
  }

  /** @param certificate to speak TLS */
  static async open(certificate?: { readonly key: string; readonly cert: string }): Promise<TimedChat> {
    const firstBytes = new WeakMap<Socket, number>();
    const take = (request: IncomingMessage, response: ServerResponse): void => {
      void text(request).then(() => {
        const wholeMs = nowMs();
        chat.#take({ firstByteMs: firstBytes.get(request.socket) ?? wholeMs, wholeMs });
        response.end('ok');
      });
    };
    const server = certificate === undefined ? createHttp(take) : createHttps(certificate, take);
    server.on(certificate === undefined ? 'connection' : 'secureConnection', (socket: Socket) => {
      socket.once('data', () => firstBytes.set(socket, nowMs()));
    });
    const chat = new TimedChat(await listenLocally(server));
    return chat;
  }

  get port(): number {
    return this.#server.port;
  }

  /**
   * Resolves once it has had so many messages in all, or after a time.
   * @param onMessage is called for each of them
   * @returns whether it has had them
   */
  async has(count: number, withinMs: number, onMessage: () => void = () => undefined): Promise<boolean> {
    return new Promise((resolve) => {
      const tooLate = setTimeout(() => {
        resolve(false);
      }, withinMs);
      this.#onMessage = () => {
        onMessage();
        if (this.count < count) return;
        clearTimeout(tooLate);
        resolve(true);
      };
      this.#onMessage();
    });
  }

  /**
   * @returns when the next messages came, so many of them
   * @throws Error when they don't come
   */
  async next(messages: number): Promise<readonly Arrival[]> {
    this.#last.length = 0;
    if (!(await this.has(this.count + messages, DELIVERY_MS))) throw new Error('A press was not delivered.');
    return [...this.#last];
  }

  async close(): Promise<void> {
    await this.#server.close();
  }

  #take(arrival: Arrival): void {
    this.count += 1;
    this.#last.push(arrival);
    this.#onMessage();
  }
}
