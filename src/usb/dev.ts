import { watch } from 'chokidar';
import { Failure } from '../failure.ts';
import { monitorBoard, type MonitorSetup } from './monitor.ts';
import { Report } from './report.ts';
import { uploadScript, type UploadTiming } from './upload.ts';

/** A build of the firmware, and the pins of its keys. */
export interface Built {
  readonly script: string;
  readonly config: { readonly pins: readonly number[] };
}

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
      try {
        const { script, config } = await setup.build();
        const job = { script, pins: config.pins, path: await setup.find(), wait: false };
        await uploadScript(job, setup.open, report, setup.timing, stop);
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        report.line(error.message);
        if (error.exit === 'config' || error.exit === 'build') report.line('The board stays as it is.');
      }
      await monitorBoard({ ...setup, patient: true }, ctrlC, AbortSignal.any([stop, changed.signal]));
    }
  } finally {
    clearTimeout(quiet);
    await watcher.close();
  }
}
