const CTRL_C = 3;
const DLE = 16;
const SOH = 1;
const NEWLINE = 10;
/** How long the rest of a packet is waited for; Espruino's is 5 s. */
const PACKET_MS = 600;

/** What a console does with what it was given. */
export interface ConsoleEvents {
  onLine(line: string): void;
  /** @param type the three highest bits of the packet's header */
  onPacket(type: number, content: string): void;
  /** The rest of a packet did not come in time. */
  onCutOff(): void;
}

/** Takes a console's input apart into lines and packets, as Espruino's README_Protocol.md tells. */
export class StandInConsole {
  readonly #events: ConsoleEvents;
  #line = '';
  #packet: number[] | undefined;
  #timer: NodeJS.Timeout | undefined;
  #last = 0;

  constructor(events: ConsoleEvents) {
    this.#events = events;
  }

  clear(): void {
    clearTimeout(this.#timer);
    this.#line = '';
    this.#packet = undefined;
  }

  take(byte: number): void {
    if (this.#packet !== undefined) this.#takeOfPacket(byte, this.#packet);
    else if (byte === CTRL_C) this.#line = '';
    else if (byte === SOH && this.#last === DLE) this.#startPacket();
    else if (byte === NEWLINE) this.#enter();
    else if (byte !== DLE) this.#line += String.fromCharCode(byte);
    this.#last = byte;
  }

  #enter(): void {
    const line = this.#line;
    this.#line = '';
    this.#events.onLine(line);
  }

  #startPacket(): void {
    this.#packet = [];
    this.#timer = setTimeout(() => {
      this.#packet = undefined;
      this.#events.onCutOff();
    }, PACKET_MS);
  }

  #takeOfPacket(byte: number, packet: number[]): void {
    packet.push(byte);
    const [high = 0, low = 0] = packet;
    const length = ((high << 8) | low) & 0x1fff;
    if (packet.length < 2 || packet.length < length + 2) return;
    clearTimeout(this.#timer);
    this.#packet = undefined;
    this.#events.onPacket(high & 0xe0, Buffer.from(packet.slice(2)).toString('latin1'));
  }
}
