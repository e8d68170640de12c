import { connect, type Socket as NodeSocket } from 'node:net';
import type { Line, LineError, Network, Peer } from './network.ts';

/** What Node's errors are on the chip; anything else is a reset. */
const ERRORS: Readonly<Record<string, LineError>> = {
  ENOTFOUND: -6,
  EAI_AGAIN: -6,
  ETIMEDOUT: -11,
  EHOSTUNREACH: -11,
  ENETUNREACH: -11,
};

/** How long a closed connection waits for the other side before it is destroyed. */
const LINGER_MS = 5000;

/** Real TCP from this machine. Its events come when they come, so the board's clock has to follow real time. */
export class LoopbackNetwork implements Network {
  readonly #lines = new Set<LoopbackLine>();

  get unixMs(): number {
    return Date.now();
  }

  open(host: string, port: number, peer: Peer): Line {
    const line: LoopbackLine = new LoopbackLine(host, port, peer, () => this.#lines.delete(line));
    this.#lines.add(line);
    return line;
  }

  /** Ends every connection that is left, so that the process can end. */
  close(): void {
    for (const line of [...this.#lines]) line.abandon();
  }
}

class LoopbackLine implements Line {
  readonly #socket: NodeSocket;
  #closing = false;
  #abandoned = false;

  constructor(host: string, port: number, peer: Peer, gone: () => void) {
    const socket = connect({ host, port, noDelay: true, allowHalfOpen: true });
    this.#socket = socket;
    this.#acknowledged = () => {
      if (!this.#abandoned) peer.acknowledged();
    };
    socket.setEncoding('latin1');
    socket.on('connect', () => {
      peer.connected();
    });
    socket.on('data', (bytes: string) => {
      if (!this.#abandoned && !this.#closing) peer.received(bytes);
    });
    socket.on('end', () => {
      socket.end();
      if (!this.#abandoned && !this.#closing) peer.closed();
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (!this.#abandoned && !this.#closing) peer.failed(ERRORS[error.code ?? ''] ?? -9);
    });
    socket.on('close', () => {
      gone();
      if (!this.#abandoned && this.#closing) peer.released();
    });
  }

  readonly #acknowledged: () => void;

  send(bytes: string): void {
    this.#socket.write(bytes, 'latin1', (error) => {
      if (!error) this.#acknowledged();
    });
  }

  close(): void {
    this.#closing = true;
    this.#socket.end();
    setTimeout(() => this.#socket.destroy(), LINGER_MS).unref();
  }

  abandon(): void {
    this.#abandoned = true;
    this.#socket.destroy();
  }
}
