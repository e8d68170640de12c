import type { Clock } from './clock.ts';
import type { LineError, Network } from './network.ts';
import { SOCKET_MAX, SOCKET_NO_ROUTE } from './socket-errors.ts';
import { Socket } from './socket.ts';

/** MAX_SOCKETS of libs/network/esp8266/network_esp8266.h. */
const MAX_SOCKETS = 10;
/** How soon after the link is back the next retransmission gets through. */
const RESUME_MS = 200;

/** What the sockets need to know of the radio. */
export interface Link {
  /** Whether frames get through. */
  readonly carries: boolean;
  /** Whether the chip believes to have an address to send from. */
  readonly hasAddress: boolean;
}

/** The chip's TCP: the ten slots, and what a lost radio link does to the lines in them. */
export class Sockets {
  readonly clock: Clock;
  readonly network: Network;
  readonly link: Link;
  readonly slots = new Set<Socket>();

  constructor(clock: Clock, network: Network, link: Link) {
    this.clock = clock;
    this.network = network;
    this.link = link;
  }

  /**
   * Begins a connection. An error number when there is no free slot, or no route to an address of digits (espconn_connect
   * refuses at once); with a name it is the lookup that fails, later.
   */
  open(host: string, port: number): Socket | LineError | typeof SOCKET_MAX | typeof SOCKET_NO_ROUTE {
    if (this.slots.size >= MAX_SOCKETS) return SOCKET_MAX;
    if (!this.link.hasAddress && /^\d+\.\d+\.\d+\.\d+$/.test(host)) return SOCKET_NO_ROUTE;
    return new Socket(this, host, port);
  }

  /** The radio link is back: what was waiting on both ends goes on its way. */
  linkUp(): void {
    this.clock.after(RESUME_MS, () => {
      if (!this.link.carries) return;
      for (const socket of [...this.slots]) socket.resume();
    });
  }

  /** The program is gone, the chip is not: it takes leave on every line (socketKill of libs/network/socketserver.c). */
  closeAll(): void {
    for (const socket of [...this.slots]) socket.close();
  }

  /** The chip starts over, or its power is gone. */
  abandon(): void {
    for (const socket of this.slots) socket.abandon();
    this.slots.clear();
  }
}
