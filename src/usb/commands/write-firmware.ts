import { createHash } from 'node:crypto';
import { Failure } from '../../failure.ts';
import { FLASH_BYTES, runsOf, type FirmwareImage } from '../board/firmware-image.ts';
import { flashFaults } from '../protocol/flash-faults.ts';
import type { RomLoader } from '../protocol/rom-loader.ts';
import { untilAborted } from '../protocol/until-aborted.ts';
import { enterBootloader, type EnterTiming } from './enter-bootloader.ts';
import type { Report } from './report.ts';

/** From the highest that the usual USB chips know, down to what every board starts with. */
const BAUD_RATES = [921_600, 460_800, 230_400, 115_200] as const;

/**
 * Erases, writes and compares, at the highest speed that works.
 * @param onErased is called when nothing of what was on the board can be counted on any more
 * @throws Failure flashFailed, noBootloader, or the signal's reason
 */
export async function writeFirmware(
  loader: RomLoader,
  image: FirmwareImage,
  path: string,
  report: Report,
  timing: EnterTiming,
  onErased: () => void,
  signal: AbortSignal,
): Promise<void> {
  let cause: unknown;
  try {
    await untilAborted(loader.startHelper(), signal);
    report.line('Erasing the flash: it can take half a minute');
    onErased();
    await untilAborted(loader.eraseAll(), signal);
    for (const baudRate of BAUD_RATES) {
      if (cause !== undefined) {
        await enterBootloader(loader, path, report, timing, signal);
        await untilAborted(loader.startHelper(), signal);
      }
      try {
        await writeAt(baudRate, loader, image, report, signal);
        return;
      } catch (error) {
        if (error instanceof Failure) throw error;
        report.line(`At ${baudRate} baud it does not work.`);
        cause = error;
      }
    }
  } catch (error) {
    if (error instanceof Failure) throw error;
    cause = error;
  }
  throw flashFaults.notWritten(path, cause);
}

async function writeAt(
  baudRate: number,
  loader: RomLoader,
  image: FirmwareImage,
  report: Report,
  signal: AbortSignal,
): Promise<void> {
  const startMs = performance.now();
  if (!(await untilAborted(loader.setBaudRate(baudRate), signal))) throw new Error('The chip is not heard.');
  const runs = runsOf(image);
  const total = runs.reduce((sum, { bytes }) => sum + bytes.length, 0);
  let done = 0;
  for (const { address, bytes } of runs) {
    const onProgress = (part: number): void => {
      report.progress('Writing', done + part * bytes.length, total);
    };
    await untilAborted(loader.write(address, bytes, onProgress), signal);
    done += bytes.length;
  }
  report.line('Reading it back');
  const written = await untilAborted(loader.md5(0, FLASH_BYTES), signal);
  if (written !== createHash('md5').update(image.bytes).digest('hex')) {
    throw new Error('What is in the flash is not what was sent.');
  }
  const seconds = ((performance.now() - startMs) / 1000).toFixed(1);
  report.line(`Written and the same, all 4 MB: ${total} bytes at ${baudRate} baud in ${seconds} s`);
}
