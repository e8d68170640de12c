import { EventEmitter, once } from 'node:events';

/** Another screen, without a cursor. */
export const ENTER = '\u001b[?1049h\u001b[?25l';
/** The cursor, and the screen that was there before. */
export const LEAVE = '\u001b[?25h\u001b[?1049l';

/** A terminal of 80x24 that remembers what it was told. */
export class FakeTerminal extends EventEmitter {
  readonly isTTY = true;
  readonly columns = 80;
  readonly rows = 24;
  raw = false;
  encoding = '';
  written = '';

  setRawMode(raw: boolean): this {
    this.raw = raw;
    return this;
  }

  setEncoding(encoding: string): this {
    this.encoding = encoding;
    return this;
  }

  resume(): this {
    return this;
  }

  pause(): this {
    return this;
  }

  write(text: string): boolean {
    this.written += text;
    this.emit('picture');
    return true;
  }

  /** The one that is shown. */
  get picture(): string {
    return this.written.split('\u001b[H').at(-1) ?? '';
  }

  /** Waits until its picture has this in it. */
  async shows(text: string): Promise<void> {
    while (!this.picture.includes(text)) await once(this, 'picture');
  }

  type(keys: string): void {
    this.emit('data', keys);
  }
}
