import { printable } from '../../printable.ts';

/** Where a command writes: standard output, or a test's. */
export interface Output {
  write(text: string | Uint8Array): unknown;
  /** Whether a person sees it on a terminal, so lines may be drawn over. */
  readonly isTTY?: boolean | undefined;
  /** Its width. */
  readonly columns?: number | undefined;
}

const BAR_WIDTH = 30;

/** What a command tells its user. On a terminal the progress is one line drawn over and over, otherwise plain lines. */
export class Report {
  readonly #output: Output;
  #drawing = false;

  constructor(output: Output) {
    this.#output = output;
  }

  line(text: string): void {
    this.end();
    this.#output.write(`${printable(text)}\n`);
  }

  /** A line of the board's own, set apart from ours. */
  board(line: string): void {
    this.line(`  | ${line}`);
  }

  progress(label: string, done: number, total: number): void {
    if (this.#output.isTTY !== true) return;
    const filled = Math.round((BAR_WIDTH * done) / total);
    const bar = '#'.repeat(filled).padEnd(BAR_WIDTH, '.');
    this.#output.write(`\r${label} [${bar}] ${String(Math.round((100 * done) / total)).padStart(3)} %`);
    this.#drawing = true;
  }

  /** Leaves what is drawn, so that whoever writes next starts on a line of his own. */
  end(): void {
    if (this.#drawing) this.#output.write('\n');
    this.#drawing = false;
  }
}
