import { fromBytes } from '../language/realm.ts';

/** How many lines a console remembers. */
const KEPT_LINES = 10_000;

/** What comes out of the board's serial console, line by line, as text. */
export class Console {
  readonly lines: string[] = [];
  /** Called with each finished line. */
  onLine: (line: string) => void = () => undefined;
  #rest = '';

  /** Takes what the board sends: one byte a character. */
  write(bytes: string): void {
    const parts = (this.#rest + bytes).split('\n');
    this.#rest = parts.pop() ?? '';
    for (const part of parts) {
      const line = fromBytes(part);
      this.lines.push(line);
      if (this.lines.length > KEPT_LINES) this.lines.shift();
      this.onLine(line);
    }
  }
}
