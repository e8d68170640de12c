import { Failure } from '../../failure.ts';
import { parseBoardInfo } from '../board/check.ts';
import { FLASH_BYTES, type FirmwareImage } from '../board/firmware-image.ts';
import { connectEspruino } from '../protocol/espruino-protocol.ts';
import { flashFaults } from '../protocol/flash-faults.ts';
import { RomLoader } from '../protocol/rom-loader.ts';
import type { OpenLink, SerialLink } from '../protocol/serial-link.ts';
import { atMost, pause, untilAborted } from '../protocol/until-aborted.ts';
import { Waker, type WakeTiming } from '../protocol/wake.ts';
import { enterBootloader, type EnterTiming } from './enter-bootloader.ts';
import { openUntil } from './open-until.ts';
import type { Report } from './report.ts';
import { writeFirmware } from './write-firmware.ts';

/** In milliseconds. */
export interface FlashTiming extends EnterTiming {
  /** For the chip to start. */
  readonly bootMs: number;
  /** For Espruino to answer then. */
  readonly wake: WakeTiming;
}

export const FLASH_TIMING: FlashTiming = {
  byHandMs: 120_000,
  greetEveryMs: 100,
  bootMs: 1500,
  wake: { totalMs: 30_000, answerMs: 1000, knockingMs: 1500, knockEveryMs: 75 },
};

export interface FlashJob {
  readonly image: FirmwareImage;
  readonly path: string;
}

/** In the flash's id: 2 to this power is its size. */
const LOG2_FLASH_BYTES = Math.log2(FLASH_BYTES);
/** How long the end may take: a port that is stuck in a write may never close. */
const CLOSE_MS = 1000;

/** What a board is left with, said when it ends there. */
const LEFT = {
  untouched: 'The board is as it was.',
  erased:
    'The board has no firmware now. Its bootloader is in the chip and stays: run `npm run flash` again, as often as it takes.',
  written: '',
} as const;

/**
 * Puts Espruino on a board by the bootloader in its chip: checks the chip, erases the flash, writes, compares, restarts, and sees
 * Espruino answer. Whatever ends it, the next run works.
 * @throws Failure one of {@link flashFaults}, connectionLost, one of the port's, or the reason of `stop`
 */
export async function flashBoard(
  { image, path }: FlashJob,
  open: OpenLink,
  report: Report,
  timing: FlashTiming,
  stop: AbortSignal,
): Promise<void> {
  let left: keyof typeof LEFT = 'untouched';
  const { link, signal } = await openUntil(stop, open, path);
  const loader = await RomLoader.on(link);
  try {
    await enterBootloader(loader, path, report, timing, signal);
    await checkChip(loader, path, signal);
    const onErased = (): void => {
      left = 'erased';
    };
    await writeFirmware(loader, image, path, report, timing, onErased, signal);
    left = 'written';
    await loader.restart();
    loader.end();
    await seeEspruino(link, path, timing, report, signal);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw new Failure(error.exit, `${error.message} ${LEFT[left]}`.trimEnd(), { cause: error.cause });
  } finally {
    report.end();
    // So that the board is not left in its bootloader, which says nothing.
    if (left !== 'written') await atMost(CLOSE_MS, loader.restart());
    loader.end();
    await atMost(CLOSE_MS, link.close());
  }
}

async function checkChip(loader: RomLoader, path: string, signal: AbortSignal): Promise<void> {
  const isRight = await untilAborted(loader.isEsp8266(), signal).catch((error: unknown) => {
    if (error instanceof Failure) throw error;
    return false;
  });
  if (!isRight) throw flashFaults.wrongChip(path);
  const id = await untilAborted(loader.flashId(), signal);
  if (id >> 16 !== LOG2_FLASH_BYTES) throw flashFaults.wrongFlash(path, id);
}

async function seeEspruino(
  link: SerialLink,
  path: string,
  timing: FlashTiming,
  report: Report,
  signal: AbortSignal,
): Promise<void> {
  report.line('Starting Espruino');
  await pause(timing.bootMs, signal);
  const board = await connectEspruino(link);
  const onSilence = (): void => {
    report.line('No answer yet. If a wire holds pin 0 to GND, take it away; then press RESET.');
  };
  try {
    const waker = new Waker(link, board, timing.wake, onSilence, signal);
    const { board: name, version } = await waker.ask('process.env', parseBoardInfo);
    report.line(`Espruino ${version} answers on ${path}: ${name}`);
  } catch (error) {
    throw error instanceof Failure && error.exit === 'noAnswer' ? flashFaults.silent(path) : error;
  } finally {
    board.end();
  }
}
