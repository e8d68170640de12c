import { openPseudoTerminal, type Line } from './pseudo-terminal.ts';

const BYTES_PER_MS = 115_200 / 10 / 1000;

/** A serial line at 115200 baud, 8N1, between a computer and a board: bytes take their time in both directions. */
export class Uart {
  readonly #line: Line;
  readonly #toBoard: Lane;
  readonly #fromBoard: Lane;
  /** Every byte that came from the computer. */
  readonly wire: Buffer[] = [];
  /** Is told of every byte from the computer, as it arrives at the board's end. */
  onReceive: (bytes: Buffer) => void = () => undefined;
  /** Is told how many bytes the computer has sent in all, before they are passed on. */
  onWire: (total: number) => void = () => undefined;
  #total = 0;

  constructor(line: Line = openPseudoTerminal()) {
    this.#line = line;
    this.#toBoard = new Lane((bytes) => {
      this.onReceive(bytes);
    });
    this.#fromBoard = new Lane((bytes) => {
      this.#line.write(bytes);
    });
    this.#line.onData((bytes) => {
      this.wire.push(bytes);
      this.#total += bytes.length;
      this.#toBoard.push(bytes);
      this.onWire(this.#total);
    });
  }

  get path(): string {
    return this.#line.path;
  }

  /** Everything the computer has sent, one character a byte. */
  get sent(): string {
    return Buffer.concat(this.wire).toString('latin1');
  }

  send(bytes: Buffer): void {
    this.#fromBoard.push(bytes);
  }

  async unplug(): Promise<void> {
    this.#toBoard.clear();
    this.#fromBoard.clear();
    await this.#line.unplug();
  }
}

/** One direction: hands on as many bytes as the time since the last ones allows. */
class Lane {
  readonly #deliver: (bytes: Buffer) => void;
  #queue = Buffer.alloc(0);
  #timer: NodeJS.Timeout | undefined;
  #atMs = 0;

  constructor(deliver: (bytes: Buffer) => void) {
    this.#deliver = deliver;
  }

  push(bytes: Buffer): void {
    this.#queue = Buffer.concat([this.#queue, bytes]);
    if (this.#timer !== undefined) return;
    this.#atMs = performance.now();
    this.#timer = setInterval(() => {
      this.#step();
    }, 1);
  }

  clear(): void {
    this.#queue = Buffer.alloc(0);
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #step(): void {
    const count = Math.floor((performance.now() - this.#atMs) * BYTES_PER_MS);
    if (count === 0) return;
    this.#atMs += count / BYTES_PER_MS;
    const bytes = this.#queue.subarray(0, count);
    this.#queue = this.#queue.subarray(count);
    if (this.#queue.length === 0) this.clear();
    this.#deliver(bytes);
  }
}
