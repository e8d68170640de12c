import { BY_HAND, flashFaults } from '../protocol/flash-faults.ts';
import type { RomLoader } from '../protocol/rom-loader.ts';
import { pause, untilAborted } from '../protocol/until-aborted.ts';
import type { Report } from './report.ts';

/** In milliseconds. */
export interface EnterTiming {
  /** How long to wait for somebody to get the board into its bootloader by hand. */
  readonly byHandMs: number;
  /** Time between two greetings meanwhile. */
  readonly greetEveryMs: number;
}

const RESETS = 4;

/**
 * Gets the chip into its bootloader, by its lines or by the user's hands.
 * @throws Failure noBootloader, or the signal's reason
 */
export async function enterBootloader(
  loader: RomLoader,
  path: string,
  report: Report,
  { byHandMs, greetEveryMs }: EnterTiming,
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
