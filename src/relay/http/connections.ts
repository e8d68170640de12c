import type { Socket } from 'node:net';

/**
 * Keeps the number of connections bounded without keeping anybody out. When there are too many, the one that has to go
 * is an idle one of whoever has the most, the oldest first: a stranger's connections push out each other, and the
 * button's, which sends its request at once, stays. One whose request is being answered never has to go.
 */
export class Connections {
  readonly #limit: number;
  /** In order of arrival. */
  readonly #open = new Map<Socket, { readonly address: string; isBusy: boolean }>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(socket: Socket): void {
    this.#open.set(socket, { address: socket.remoteAddress ?? '', isBusy: false });
    socket.once('close', () => this.#open.delete(socket));
    if (this.#open.size > this.#limit) this.#drop(this.#surplus(socket));
  }

  /** Marks whether a request on `socket` is being answered. */
  mark(socket: Socket, isBusy: boolean): void {
    const connection = this.#open.get(socket);
    if (connection !== undefined) connection.isBusy = isBusy;
  }

  /** Ends all on which nothing is being answered. */
  close(): void {
    for (const [socket, { isBusy }] of this.#open) {
      if (!isBusy) this.#drop(socket);
    }
  }

  /** @param newest which is idle as yet: there is always one that can go */
  #surplus(newest: Socket): Socket {
    const counts = new Map<string, number>();
    for (const { address } of this.#open.values()) counts.set(address, (counts.get(address) ?? 0) + 1);
    let surplus = { socket: newest, count: 0 };
    for (const [socket, { address, isBusy }] of this.#open) {
      const count = counts.get(address) ?? 0;
      if (!isBusy && count > surplus.count) surplus = { socket, count };
    }
    return surplus.socket;
  }

  #drop(socket: Socket): void {
    this.#open.delete(socket);
    socket.destroy();
  }
}
