import { ALWAYS_LOW_PIN } from '../../config/rules/pins.ts';
import type { Board } from '../board.ts';
import { BEHAVIOURS } from '../world/behaviour.ts';
import { Arming } from './arming.ts';
import { type LampReading, readLamp } from './lamp-reader.ts';
import { drawScreen, type ScreenView } from './screen.ts';
import type { RunSettings, Session } from './session.ts';
import { textOf } from './smash.ts';

/** As much of a terminal as is used here; `process.stdin` and `process.stdout` have it. */
export interface TerminalStreams {
  readonly input: {
    readonly isTTY: boolean;
    setRawMode(raw: boolean): unknown;
    setEncoding(encoding: 'utf8'): unknown;
    on(event: 'data', listener: (keys: string) => void): unknown;
    off(event: 'data', listener: (keys: string) => void): unknown;
    resume(): unknown;
    pause(): unknown;
  };
  readonly output: {
    readonly isTTY: boolean;
    readonly columns: number;
    readonly rows: number;
    write(text: string): unknown;
  };
}

export interface TerminalSettings extends RunSettings {
  readonly warnings: readonly string[];
}

const HOME = '\u001b[H';
const CLEAR_LINE = '\u001b[K';
const CLEAR_BELOW = '\u001b[J';
const CTRL_C = '\u0003';
const ESC = '\u001b';
/** How long a smash holds the keys. */
const HOLD_MS = 400;
/** Some twenty pictures a second are enough. */
const FRAME_MS = 50;

/** One run: turns key strokes into things that happen to the board, and the board into pictures. */
export class TerminalRun {
  readonly #session: Session;
  readonly #settings: TerminalSettings;
  readonly #streams: TerminalStreams;
  readonly #messages: string[] = [];
  readonly #arming: Arming;
  #channelWorks = true;
  #releaseAtMs = Infinity;
  #drawnAtMs = -Infinity;
  #shown: string | undefined;

  constructor(session: Session, settings: TerminalSettings, streams: TerminalStreams) {
    this.#session = session;
    this.#settings = settings;
    this.#streams = streams;
    this.#arming = new Arming(settings.live, () => {
      session.board.keys.releaseAll();
    });
  }

  /** Starts the board; resolves when q, Esc or Ctrl-C is pressed or the process is told to end. */
  untilQuit(): Promise<void> {
    const { board, chat } = this.#session;
    const { input } = this.#streams;
    board.console.lines.push(...this.#settings.warnings.map((warning) => `warning: ${warning}`));
    if (chat) {
      chat.onRequest = ({ body, status }) => {
        this.#messages.push(status === 200 ? textOf(body) : `${status ?? 'no answer'}: ${textOf(body)}`);
      };
    }
    return new Promise((resolve) => {
      const quit = (): void => {
        input.off('data', typed);
        process.off('SIGTERM', quit);
        process.off('SIGHUP', quit);
        this.#arming.set(false);
        resolve();
      };
      const typed = (keys: string): void => {
        if (keys === ESC || keys.includes('q') || keys.includes(CTRL_C)) quit();
        // Arrows and their like begin with it and go on with letters and digits that nobody typed.
        else if (!keys.startsWith(ESC)) for (const key of keys) this.#stroke(key);
      };
      input.on('data', typed);
      input.resume();
      process.once('SIGTERM', quit);
      process.once('SIGHUP', quit);
      this.#session.onTick = () => {
        this.#tick();
      };
      this.#session.start();
    });
  }

  #stroke(key: string): void {
    const { board, chat } = this.#session;
    if (key === 'a') this.#arming.set(!this.#arming.armed);
    if (!this.#arming.armed) return;
    const pin = board.keys.pins[Number(key) - 1];
    if (key === ' ' || key === '\r') {
      board.keys.pressAll();
      this.#releaseAtMs = board.clock.nowMs + HOLD_MS;
    } else if (key === 'w') {
      if (board.accessPoint.up) board.accessPoint.goDown();
      else board.accessPoint.comeUp();
    } else if (key === 'f' && chat) {
      this.#channelWorks = !this.#channelWorks;
      chat.behaviour = this.#channelWorks ? BEHAVIOURS.ok : BEHAVIOURS.gone;
    } else if (pin !== undefined) {
      board.keys.toggle(pin);
    }
  }

  #tick(): void {
    const { board } = this.#session;
    const { keys, clock } = board;
    // However they came down: live, one smash is all that an arming is for.
    if (this.#settings.live && this.#releaseAtMs === Infinity && areAllDown(keys)) {
      this.#releaseAtMs = clock.nowMs + HOLD_MS;
    }
    if (clock.nowMs >= this.#releaseAtMs) {
      keys.releaseAll();
      this.#releaseAtMs = Infinity;
      this.#arming.set(false);
    }
    const nowMs = performance.now();
    if (nowMs - this.#drawnAtMs < FRAME_MS) return;
    this.#drawnAtMs = nowMs;
    const { output } = this.#streams;
    const lines = drawScreen(this.#view(), output.columns, output.rows);
    const picture = HOME + lines.map((line) => line + CLEAR_LINE).join('\r\n') + CLEAR_BELOW;
    if (picture !== this.#shown) output.write(picture);
    this.#shown = picture;
  }

  #view(): ScreenView {
    const { board, chat } = this.#session;
    const { config, live } = this.#settings;
    const does = config.isPractice ? 'deploys nothing: practice' : 'deploys for real';
    const practice = config.isPractice ? ', for practice' : '';
    const where = chat
      ? `stand-in Wi-Fi and chat, on 127.0.0.1:${chat.port}${practice}`
      : `LIVE: a smash ${does}, at ${config.webhook.host}`;
    return {
      title: 'Deploy button on a virtual Feather HUZZAH',
      where,
      armed: live ? this.#arming.armed : null,
      keys: board.keys.pins.map((pin) => ({ pin, pressed: board.keys.isPressed(pin) })),
      lampLit: board.lamp.isOn,
      lampSays: saying(readLamp(board.lamp, board.clock.nowMs)),
      wifiUp: board.accessPoint.up,
      channelWorks: chat && this.#channelWorks,
      consoleLines: board.console.lines,
      messages: this.#messages,
    };
  }
}

function areAllDown(keys: Board['keys']): boolean {
  return keys.pins.every((pin) => pin === ALWAYS_LOW_PIN || keys.isPressed(pin));
}

function saying(reading: LampReading | null): string {
  if (reading === null) return '';
  return typeof reading === 'string' ? reading : `key ${reading.stuckKey} stuck`;
}
