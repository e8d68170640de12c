import { Failure, type ExitName } from '../../src/failure.ts';
import { Report } from '../../src/usb/commands/report.ts';
import { openSerialLink } from '../../src/usb/protocol/serial-link.ts';
import { StandInBoard } from './stand-in/board.ts';
import type { Traits } from './stand-in/traits.ts';
import type { StandInStorage } from './stand-in/storage.ts';
import type { RunConfig } from '../../src/usb/commands/first-run.ts';
import { uploadScript, type UploadJob, type UploadTiming } from '../../src/usb/commands/upload.ts';

/** As patient as a stand-in needs. */
export const QUICK: UploadTiming = {
  deadlineMs: 20_000,
  wake: { totalMs: 1500, answerMs: 300, knockingMs: 900, knockEveryMs: 40 },
  firstRun: { startMs: 120, answerMs: 1200, wifiMs: 300, relayMs: 300 },
};

/** Says what the firmware says, and holds a secret. */
export const SCRIPT = [
  'var wifi={ssid:"office",password:"correct horse battery"};',
  'console.log("connecting to network...");',
  `var filler="${'0123456789abcdef'.repeat(60)}";`,
  'setTimeout(function(){console.log("network config: {\\n  \\"ip\\": \\"192.0.2.7\\"\\n }")},100);',
].join('\n');

/** What is in the flash for a script, once its seal is broken. */
export const whole = (script: string): string => `;;;;${script}`;

/**
 * Plugs in a stand-in, runs a test on it, and takes it off the line again. Tests that only wait for a serial line can so run side by
 * side.
 * @param storage of a board that was unplugged, to have it back
 */
export async function plugIn(
  traits: Partial<Traits>,
  run: (upload: Upload, board: StandInBoard) => Promise<void>,
  storage?: StandInStorage,
): Promise<StandInBoard> {
  const board = new StandInBoard(traits, storage);
  try {
    await run(new Upload(board.path), board);
    return board;
  } finally {
    await board.end();
  }
}

/** Runs an upload as the command does, and keeps what it writes. */
export class Upload {
  written = '';
  readonly stop = new AbortController();
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  async run(
    script = SCRIPT,
    { pins = [4, 5, 12, 13], isPractice = false, relay, ...more }: Partial<UploadJob & RunConfig> = {},
    timing = QUICK,
    isTTY = false,
  ): Promise<void> {
    const output = {
      isTTY,
      write: (text: string | Uint8Array) => {
        this.written += Buffer.from(text).toString();
      },
    };
    const built = { script, config: { pins, isPractice, relay } };
    const job = { build: () => Promise.resolve(built), path: this.#path, wait: false, ...more };
    await uploadScript(job, openSerialLink, new Report(output), timing, this.stop.signal);
  }
}

/** @returns the Failure that `work` ends in; anything else is thrown */
export async function failureOf(work: Promise<unknown>): Promise<Failure> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error('It did not fail.');
}

/** @returns the name of the exit code that `work` ends in */
export async function exitOf(work: Promise<unknown>): Promise<ExitName> {
  return (await failureOf(work)).exit;
}
