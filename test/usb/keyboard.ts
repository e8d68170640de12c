import { EventEmitter } from 'node:events';
import type { Input } from '../../src/usb/commands/monitor.ts';

/** A terminal's input that tests type on. */
export class Keyboard extends EventEmitter implements Input {
  readonly isTTY: boolean;
  raw = false;
  flowing = false;

  constructor(isTTY = true) {
    super();
    this.isTTY = isTTY;
  }

  type(text: string): void {
    this.emit('data', Buffer.from(text));
  }

  setRawMode(raw: boolean): void {
    this.raw = raw;
  }

  resume(): void {
    this.flowing = true;
  }

  pause(): void {
    this.flowing = false;
  }
}
