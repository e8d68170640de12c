import type { Line } from '../usb/stand-in/pseudo-terminal.ts';
import { RealBoard } from '../usb/stand-in/real-board.ts';

/** A serial line without a computer at its other end: a terminal that nobody reads would fill up. */
const NO_LINE: Line = {
  path: '',
  onData: () => undefined,
  write: () => undefined,
  unplug: () => Promise.resolve(),
};

/** A script on the real interpreter, with stand-ins for the chip's parts in its `.boot0`, to be asked and pressed. */
export class BenchBoard {
  readonly #board: RealBoard;

  private constructor(board: RealBoard) {
    this.#board = board;
  }

  /**
   * @param standIns code for `.boot0`, '' for none
   * @param script '' for none
   * @param ready what it prints when it is to be measured
   */
  static async boot(espruino: string, standIns: string, script = '', ready = />/): Promise<BenchBoard> {
    const board = new RealBoard(espruino, undefined, NO_LINE);
    try {
      await board.prints(/>/);
      if (standIns !== '') await board.store('.boot0', standIns);
      await board.powerCycle();
      if (script !== '') await board.store('.bootcde', script);
      await board.powerCycle();
      await board.prints(ready);
      return new BenchBoard(board);
    } catch (error) {
      await board.end();
      throw error;
    }
  }

  /** @returns the value of an expression that is a number */
  async ask(expression: string): Promise<number> {
    return Number(await this.askText(expression));
  }

  /** @returns the value of an expression, as it prints */
  async askText(expression: string): Promise<string> {
    this.forget();
    this.#board.type(Buffer.from(`\x10print("is:"+(${expression})+";")\n`));
    // What is typed comes back: it has a quotation mark where the answer has none.
    const answer = /is:([^;"]*);/;
    await this.#board.prints(answer);
    return answer.exec(this.#board.printed)?.[1] ?? '';
  }

  /**
   * Presses all keys `delayMs` from now, for good.
   * @returns when they go down, in milliseconds since 1970
   */
  press(delayMs: number): Promise<number> {
    return this.ask(`UP=Infinity,1000*(DOWN=getTime()+${delayMs / 1000})`);
  }

  async release(): Promise<void> {
    await this.ask('HOLD=REST=UP=0');
  }

  /** Presses and releases again and again from now on. */
  async hammer(holdMs: number, restMs: number): Promise<void> {
    await this.ask(`HOLD=${holdMs / 1000},REST=${restMs / 1000},UP=DOWN=0`);
  }

  /** All that it has printed since it was told to forget. */
  get printed(): string {
    return this.#board.printed;
  }

  /** Resolves once it has printed what matches. */
  prints(pattern: RegExp): Promise<void> {
    return this.#board.prints(pattern);
  }

  /** What it printed is searched whole each time it prints: nothing long must pile up. */
  forget(): void {
    this.#board.printed = '';
  }

  async end(): Promise<void> {
    await this.#board.end();
  }
}
