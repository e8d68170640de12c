import type { Socket } from 'node:net';

/** More than any browser opens ahead of its requests. */
const MOST_IDLE = 32;

/**
 * Bounds the connections on which no request has come yet, or none comes any more. The oldest has to go: a browser asks at
 * once, so nobody is kept out by those who only hold connections open.
 */
export class IdleConnections {
  /** In order of arrival. */
  readonly #idle = new Set<Socket>();

  add(socket: Socket): void {
    if (socket.destroyed) return;
    this.#idle.add(socket);
    const [oldest] = this.#idle;
    if (!oldest || this.#idle.size <= MOST_IDLE) return;
    this.remove(oldest);
    oldest.destroy();
  }

  /** Something has come over it, or it is closed. */
  remove(socket: Socket): void {
    this.#idle.delete(socket);
  }
}
