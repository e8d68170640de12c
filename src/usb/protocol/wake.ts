import type { EspruinoBoard } from './espruino-protocol.ts';
import { faults, type Heard } from './faults.ts';
import type { SerialLink } from './serial-link.ts';
import { pause, untilAborted } from './until-aborted.ts';

/** How long a board may take to answer, in milliseconds. */
export interface WakeTiming {
  /** For all tries: opening the port can reset the board, and the chip's watchdog takes 3.2 s to end a loop. */
  readonly totalMs: number;
  /** For one answer. */
  readonly answerMs: number;
  /** How long to knock between two tries, and how often. */
  readonly knockingMs: number;
  readonly knockEveryMs: number;
}

/**
 * Ends a script that loops: a Ctrl-C, and a reset that leaves the boot code out. The chip reads its input between two
 * turns of JavaScript only, so neither gets into a loop. But its watchdog ends the loop with a restart, and this line is
 * short enough to wait, whole, in the serial port's buffer until the console is up and takes it before the first timer.
 */
const KNOCK = Buffer.from('\x03\x10reset()\n');

/** `.bootrst` would run again at the reset, so it goes first. The reset itself comes after the answer. */
const STOP = '(require("Storage").erase(".bootrst"),reset(),1)';

/** Gets answers from a board that may be idle, booting, printing all the time, or stuck in a loop. */
export class Waker {
  readonly #link: SerialLink;
  readonly #board: EspruinoBoard;
  readonly #timing: WakeTiming;
  readonly #signal: AbortSignal;
  readonly #onSilence: () => void;
  #heard = '';

  /** @param onSilence is called once a question, when its first try was not answered */
  constructor(
    link: SerialLink,
    board: EspruinoBoard,
    timing: WakeTiming,
    onSilence: () => void,
    signal: AbortSignal,
  ) {
    this.#link = link;
    this.#board = board;
    this.#timing = timing;
    this.#onSilence = onSilence;
    this.#signal = signal;
    board.onConsole((text) => {
      this.#heard = (this.#heard + text).slice(-1000);
    });
  }

  /**
   * Asks over and over, knocking in between, until the answer makes sense.
   * @param accept takes an answer for what it is, or returns undefined
   * @throws Failure noAnswer, or the signal's reason
   */
  async ask<T>(expression: string, accept: (answer: unknown) => T | undefined): Promise<T> {
    const { totalMs, answerMs, knockingMs, knockEveryMs } = this.#timing;
    const endMs = performance.now() + totalMs;
    for (let tries = 1; ; tries++) {
      const answer = accept(await untilAborted(this.#board.evaluate(expression, answerMs), this.#signal));
      if (answer !== undefined) return answer;
      if (performance.now() >= endMs) throw faults.noAnswer(this.#link.path, kindOf(this.#heard));
      if (tries === 1) this.#onSilence();
      for (let ms = 0; ms < knockingMs; ms += knockEveryMs) {
        await untilAborted(this.#link.write(KNOCK), this.#signal);
        await pause(knockEveryMs, this.#signal);
      }
    }
  }

  /** Ends the script that runs on the board; its files are still there. */
  async stopScript(): Promise<void> {
    await this.ask(STOP, (answer) => (answer === 1 ? answer : undefined));
  }
}

/** How other firmware of this chip answers to a line of JavaScript that it can't read. */
const OTHERS: readonly (readonly [Heard, RegExp])[] = [
  ['lua', /NodeMCU|powered by Lua|stdin:\d+:/],
  ['micropython', /MicroPython|Traceback \(most recent call last\)|>>> /],
  ['at', /^(ERROR|ready)\r?$|AT version|Ai-Thinker/m],
];

function kindOf(heard: string): Heard {
  if (heard === '') return 'nothing';
  const other = OTHERS.find(([, words]) => words.test(heard));
  if (other !== undefined) return other[0];
  const readable = Array.from(heard).filter((character) => character <= '~').length;
  return readable < heard.length * 0.8 ? 'noise' : 'text';
}
