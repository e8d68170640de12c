import { setTimeout as sleep } from 'node:timers/promises';
import { bundleFirmware } from '../../src/build/bundle.ts';
import { MAX_TARGET_BYTES } from '../../src/config/config.ts';
import { MAX_BODY_BYTES, messageBody } from '../../src/config/rules/message.ts';
import { BenchBoard } from '../bench/bench-board.ts';
import { PRESSED } from '../bench/chip-stand-ins.ts';
import { benchConfig, type Mode } from '../bench/settings.ts';
import { serveLocally } from '../chip/network/local-host.ts';
import type { Host } from '../chip/network/scripted-server.ts';
import type { LocalServer } from '../relay/local-server.ts';
import { ESPRUINO } from './interpreter.ts';

/** For all keys to be seen up, and a connection to be gone. */
const REST_MS = 1000;
const PRESS_MS = 300;
const OUTCOME = /^(?:\S*J)?(accepted|failed|expired|unknown)\r?$/m;

const LOOPBACK = '127.0.0.1';
const LONGEST = 'x'.repeat(MAX_BODY_BYTES - messageBody('').length);
const ROOM = MAX_TARGET_BYTES - LOOPBACK.length - 1;

/** What must never be printed. */
export const SECRET_WORDS = ['a-secret-path', 'a secret password'];
const PATH = 'a-secret-path-'.repeat(ROOM).slice(0, ROOM);

/** The fullest configuration on the real interpreter, with only so much of its memory left to it. */
export class FullBoard {
  /** Who answers from now on. */
  host: Host;
  readonly #server: LocalServer;
  readonly #board: BenchBoard;

  private constructor(host: Host, server: LocalServer, board: BenchBoard) {
    this.host = host;
    this.#server = server;
    this.#board = board;
  }

  /** @param free how many variables it has when nothing happens */
  static async boot(mode: Mode, host: Host, free: number): Promise<FullBoard> {
    const server = await serveLocally(() => full.host);
    const url = `http://${LOOPBACK}:${server.port}`;
    const { script } = await bundleFirmware(
      benchConfig(
        mode,
        { webhook: url, relayUrl: url },
        {
          wifi: { ssid: 'a network', password: 'a secret password' },
          messages: [LONGEST, LONGEST],
          klaxonPin: 14,
          requestTimeoutMs: 2000,
          // A press may come within the dead time of the one before.
          deadTimeMs: 0,
          ...(mode === 'direct' && { webhook: { url: `${url}/${PATH}`, expect: 'ok' } }),
        },
      ),
    );
    const board = await BenchBoard.boot(ESPRUINO, PRESSED, script, /network config/);
    const full = new FullBoard(host, server, board);
    await sleep(REST_MS);
    await board.ask(
      `(function(){global.TAKEN=[];for(var i=process.memory().free-${free};i>0;i--)TAKEN.push(0);return 0})()`,
    );
    return full;
  }

  /** All that it has printed since its last press began. */
  get printed(): string {
    return this.#board.printed;
  }

  /**
   * Holds all keys down until it has said what became of the press, and lets go.
   * @returns the outcome, and all that was printed
   */
  async press(): Promise<{ readonly outcome: string; readonly printed: string }> {
    await this.#board.press(PRESS_MS);
    await this.#board.prints(OUTCOME);
    const { printed } = this;
    await this.#board.release();
    await sleep(REST_MS);
    return { outcome: OUTCOME.exec(printed)?.[1] ?? '', printed };
  }

  /** Holds all keys down for so long, whatever is said. @returns all that was printed */
  async pressFor(ms: number): Promise<string> {
    await this.#board.press(PRESS_MS);
    await sleep(ms);
    return this.printed;
  }

  async end(): Promise<void> {
    await this.#board.end();
    await this.#server.close();
  }
}
