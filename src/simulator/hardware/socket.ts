import type { Clock } from '../world/clock.ts';
import type { Line, LineError, Network, Peer } from '../world/network.ts';
import { SOCKET_CLOSED, SOCKET_NO_LINE } from './socket-errors.ts';

/** Half an MSS: what libs/network/esp8266/network_esp8266.c takes and gives at a time. */
const CHUNK_BYTES = 268;
/** How long lwIP sends again over a dead link before it gives a connection up; inferred, not measured. */
const RETRANSMIT_MS = 60_000;
/** lwIP asks a name server that does not answer this long. Inferred. */
const DNS_TIMEOUT_MS = 4000;

/** What the sockets need to know of the radio. */
export interface Link {
  /** Whether frames get through. */
  readonly carries: boolean;
  /** Whether the chip believes to have an address to send from. */
  readonly hasAddress: boolean;
}

/** What a socket is one of: the slots of one chip. */
export interface SocketSlots {
  readonly clock: Clock;
  readonly network: Network;
  readonly link: Link;
  /** A socket is in here for as long as it takes a place. */
  readonly slots: Set<Socket>;
}

type SocketState = 'connecting' | 'idle' | 'transmitting' | 'disconnecting' | 'closed';

/** One TCP connection as Espruino's socket layer sees it; the states are those of network_esp8266.c. */
export class Socket implements Peer {
  state: SocketState = 'connecting';
  readonly #sockets: SocketSlots;
  #line: Line | null = null;
  #inbox: string[] = [];
  #error = 0;
  /** What waits for the link, in order. */
  #held: (() => void)[] = [];

  constructor(sockets: SocketSlots, host: string, port: number) {
    this.#sockets = sockets;
    sockets.slots.add(this);
    if (sockets.link.hasAddress) {
      this.#whenCarried(() => {
        this.#line = sockets.network.open(host, port, this.#gated());
      });
    } else {
      sockets.clock.after(DNS_TIMEOUT_MS, () => {
        this.failed(-6);
      });
    }
  }

  /** Bytes received and not yet read. */
  get heldBytes(): number {
    return this.#inbox.reduce((sum, bytes) => sum + bytes.length, 0);
  }

  /** How many bytes were taken, 0 when none can be now, or an error number. */
  send(bytes: string): number {
    if (this.state === 'closed' || this.state === 'disconnecting') return this.#error || SOCKET_CLOSED;
    if (this.state !== 'idle') return 0;
    const chunk = bytes.slice(0, CHUNK_BYTES);
    this.state = 'transmitting';
    this.#whenCarried(() => this.#line?.send(chunk));
    return chunk.length;
  }

  /** Bytes, '' when there are none now, or an error number. */
  receive(): string | number {
    const first = this.#inbox[0];
    if (first !== undefined) {
      if (first.length <= CHUNK_BYTES) this.#inbox.shift();
      else this.#inbox[0] = first.slice(CHUNK_BYTES);
      return first.slice(0, CHUNK_BYTES);
    }
    if (this.state === 'closed') return this.#error || SOCKET_CLOSED;
    return this.state === 'connecting' ? SOCKET_NO_LINE : '';
  }

  /** The program is done with it. The slot stays taken until the other side has agreed. */
  close(): void {
    if (this.state === 'closed') {
      this.#free();
      return;
    }
    this.state = 'disconnecting';
    this.#inbox = [];
    this.#whenCarried(() => {
      if (this.#line) this.#line.close();
      else this.released();
    });
  }

  /** The link carries again. */
  resume(): void {
    const held = this.#held;
    this.#held = [];
    for (const happen of held) this.#whenCarried(happen);
  }

  abandon(): void {
    this.#line?.abandon();
  }

  connected(): void {
    if (this.state === 'connecting') this.state = 'idle';
  }

  acknowledged(): void {
    if (this.state === 'transmitting') this.state = 'idle';
  }

  received(bytes: string): void {
    if (this.state !== 'disconnecting' && this.state !== 'closed') this.#inbox.push(bytes);
  }

  closed(): void {
    if (this.state === 'disconnecting') this.#free();
    else this.state = 'closed';
  }

  failed(error: LineError): void {
    this.#error ||= error;
    this.closed();
  }

  released(): void {
    this.#free();
  }

  #free(): void {
    this.#sockets.slots.delete(this);
  }

  /** Runs now if the link carries; otherwise when it does again, unless the chip has given up before. */
  #whenCarried(happen: () => void): void {
    const { clock, link } = this.#sockets;
    if (link.carries && this.#held.length === 0) {
      happen();
      return;
    }
    this.#held.push(happen);
    clock.after(RETRANSMIT_MS, () => {
      if (this.#held.includes(happen)) this.#giveUp();
    });
  }

  #giveUp(): void {
    this.#held = [];
    this.#line?.abandon();
    this.#line = null;
    this.failed(-3);
  }

  #gated(): Peer {
    return {
      connected: () => {
        this.#whenCarried(() => {
          this.connected();
        });
      },
      acknowledged: () => {
        this.#whenCarried(() => {
          this.acknowledged();
        });
      },
      received: (bytes) => {
        this.#whenCarried(() => {
          this.received(bytes);
        });
      },
      closed: () => {
        this.#whenCarried(() => {
          this.closed();
        });
      },
      failed: (error) => {
        this.#whenCarried(() => {
          this.failed(error);
        });
      },
      released: () => {
        this.#whenCarried(() => {
          this.released();
        });
      },
    };
  }
}
