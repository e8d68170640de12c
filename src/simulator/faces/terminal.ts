import { Failure } from '../../failure.ts';
import { BEHAVIOURS } from '../world/behaviour.ts';
import { type LampReading, readLamp } from './lamp-reader.ts';
import { drawScreen, type ScreenView } from './screen.ts';
import { type RunSettings, Session } from './session.ts';
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

/** Another screen, no cursor; and back. */
const ENTER = '\u001b[?1049h\u001b[?25l';
const LEAVE = '\u001b[?25h\u001b[?1049l';
const HOME = '\u001b[H';
const CLEAR_LINE = '\u001b[K';
const CLEAR_BELOW = '\u001b[J';

const CTRL_C = '\u0003';
/** How long a smash holds the keys. */
const HOLD_MS = 400;
/** Some twenty pictures a second are enough. */
const FRAME_MS = 50;

/**
 * Runs the virtual board in the terminal until the user quits, and leaves the terminal as it was.
 * @throws Failure 'usage' when there is no terminal
 */
export async function runTerminal(
  settings: TerminalSettings,
  streams: TerminalStreams = ownTerminal(),
): Promise<void> {
  const { input, output } = streams;
  if (!input.isTTY || !output.isTTY) {
    throw new Failure(
      'usage',
      '`npm start -- --terminal` needs a terminal. In scripts use `npm start -- --smash`, which smashes once and ends.',
    );
  }
  const session = await Session.open(settings);
  const restore = (): void => {
    input.setRawMode(false);
    output.write(LEAVE);
  };
  process.once('exit', restore);
  try {
    output.write(ENTER);
    input.setRawMode(true);
    input.setEncoding('utf8');
    await new TerminalRun(session, settings, streams).untilQuit();
  } finally {
    process.off('exit', restore);
    restore();
    input.pause();
    await session.close();
  }
}

/** One run: turns key strokes into things that happen to the board, and the board into pictures. */
class TerminalRun {
  readonly #session: Session;
  readonly #settings: TerminalSettings;
  readonly #streams: TerminalStreams;
  readonly #messages: string[] = [];
  #channelWorks = true;
  #releaseAtMs = Infinity;
  #drawnAtMs = -Infinity;
  #shown = '';

  constructor(session: Session, settings: TerminalSettings, streams: TerminalStreams) {
    this.#session = session;
    this.#settings = settings;
    this.#streams = streams;
  }

  /** Starts the board; resolves when q or Ctrl-C is pressed or the process is told to end. */
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
        resolve();
      };
      const typed = (keys: string): void => {
        for (const key of keys) if (key === 'q' || key === CTRL_C) quit();
        for (const key of keys) this.#stroke(key);
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
    if (board.clock.nowMs >= this.#releaseAtMs) {
      board.keys.releaseAll();
      this.#releaseAtMs = Infinity;
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
    const where = chat
      ? `stand-ins on 127.0.0.1:${chat.port}`
      : `${config.wifi.ssid} -> ${config.webhook.host}`;
    return {
      title: `Deploy button on a virtual Huzzah   ${mode(live, config.isPractice)}${where}`,
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

function mode(live: boolean, practice: boolean): string {
  const words = [...(live ? ['LIVE'] : []), ...(practice ? ['PRACTICE'] : [])];
  return words.length === 0 ? '' : `${words.join(', ')}: `;
}

function saying(reading: LampReading | null): string {
  if (reading === null) return '';
  return typeof reading === 'string' ? reading : `key ${reading.stuckKey} stuck`;
}

function ownTerminal(): TerminalStreams {
  return { input: process.stdin, output: process.stdout };
}
