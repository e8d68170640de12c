import { Failure } from '../../failure.ts';
import { consoleLines, type Rest } from '../board/console-text.ts';
import { interrupt } from './ctrl-c.ts';
import { Report, type Output } from './report.ts';
import type { OpenLink, SerialLink } from '../protocol/serial-link.ts';
import { pause, untilAborted } from '../protocol/until-aborted.ts';

/** Where what the user types comes from: standard input, or a test's. */
export interface Input {
  readonly isTTY?: boolean;
  /** A terminal's. */
  setRawMode?(raw: boolean): unknown;
  on(event: 'data', listener: (bytes: Uint8Array) => void): unknown;
  off(event: 'data', listener: (bytes: Uint8Array) => void): unknown;
  resume(): unknown;
  pause(): unknown;
}

export interface MonitorSetup {
  /** Finds the port, anew after each loss: a board may come back under another name. */
  readonly find: () => Promise<string>;
  readonly open: OpenLink;
  readonly input: Input;
  readonly output: Output;
  /** Time between two looks for a board that is gone. */
  readonly retryMs: number;
  /** A console that is silent for this long once its port is open is at the beginning of a line. */
  readonly silentMs: number;
  /** Whether to wait for a board that isn't there at the start, in place of failing. */
  readonly patient: boolean;
}

const CTRL_C = 3;

/**
 * Shows the board's console and sends it what the user types, until Ctrl-C or until `stop` is aborted. A board that is
 * unplugged is waited for.
 * @param ctrlC is aborted when the user presses Ctrl-C in a terminal, which is in raw mode meanwhile
 * @throws Failure of the port, when it can't be opened the first time and `patient` is false
 */
export async function monitorBoard(
  setup: MonitorSetup,
  ctrlC: AbortController,
  stop: AbortSignal = ctrlC.signal,
): Promise<void> {
  const { input, output } = setup;
  const report = new Report(output);
  let link: SerialLink | undefined;
  const typed = (bytes: Uint8Array): void => {
    if (input.isTTY && bytes.includes(CTRL_C)) interrupt(ctrlC);
    else void link?.write(bytes);
  };
  input.on('data', typed);
  input.setRawMode?.(true);
  input.resume();
  let isPatient = setup.patient;
  let said: string | undefined;
  try {
    while (!stop.aborted) {
      try {
        link = await setup.open(await setup.find());
      } catch (error) {
        if (!(error instanceof Failure) || !isPatient) throw error;
        if (error.message !== said) report.line(`-- ${error.message} Waiting for it.`);
        said = error.message;
        await pause(setup.retryMs, stop).catch(() => undefined);
        continue;
      }
      report.line(`-- ${link.path}: connected. Ctrl-C ends this.`);
      isPatient = true;
      said = undefined;
      if (await show(link, setup, stop)) report.line(`-- ${link.path}: unplugged. Waiting for it.`);
      await link.close();
      link = undefined;
    }
  } finally {
    input.off('data', typed);
    input.setRawMode?.(false);
    input.pause();
  }
}

/** @returns true when the board was unplugged, false when it was stopped */
async function show(
  link: SerialLink,
  { output, silentMs }: MonitorSetup,
  stop: AbortSignal,
): Promise<boolean> {
  const screen = new LiveLines(output);
  const onRest = (rest: Rest): void => {
    screen.rest(rest);
  };
  const openedMs = performance.now();
  let take: ((text: string) => void) | undefined;
  link.onData((bytes) => {
    // What comes at once may have begun before, with the line that would have told that code follows.
    take ??= consoleLines(
      (line) => {
        screen.line(line);
      },
      output.isTTY === true ? onRest : undefined,
      performance.now() - openedMs < silentMs,
    );
    take(Buffer.from(bytes).toString('latin1'));
  });
  const unplugged = new Promise<boolean>((resolve) => {
    link.onGone(() => {
      resolve(true);
    });
  });
  const isUnplugged = await untilAborted(unplugged, stop).catch(() => false);
  screen.end();
  return isUnplugged;
}

const CLEAR_LINE = '\r\x1b[K';
/** Where a terminal doesn't tell its width. */
const USUAL_COLUMNS = 80;

/** Whole lines, and on a terminal below them the one that the board is at, drawn over and over. */
class LiveLines {
  readonly #output: Output;
  #drawn = '';

  constructor(output: Output) {
    this.#output = output;
  }

  line(line: string): void {
    this.#output.write(`${this.#drawn === '' ? '' : CLEAR_LINE}${line}\n`);
    this.#drawn = '';
  }

  /** A line of more than one row could not be drawn over, so its beginning stays away until it is whole. */
  rest({ text, behind }: Rest): void {
    const fitting = text.slice(-(this.#output.columns ?? USUAL_COLUMNS) + 1);
    const back = Math.min(behind, fitting.length);
    const picture = fitting + (back > 0 ? `\x1b[${back}D` : '');
    this.#output.write(`${this.#drawn === '' ? '' : CLEAR_LINE}${picture}`);
    this.#drawn = picture;
  }

  /** Leaves what is drawn, so that whoever writes next starts on a line of his own. */
  end(): void {
    if (this.#drawn !== '') this.#output.write('\n');
  }
}
