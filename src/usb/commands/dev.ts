import { watch } from 'chokidar';
import { Failure, type ExitName } from '../../failure.ts';
import { monitorBoard, type MonitorSetup } from './monitor.ts';
import { Report } from './report.ts';
import { pause } from '../protocol/until-aborted.ts';
import { uploadScript, type Built, type UploadTiming } from './upload.ts';

export interface DevSetup extends Omit<MonitorSetup, 'patient'> {
  readonly build: () => Promise<Built>;
  /** Files and folders whose change calls for a new build. */
  readonly watch: readonly string[];
  readonly timing: UploadTiming;
}

/** Editors save in several steps; a build starts when they have been quiet for this long. */
const QUIET_MS = 100;

/** Builds and uploads now and after each save, and shows the board's console in between, until Ctrl-C. */
export async function develop(setup: DevSetup, ctrlC: AbortController): Promise<void> {
  const report = new Report(setup.output);
  const stop = ctrlC.signal;
  let changed = new AbortController();
  let quiet: NodeJS.Timeout | undefined;
  const watcher = watch([...setup.watch], { ignoreInitial: true });
  watcher.on('all', () => {
    clearTimeout(quiet);
    quiet = setTimeout(() => {
      changed.abort();
    }, QUIET_MS);
  });
  try {
    while (!stop.aborted) {
      changed = new AbortController();
      const until = AbortSignal.any([stop, changed.signal]);
      try {
        await uploadWhenThere(await setup.build(), setup, report, stop, until);
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        report.line(error.message);
        if (error.exit === 'config' || error.exit === 'build') report.line('The board stays as it is.');
      }
      await monitorBoard({ ...setup, patient: true }, ctrlC, until);
    }
  } finally {
    clearTimeout(quiet);
    await watcher.close();
  }
}

/** Failures that end by themselves, when the board is plugged in again or another program lets go of it. */
const PASSING: readonly ExitName[] = ['noPort', 'severalPorts', 'portMissing', 'portBusy', 'connectionLost'];

/**
 * Uploads, as soon as the board is there.
 * @param stop ends an upload too, `until` no more than the wait for the board
 */
async function uploadWhenThere(
  built: Built,
  { find, open, timing, retryMs }: DevSetup,
  report: Report,
  stop: AbortSignal,
  until: AbortSignal,
): Promise<void> {
  let said: string | undefined;
  for (; !until.aborted; await pause(retryMs, until).catch(() => undefined)) {
    try {
      const job = { build: () => Promise.resolve(built), path: await find(), wait: false };
      await uploadScript(job, open, report, timing, stop);
      return;
    } catch (error) {
      if (!(error instanceof Failure) || !PASSING.includes(error.exit)) throw error;
      if (error.message !== said) {
        report.line(`${error.message} It is uploaded as soon as the board is there.`);
      }
      said = error.message;
    }
  }
}
