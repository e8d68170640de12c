import { Failure } from '../failure.ts';
import { checkBoard, parseBoardInfo } from './board-check.ts';
import { connectEspruino, type EspruinoBoard } from './espruino-protocol.ts';
import { faults } from './faults.ts';
import { firstRun, type FirstRunTiming } from './first-run.ts';
import type { Report } from './report.ts';
import { scriptImage, storageBytes } from './script-image.ts';
import type { OpenLink, SerialLink } from './serial-link.ts';
import { transfer } from './transfer.ts';
import { untilAborted } from './until-aborted.ts';
import { Waker, type WakeTiming } from './wake.ts';

export interface UploadTiming {
  /** For all of it. */
  readonly deadlineMs: number;
  readonly wake: WakeTiming;
  readonly firstRun: FirstRunTiming;
}

export const UPLOAD_TIMING: UploadTiming = {
  deadlineMs: 60_000,
  wake: { totalMs: 12_000, answerMs: 1000, knockingMs: 1500, knockEveryMs: 75 },
  firstRun: { startMs: 500, answerMs: 5000, wifiMs: 20_000 },
};

export interface UploadJob {
  /** What the board is to run at every boot. */
  readonly script: string;
  /** Of the keys, to tell at the end whether they are seen. */
  readonly pins: readonly number[];
  readonly path: string;
  /** Whether to stay until the Wi-Fi is joined. */
  readonly wait: boolean;
}

/** What the board is left with, said after a failure. */
const LEFT = {
  untouched: 'What was on the board before is still there.',
  without: 'The board has no script now that runs; the next upload puts one on.',
  whole: 'The script is on the board, whole, and runs at its next start.',
} as const;

/**
 * Puts a script on a board, verified, and sees it run. Whatever goes wrong, half of a script never runs and the next
 * upload works.
 * @throws Failure one of {@link faults}, also the reason of `stop`
 */
export async function uploadScript(
  job: UploadJob,
  open: OpenLink,
  report: Report,
  timing: UploadTiming,
  stop: AbortSignal,
): Promise<void> {
  const ending = new AbortController();
  const signal = AbortSignal.any([stop, ending.signal]);
  const deadline = setTimeout(() => {
    ending.abort(faults.deadline(timing.deadlineMs));
  }, timing.deadlineMs);
  let left: keyof typeof LEFT | undefined;
  try {
    const link = await openUntil(signal, open, job.path);
    link.onGone((failure) => {
      ending.abort(failure);
    });
    let board: EspruinoBoard | undefined;
    try {
      left = 'untouched';
      board = await connectEspruino(link);
      const waker = new Waker(link, board, timing.wake, signal);
      const info = await waker.ask('process.env', parseBoardInfo);
      report.line(`Board: ${info.board} with Espruino ${info.version} on ${job.path}`);
      const image = scriptImage(job.script);
      checkBoard(job.path, info, job.script, storageBytes(image));

      const startMs = performance.now();
      await waker.stopScript();
      left = 'without';
      const progress = (sent: number): void => {
        report.progress('Sending', sent, image.length);
      };
      await transfer(board, info, image, job.path, progress, signal);
      left = 'whole';
      const seconds = ((performance.now() - startMs) / 1000).toFixed(1);
      report.line(`Sent and verified: ${image.length} bytes in ${seconds} s`);
      await firstRun(link, board, job.pins, job.wait, timing.firstRun, report, signal);
    } finally {
      report.end();
      board?.end();
      await link.close();
    }
  } catch (error) {
    if (!(error instanceof Failure) || left === undefined || error.exit === 'scriptFailed') throw error;
    throw new Failure(error.exit, `${error.message} ${LEFT[left]}`, { cause: error.cause });
  } finally {
    clearTimeout(deadline);
  }
}

/** Opens a port, and lets go of it again where it opens too late. */
async function openUntil(signal: AbortSignal, open: OpenLink, path: string): Promise<SerialLink> {
  const opening = open(path);
  try {
    return await untilAborted(opening, signal);
  } catch (error) {
    void opening.then(
      (link) => link.close(),
      () => undefined,
    );
    throw error;
  }
}
