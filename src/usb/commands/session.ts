import { parseBoardInfo, type BoardInfo } from '../board/check.ts';
import { consoleLines } from '../board/console-text.ts';
import { scriptImage, storedScript, type StoredScript } from '../board/script-image.ts';
import { BESIDE, parseNames, parseStored, STORED_FILE } from '../board/transfer.ts';
import { connectEspruino, type EspruinoBoard } from '../protocol/espruino-protocol.ts';
import { faults } from '../protocol/faults.ts';
import type { OpenLink, SerialLink } from '../protocol/serial-link.ts';
import { atMost, pause, untilAborted } from '../protocol/until-aborted.ts';
import { Waker, type WakeTiming } from '../protocol/wake.ts';
import { openUntil } from './open-until.ts';

/** In milliseconds. */
export interface SessionTiming {
  readonly wake: WakeTiming;
  /** For one answer. */
  readonly answerMs: number;
  /** For a script to start. */
  readonly startMs: number;
  /** How long the board stays without its script when nobody is heard of any more. */
  readonly aloneMs: number;
}

export const SESSION_TIMING: SessionTiming = {
  wake: { totalMs: 12_000, answerMs: 1000, knockingMs: 1500, knockEveryMs: 75 },
  answerMs: 2000,
  startMs: 1500,
  aloneMs: 60_000,
};

/** How long a port may take to close: one that is stuck in a write may never do. */
const CLOSE_MS = 1000;
/** A line can get lost among what the board prints. */
const TRIES = 2;
/** The board's own timer that starts the script again, by the name of a global. */
const BACK = 'SCRIPT_BACK';

/**
 * Questions to a board on a serial port. Whatever ends them, the script on it runs again: it is started anew at the end, and by the
 * board itself where nobody is left to do so.
 */
export class BoardSession {
  readonly path: string;
  /** Is aborted when the board is unplugged, or with the signal that it was opened with. */
  readonly signal: AbortSignal;
  readonly #link: SerialLink;
  readonly #board: EspruinoBoard;
  readonly #waker: Waker;
  readonly #timing: SessionTiming;
  #closesTelnet = false;
  #isStopped = false;

  private constructor(link: SerialLink, board: EspruinoBoard, timing: SessionTiming, signal: AbortSignal) {
    this.path = link.path;
    this.signal = signal;
    this.#link = link;
    this.#board = board;
    this.#timing = timing;
    const onSilence = (): void => {
      // What knocks then also ends the script.
      this.#isStopped = true;
    };
    this.#waker = new Waker(link, board, timing.wake, onSilence, signal);
  }

  /** @throws Failure of the port, or the signal's reason */
  static async open(
    path: string,
    open: OpenLink,
    timing: SessionTiming,
    stop: AbortSignal,
  ): Promise<BoardSession> {
    const { link, signal } = await openUntil(stop, open, path);
    return new BoardSession(link, await connectEspruino(link), timing, signal);
  }

  /**
   * Asks who is there. The script runs on, or again.
   * @throws Failure noAnswer
   */
  async wake(): Promise<BoardInfo> {
    const info = await this.#waker.ask('process.env', parseBoardInfo);
    this.#closesTelnet = info.modules.includes('TelnetServer');
    if (this.#isStopped) await this.startScript();
    return info;
  }

  /**
   * Has the board work out an expression, beside the script that runs there or without it.
   * @param accept takes an answer for what it is, or returns undefined
   * @throws Failure noAnswer
   */
  async ask<T>(expression: string, accept: (answer: unknown) => T | undefined): Promise<T> {
    for (let tries = 0; tries < TRIES; tries++) {
      const evaluated = this.#board.evaluate(expression, this.#timing.answerMs);
      const answer = accept(await untilAborted(evaluated, this.signal));
      if (answer !== undefined) return answer;
    }
    throw faults.answersNoMore(this.path);
  }

  /** Waits, but not longer than the board is there. */
  async pause(ms: number): Promise<void> {
    await pause(ms, this.signal);
  }

  /** Hands on what the board prints from now on, line by line, ready to be shown. */
  hear(onLine: (line: string) => void): void {
    this.#board.onConsole(consoleLines(onLine, undefined, true));
  }

  /** Compares the script in the board's flash with another one. */
  async compareScript(script: string): Promise<StoredScript> {
    return storedScript(await this.ask(STORED_FILE, parseStored), scriptImage(script));
  }

  /** @returns the files that the board would run beside the script, or in its place */
  async filesBeside(): Promise<string[]> {
    return this.ask(BESIDE, parseNames);
  }

  /**
   * Ends the script until {@link startScript}: pins can be tried, and no key does anything. Without its script the board opens telnet
   * by itself, so that is closed. Nothing happens where it is stopped already. Not for a board with a `.bootrst`, which would run then.
   */
  async stopScript(): Promise<void> {
    const isStopped = await this.ask(`typeof ${BACK}!="undefined"`, isBoolean);
    if (isStopped) return;
    this.#isStopped = true;
    await this.ask('(reset(),1)', isOne);
    const close = this.#closesTelnet ? 'require("TelnetServer").setOptions({mode:"off"}),' : '';
    await this.ask(`(${close}${BACK}=setTimeout(load,${this.#timing.aloneMs}),1)`, isOne);
  }

  /** As {@link ask} while the script is stopped: the board learns that somebody is still there. */
  async askOnBench<T>(expression: string, accept: (answer: unknown) => T | undefined): Promise<T> {
    const stay = `clearTimeout(${BACK}),${BACK}=setTimeout(load,${this.#timing.aloneMs})`;
    return this.ask(`(${stay},${expression})`, accept);
  }

  /** Starts the script anew. A press that was under way is cut off. */
  async startScript(): Promise<void> {
    await untilAborted(this.#load(), this.signal);
    this.#isStopped = false;
    await pause(this.#timing.startMs, this.signal);
  }

  /** Starts the script where it was stopped, and lets go of the port. */
  async end(): Promise<void> {
    this.#board.end();
    if (this.#isStopped) await atMost(CLOSE_MS, this.#load());
    await atMost(CLOSE_MS, this.#link.close());
  }

  #load(): Promise<void> {
    return this.#link.write(Buffer.from('\x10load()\n'));
  }
}

/** As the checks see one: tests put another in its place. */
export type AskedBoard = Pick<BoardSession, keyof BoardSession>;

function isBoolean(answer: unknown): boolean | undefined {
  return typeof answer === 'boolean' ? answer : undefined;
}

function isOne(answer: unknown): 1 | undefined {
  return answer === 1 ? 1 : undefined;
}
