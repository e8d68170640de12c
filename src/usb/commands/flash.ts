import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Failure } from '../../failure.ts';
import { parseBoardInfo } from '../board/check.ts';
import { FLASH_BYTES, runsOf, type FirmwareImage } from '../board/firmware-image.ts';
import { connectEspruino } from '../protocol/espruino-protocol.ts';
import { BY_HAND, flashFaults } from '../protocol/flash-faults.ts';
import { RomLoader } from '../protocol/rom-loader.ts';
import type { OpenLink, SerialLink } from '../protocol/serial-link.ts';
import { pause, untilAborted } from '../protocol/until-aborted.ts';
import { Waker, type WakeTiming } from '../protocol/wake.ts';
import { openUntil } from './open-until.ts';
import type { Report } from './report.ts';

/** In milliseconds. */
export interface FlashTiming {
  /** How long to wait for somebody to get the board into its bootloader by hand. */
  readonly byHandMs: number;
  /** Time between two greetings meanwhile. */
  readonly greetEveryMs: number;
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

/** From the highest that the usual USB chips know, down to what every board starts with. */
const BAUD_RATES = [921_600, 460_800, 230_400, 115_200] as const;
const RESETS = 4;
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
  const lost = new AbortController();
  const signal = AbortSignal.any([stop, lost.signal]);
  let left: keyof typeof LEFT = 'untouched';
  const link = await openUntil(signal, open, path);
  link.onGone((failure) => {
    lost.abort(failure);
  });
  const loader = await RomLoader.on(link);
  try {
    await enter(loader, path, report, timing, signal);
    await checkChip(loader, path, signal);
    const onErased = (): void => {
      left = 'erased';
    };
    await write(loader, image, path, report, timing, onErased, signal);
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
    if (left !== 'written')
      await Promise.race([loader.restart(), delay(CLOSE_MS, undefined, { ref: false })]);
    loader.end();
    await Promise.race([link.close(), delay(CLOSE_MS, undefined, { ref: false })]);
  }
}

/** Gets the chip into its bootloader, by its lines or by the user's hands. */
async function enter(
  loader: RomLoader,
  path: string,
  report: Report,
  { byHandMs, greetEveryMs }: FlashTiming,
  signal: AbortSignal,
): Promise<void> {
  report.line(`Looking for the bootloader on ${path}`);
  for (let attempt = 0; attempt < RESETS; attempt++) {
    if (await untilAborted(loader.enter(attempt, signal), signal)) return;
  }
  report.line(`The board does not enter its bootloader by itself. ${BY_HAND}`);
  report.line(`Waiting for it, up to ${byHandMs / 1000} s. Ctrl-C ends this.`);
  for (const endMs = performance.now() + byHandMs; performance.now() < endMs;) {
    if (await untilAborted(loader.greet(), signal)) return;
    await pause(greetEveryMs, signal);
  }
  throw flashFaults.noBootloader(path);
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

/**
 * Erases, writes and compares, at the highest speed that works.
 * @param onErased is called when nothing of what was on the board can be counted on any more
 */
async function write(
  loader: RomLoader,
  image: FirmwareImage,
  path: string,
  report: Report,
  timing: FlashTiming,
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
        await enter(loader, path, report, timing, signal);
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
