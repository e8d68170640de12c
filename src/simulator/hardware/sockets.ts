import { isIPv4 } from 'node:net';
import type { Clock } from '../world/clock.ts';
import type { Network } from '../world/network.ts';
import { type Link, Socket, type SocketSlots } from './socket.ts';

/** MAX_SOCKETS of libs/network/esp8266/network_esp8266.h. */
const MAX_SOCKETS = 10;
/** How soon after the link is back the next retransmission gets through. */
const RESUME_MS = 200;

/** The chip's TCP: the ten slots, and what a lost radio link does to the lines in them. */
export class Sockets implements SocketSlots {
  readonly clock: Clock;
  readonly network: Network;
  readonly link: Link;
  readonly slots = new Set<Socket>();
  abandoned = false;
  #listens = false;

  constructor(clock: Clock, network: Network, link: Link) {
    this.clock = clock;
    this.network = network;
    this.link = link;
  }

  /**
   * Begins a connection. Null when there is no free slot, or no route to an address of digits (espconn_connect refuses at
   * once); with a name it is the lookup that fails, later.
   */
  open(host: string, port: number): Socket | null {
    if (!this.#hasFree) return null;
    if (!this.link.hasAddress && isIPv4(host)) return null;
    return new Socket(this, host, port);
  }

  /** Whether telnet listens: that takes one of the slots (telnetStart of libs/network/telnet/jswrap_telnet.c). */
  get listens(): boolean {
    return this.#listens;
  }

  /** Listens or stops to, at once; without a free slot telnet asks again in the next turn. */
  listen(on: boolean): void {
    this.#listens = on && (this.#listens || this.#hasFree);
  }

  /** The radio link is back: what was waiting on both ends goes on its way. */
  linkUp(): void {
    this.clock.after(RESUME_MS, () => {
      for (const socket of [...this.slots]) socket.resume();
    });
  }

  get #hasFree(): boolean {
    return this.slots.size + (this.#listens ? 1 : 0) < MAX_SOCKETS;
  }

  /** The program is gone, the chip is not: it takes leave on every line (socketKill of libs/network/socketserver.c). */
  closeAll(): void {
    this.listen(false);
    for (const socket of [...this.slots]) socket.close();
  }

  /** The chip starts over, or its power is gone. */
  abandon(): void {
    this.abandoned = true;
    for (const socket of this.slots) socket.abandon();
    this.slots.clear();
  }
}
