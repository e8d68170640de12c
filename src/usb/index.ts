import { interrupt, untilCtrlC } from './commands/ctrl-c.ts';
import { develop } from './commands/dev.ts';
import { FLASH_TIMING, flashBoard } from './commands/flash.ts';
import { monitorBoard } from './commands/monitor.ts';
import { downloads, newestFirmware, readFirmware } from './board/firmware-file.ts';
import { choosePort, listPorts, portReport } from './board/ports.ts';
import { outputGone } from '../output.ts';
import { Report } from './commands/report.ts';
import { checkVersion } from './board/check.ts';
import { flashFaults } from './protocol/flash-faults.ts';
import { openSerialLink } from './protocol/serial-link.ts';
import { UPLOAD_TIMING, uploadScript, type Built } from './commands/upload.ts';

export { checkBoard } from './board/check.ts';
export { choosePort } from './board/ports.ts';
export { scriptImage, storageBytes, type StoredScript } from './board/script-image.ts';
export { untilCtrlC } from './commands/ctrl-c.ts';
export { BoardSession, SESSION_TIMING, type AskedBoard, type SessionTiming } from './commands/session.ts';
export { faults } from './protocol/faults.ts';
export { openSerialLink, type OpenLink } from './protocol/serial-link.ts';

/** Time between two looks for a board that was unplugged. */
const RETRY_MS = 500;
/** The serial port's own buffer and a busy machine may hold back what a board prints, and no longer than this. */
const SILENT_MS = 200;
/** How long the process may take to end by itself after an upload. */
const LET_GO_MS = 2000;

/**
 * Builds a script for the board on USB, once that has answered, puts it there, verified, and shows that it runs.
 * @param options.port the port's path; without it the only board on USB is used
 * @param options.wait whether to stay until the board has joined the Wi-Fi, and its relay has answered
 * @throws Failure, see `faults.ts`
 */
export async function upload(options: {
  readonly build: () => Promise<Built>;
  readonly port?: string | undefined;
  readonly wait: boolean;
}): Promise<void> {
  const report = new Report(process.stdout);
  try {
    await untilCtrlC(async ({ signal }) => {
      const path = await choosePort(options.port);
      const job = { build: options.build, path, wait: options.wait };
      await uploadScript(job, openSerialLink, report, UPLOAD_TIMING, signal);
    });
  } finally {
    // A driver that is stuck in a write can't be made to let go, and would keep the process.
    setTimeout(() => process.exit(), LET_GO_MS).unref();
  }
}

/**
 * Shows the board's console, and sends it what the user types, until Ctrl-C.
 * @throws Failure of the port
 */
export async function monitor(options: { readonly port?: string | undefined }): Promise<void> {
  await untilCtrlC((ctrlC) => {
    endWithOutput(ctrlC);
    return monitorBoard({ ...terminal(options.port), patient: false }, ctrlC);
  });
}

/**
 * Builds and uploads now and after each save, and shows the board's console in between, until Ctrl-C.
 * @param options.watch files and folders whose change calls for a new build
 */
export async function dev(options: {
  readonly port?: string | undefined;
  readonly build: () => Promise<Built>;
  readonly watch: readonly string[];
}): Promise<void> {
  const { build, watch } = options;
  await untilCtrlC((ctrlC) => {
    endWithOutput(ctrlC);
    return develop({ ...terminal(options.port), build, watch, timing: UPLOAD_TIMING }, ctrlC);
  });
}

/**
 * Puts Espruino on the board over USB, whatever was on it, and sees it answer.
 * @param options.file what Espruino's site offers; without it the newest one in this folder or among the downloads
 * @returns the board's port
 * @throws Failure, see `flash-faults.ts`
 */
export async function flash(options: {
  readonly port?: string | undefined;
  readonly file?: string | undefined;
}): Promise<string> {
  const report = new Report(process.stdout);
  const folders = [process.cwd(), downloads()];
  const file = options.file ?? newestFirmware(folders);
  if (file === undefined) throw flashFaults.noFile(folders);
  const image = readFirmware(file);
  report.line(`Espruino ${image.version ?? 'of a version that it does not tell'}: ${file}`);
  if (image.version !== undefined) checkVersion(image.version);
  try {
    return await untilCtrlC(async ({ signal }) => {
      const path = await choosePort(options.port);
      await flashBoard({ image, path }, openSerialLink, report, FLASH_TIMING, signal);
      return path;
    });
  } catch (error) {
    // A driver that is stuck in a write can't be made to let go, and would keep the process.
    setTimeout(() => process.exit(), LET_GO_MS).unref();
    throw error;
  }
}

/** Lists the serial ports. */
export async function ports(): Promise<void> {
  const found = await listPorts();
  new Report(process.stdout).line(portReport(found));
}

/** What only shows has nothing to do once nobody looks, as behind `| head`. */
function endWithOutput(ctrlC: AbortController): void {
  outputGone.addEventListener('abort', () => {
    interrupt(ctrlC);
  });
}

function terminal(port: string | undefined) {
  return {
    find: () => choosePort(port),
    open: openSerialLink,
    input: process.stdin,
    output: process.stdout,
    retryMs: RETRY_MS,
    silentMs: SILENT_MS,
  };
}
