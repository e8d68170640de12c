import { Failure } from '../../failure.ts';
import { consoleLines, hideCode } from '../board/console-text.ts';
import { interrupt } from './ctrl-c.ts';
import { Report, type Output } from './report.ts';
import type { OpenLink, SerialLink } from '../protocol/serial-link.ts';
import { pause } from '../protocol/until-aborted.ts';

/** Where what the user types comes from: standard input, or a test's. */
export interface Input {
  readonly isTTY?: boolean;
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
  if (input.isTTY) input.setRawMode?.(true);
  input.resume();
  try {
    let said = setup.patient ? '' : undefined;
    while (!stop.aborted) {
      try {
        link = await setup.open(await setup.find());
      } catch (error) {
        if (!(error instanceof Failure) || said === undefined) throw error;
        if (error.message !== said) report.line(`-- ${error.message} Waiting for it.`);
        said = error.message;
        await pause(setup.retryMs, stop).catch(() => undefined);
        continue;
      }
      report.line(`-- ${link.path}: connected. Ctrl-C ends this.`);
      said = '';
      if (await show(link, output, stop)) report.line(`-- ${link.path}: unplugged. Waiting for it.`);
      await link.close();
      link = undefined;
    }
  } finally {
    input.off('data', typed);
    if (input.isTTY) input.setRawMode?.(false);
    input.pause();
  }
}

/** @returns true when the board was unplugged, false when it was stopped */
async function show(link: SerialLink, output: Output, stop: AbortSignal): Promise<boolean> {
  const latin1 = output.isTTY === true ? drawn(output) : printed(output);
  link.onData((bytes) => {
    latin1(Buffer.from(bytes).toString('latin1'));
  });
  return new Promise((resolve) => {
    link.onGone(() => {
      resolve(true);
    });
    const stopped = (): void => {
      resolve(false);
    };
    if (stop.aborted) stopped();
    stop.addEventListener('abort', stopped, { once: true });
  });
}

/** A terminal gets the board's own line editing. */
function drawn(output: Output): (text: string) => void {
  const visible = hideCode();
  return (text) => output.write(Buffer.from(visible(text), 'latin1'));
}

/** A file gets plain lines. */
function printed(output: Output): (text: string) => void {
  return consoleLines((line) => output.write(Buffer.from(`${line}\n`, 'latin1')));
}
