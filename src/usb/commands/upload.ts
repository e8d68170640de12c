import { Failure, type ExitName } from '../../failure.ts';
import { checkBoard, parseBoardInfo } from '../board/check.ts';
import { openUntil } from './open-until.ts';
import { connectEspruino, type EspruinoBoard } from '../protocol/espruino-protocol.ts';
import { faults } from '../protocol/faults.ts';
import { firstRun, type FirstRunTiming, type RunConfig } from './first-run.ts';
import type { Report } from './report.ts';
import { scriptImage, storageBytes } from '../board/script-image.ts';
import type { OpenLink } from '../protocol/serial-link.ts';
import { BESIDE, LEFT, parseNames, transfer, type Left } from '../board/transfer.ts';
import { atMost, untilAborted } from '../protocol/until-aborted.ts';
import { Waker, type WakeTiming } from '../protocol/wake.ts';

export interface UploadTiming {
  /** For all of it. */
  readonly deadlineMs: number;
  readonly wake: WakeTiming;
  readonly firstRun: FirstRunTiming;
}

export const UPLOAD_TIMING: UploadTiming = {
  deadlineMs: 60_000,
  wake: { totalMs: 12_000, answerMs: 1000, knockingMs: 1500, knockEveryMs: 75 },
  firstRun: { startMs: 500, answerMs: 5000, wifiMs: 20_000, relayMs: 12_000 },
};

/** A build of the firmware. */
export interface Built {
  /** What the board is to run at every boot. */
  readonly script: string;
  /** What it was built from, to tell at the end whether all of it is seen. */
  readonly config: RunConfig;
}

export interface UploadJob {
  /** Is called once Espruino has answered on the port. */
  readonly build: () => Promise<Built>;
  readonly path: string;
  /** Whether to stay until the Wi-Fi is joined, and the relay has answered where there is one. */
  readonly wait: boolean;
}

/** After these the board is as it was, and nothing about it is worth a word: it may be no board of ours. */
const ELSEWHERE: readonly ExitName[] = ['noAnswer', 'wrongBoard'];

/** How long to wait for a port to close: one that is stuck in a write may never do. */
const CLOSE_MS = 1000;

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
  const overdue = new AbortController();
  const deadline = setTimeout(() => {
    overdue.abort(faults.deadline(timing.deadlineMs));
  }, timing.deadlineMs);
  let left: Left | undefined;
  try {
    const ending = AbortSignal.any([stop, overdue.signal]);
    const { link, signal } = await openUntil(ending, open, job.path);
    let board: EspruinoBoard | undefined;
    try {
      left = 'untouched';
      report.line(`Asking what is on ${job.path}`);
      board = await connectEspruino(link);
      const onSilence = (): void => {
        report.line('No answer yet: it may be starting, or busy. Trying on.');
      };
      const waker = new Waker(link, board, timing.wake, onSilence, signal);
      const info = await waker.ask('process.env', parseBoardInfo);
      report.line(`Board: ${info.board} with Espruino ${info.version} on ${job.path}`);
      const { script, config } = await untilAborted(job.build(), signal);
      const image = scriptImage(script);
      checkBoard(job.path, info, script, storageBytes(image));
      const beside = await waker.ask(BESIDE, parseNames);
      if (beside.length > 0) report.line(`Removing what would run beside the script: ${beside.join(', ')}`);

      const startMs = performance.now();
      // The boot code of `reset()` goes with it, which may be the script that runs.
      left = 'erasing';
      await waker.stopScript();
      const progress = (sent: number): void => {
        report.progress('Sending', sent, image.length);
      };
      const onLeft = (stage: Left): void => {
        left = stage;
      };
      await transfer(board, info, image, job.path, progress, onLeft, signal);
      const seconds = ((performance.now() - startMs) / 1000).toFixed(1);
      report.line(`Sent and verified: ${image.length} bytes in ${seconds} s`);
      await firstRun(link, board, config, job.wait, timing.firstRun, report, signal);
    } finally {
      report.end();
      board?.end();
      await atMost(CLOSE_MS, link.close());
    }
  } catch (error) {
    if (!(error instanceof Failure) || left === undefined) throw error;
    if (error.exit === 'scriptFailed' || ELSEWHERE.includes(error.exit)) throw error;
    throw new Failure(error.exit, `${error.message} ${LEFT[left]}`, { cause: error.cause });
  } finally {
    clearTimeout(deadline);
  }
}
