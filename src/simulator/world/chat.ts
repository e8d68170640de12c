import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { Behaviour, SeenRequest } from './behaviour.ts';
import { Conversation, type Step } from './conversation.ts';

/**
 * A stand-in chat channel on loopback: real TCP, answering as its {@link Behaviour} says. `behaviour` holds until it is
 * changed, `queue` is used up first, one a connection. A kernel accepts by itself: `swallow` cannot be had here, and
 * `refuse` stops the listening, so it takes effect through {@link Chat.behave} only.
 */
export class Chat {
  behaviour: Behaviour = { kind: 'answer' };
  readonly queue: Behaviour[] = [];
  readonly requests: SeenRequest[] = [];
  /** Called when a request has come in whole. */
  onRequest: (request: SeenRequest) => void = () => undefined;
  readonly port: number;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(server: Server, secure: boolean) {
    this.#server = server;
    this.port = (server.address() as AddressInfo).port;
    // An error that nobody listens to ends the process: of the server, and of a connection whose TLS never comes.
    server.on('error', () => undefined);
    server.on('connection', (socket) => {
      this.#hold(socket);
    });
    server.on(secure ? 'secureConnection' : 'connection', (socket: Socket) => {
      this.#accept(socket);
    });
  }

  /** Opens one on a free port; with a certificate it speaks TLS. */
  static async open(certificate?: { readonly key: string; readonly cert: string }): Promise<Chat> {
    const options = { noDelay: true };
    const server = certificate ? createTlsServer({ ...options, ...certificate }) : createServer(options);
    await listen(server, 0);
    return new Chat(server, certificate !== undefined);
  }

  /** The bodies of the requests that were answered with a 2xx, in the order they came. */
  get messages(): string[] {
    return this.requests
      .filter(({ status }) => status !== null && status >= 200 && status < 300)
      .map((r) => r.body);
  }

  /** Changes what it does from the next connection on. */
  async behave(behaviour: Behaviour): Promise<void> {
    if (behaviour.kind === 'swallow') throw new Error('A server on real sockets cannot swallow a SYN.');
    this.behaviour = behaviour;
    if (behaviour.kind === 'refuse') {
      await stop(this.#server);
    } else if (!this.#server.listening) {
      await listen(this.#server, this.port);
    }
  }

  /** Ends every connection and stops listening. */
  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await stop(this.#server);
  }

  #hold(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => this.#sockets.delete(socket));
  }

  #accept(socket: Socket): void {
    this.#hold(socket);
    const conversation = new Conversation(this.queue.shift() ?? this.behaviour, performance.now());
    this.requests.push(conversation.request);
    const play = performer(socket);
    socket.setEncoding('latin1');
    socket.on('data', (bytes: string) => {
      const before = conversation.request.completeMs;
      play(conversation.received(bytes, performance.now()));
      if (before === null && conversation.request.completeMs !== null) this.onRequest(conversation.request);
    });
    play(conversation.accepted());
  }
}

/** Does a server's steps on a socket one after the other, each in its time. */
function performer(socket: Socket): (steps: readonly Step[]) => void {
  const waiting: Step[] = [];
  let busy = false;
  const next = (): void => {
    const step = waiting.shift();
    busy = step !== undefined && !socket.destroyed;
    if (step === undefined || socket.destroyed) return;
    const perform = (): void => {
      if (step.do === 'send') socket.write(step.bytes, 'latin1');
      else if (step.do === 'close') socket.end();
      else if (step.do === 'decide') waiting.unshift(...step.decide());
      else socket.resetAndDestroy();
      next();
    };
    if (step.afterMs > 0) setTimeout(perform, step.afterMs).unref();
    else perform();
  };
  return (steps) => {
    waiting.push(...steps);
    if (!busy) next();
  };
}

async function listen(server: Server, port: number): Promise<void> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
}

/** One that does not listen has stopped already. */
function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
  });
}
