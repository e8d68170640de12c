import type { Connection } from './connection.ts';

/** All connections that the program has asked for, of `http` and of `net`: one list on the board too (`HttpCC`). */
export class Connections {
  #connections: Connection[] = [];

  add(connection: Connection): void {
    this.#connections.push(connection);
  }

  /** Those that the board still holds on to, whether they have a socket or not. */
  get count(): number {
    return this.#connections.length;
  }

  /** Answers whose body nobody reads: their socket and memory are gone for good. */
  get leakedBodies(): number {
    return this.#connections.filter(({ leaks }) => leaks).length;
  }

  get heldBytes(): number {
    return this.#connections.reduce((sum, { heldBytes }) => sum + heldBytes, 0);
  }

  /** Variables that connections, their buffers and the headers of answers take. */
  get heldVariables(): number {
    return this.#connections.reduce((sum, { heldVariables }) => sum + heldVariables, 0);
  }

  get listenerCount(): number {
    return this.#connections.reduce((sum, { listenerCount }) => sum + listenerCount, 0);
  }

  /** Moves every connection on by one step; true when something happened. */
  idle(): boolean {
    let busy = false;
    for (const connection of this.#connections) if (connection.idle()) busy = true;
    this.#connections = this.#connections.filter(({ gone }) => !gone);
    return busy;
  }
}
