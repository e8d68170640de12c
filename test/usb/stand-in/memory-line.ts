import type { Failure } from '../../../src/failure.ts';
import { faults } from '../../../src/usb/protocol/faults.ts';
import type { Lines, OpenLink, SerialLink } from '../../../src/usb/protocol/serial-link.ts';
import type { Line } from './pseudo-terminal.ts';

/** A serial line without a system's port: what is sent is there at once. */
export class MemoryLine implements Line {
  readonly path = '/dev/ttyUSB0';
  /** Whether somebody has the port open. */
  isOpen = false;
  /** Each write to the board, one character a byte. */
  readonly writes: string[] = [];
  readonly lines: Lines[] = [];
  readonly baudRates: number[] = [];
  /** Where the port is stuck in a write, nothing that is asked of it ever ends. */
  isStuck = false;
  #toBoard: (bytes: Buffer) => void = () => undefined;
  #toComputer: ((bytes: Uint8Array) => void)[] = [];
  #onGone: (failure: Failure) => void = () => undefined;

  /** What was sent to the board. */
  get sent(): string {
    return this.writes.join('');
  }

  /** Opens the computer's end. */
  readonly open: OpenLink = (path) => {
    this.isOpen = true;
    this.#toComputer = [];
    return Promise.resolve(this.#link(path));
  };

  onData(listener: (bytes: Buffer) => void): void {
    this.#toBoard = listener;
  }

  write(bytes: Buffer): void {
    for (const listener of this.#toComputer) listener(bytes);
  }

  unplug(): Promise<void> {
    this.#toBoard = () => undefined;
    this.#toComputer = [];
    this.#onGone(faults.connectionLost(this.path));
    return Promise.resolve();
  }

  #link(path: string): SerialLink {
    const done = (): Promise<void> => (this.isStuck ? new Promise(() => undefined) : Promise.resolve());
    return {
      path,
      onData: (listener) => {
        this.#toComputer.push(listener);
      },
      onGone: (listener) => {
        this.#onGone = listener;
      },
      write: (bytes) => {
        this.writes.push(Buffer.from(bytes).toString('latin1'));
        if (!this.isStuck) this.#toBoard(Buffer.from(bytes));
        return done();
      },
      setLines: (lines) => {
        this.lines.push(lines);
        return Promise.resolve(true);
      },
      setBaudRate: (baudRate) => {
        this.baudRates.push(baudRate);
        return Promise.resolve();
      },
      close: () => {
        if (!this.isStuck) this.isOpen = false;
        return done();
      },
    };
  }
}
