import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/**
 * The way between the button and its relay, a real TCP port that passes bytes on, and loses an answer when it is told to.
 */
export class Wire {
  readonly #server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    this.#carry(socket);
  });
  readonly #sockets = new Set<Socket>();
  #port = 0;
  #toPort = 0;
  #losses = 0;

  get port(): number {
    return this.#port;
  }

  /** Lets the button's connections through to a port. */
  async open(toPort: number): Promise<void> {
    this.#toPort = toPort;
    this.#server.listen(this.#port, '127.0.0.1');
    await once(this.#server, 'listening');
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('The wire has no port.');
    this.#port = address.port;
  }

  /** Refuses connections from now on, and breaks those that stand. */
  async close(): Promise<void> {
    if (!this.#server.listening) return;
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const socket of this.#sockets) socket.resetAndDestroy();
    await closed;
  }

  /** Resets the connection in place of the next answers that say a message was taken. */
  lose(count: number): void {
    this.#losses = count;
  }

  #carry(button: Socket): void {
    const relay = connect({ port: this.#toPort, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
    for (const [from, to] of [
      [button, relay],
      [relay, button],
    ] as const) {
      this.#sockets.add(from);
      from.on('error', () => to.destroy()).on('close', () => this.#sockets.delete(from));
      from.on('end', () => to.end());
    }
    let isPost = false;
    button.on('data', (bytes: Buffer) => {
      isPost ||= bytes.toString('latin1').startsWith('POST');
      relay.write(bytes);
    });
    relay.on('data', (bytes: Buffer) => {
      if (isPost && this.#losses > 0 && bytes.toString('latin1').startsWith('HTTP/1.1 200')) {
        this.#losses--;
        button.resetAndDestroy();
        relay.destroy();
      } else button.write(bytes);
    });
  }
}
