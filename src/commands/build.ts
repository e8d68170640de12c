import { buildFirmware, FIRMWARE_FILE } from '../build/build.ts';
import { options, say } from '../command-line.ts';
import type { Manual } from '../manual.ts';
import { loadAndWarn } from './for-board.ts';
import { PRACTICE } from './practice-option.ts';

export const MANUAL = {
  call: 'npm run build',
  about: `Checks the configuration and writes the script for the board to ${FIRMWARE_FILE}.`,
  options: { practice: PRACTICE },
  examples: [
    ['', 'writes it, and tells its size'],
    ['--practice', 'writes the one for practice'],
  ],
} as const satisfies Manual;

/** `npm run build` */
export async function run(args: string[]): Promise<void> {
  const { practice } = options(args, MANUAL);
  const { config } = loadAndWarn(practice);
  const { bytes, budgetBytes } = await buildFirmware(config);
  say(`${FIRMWARE_FILE}: ${bytes} bytes of a budget of ${budgetBytes}`);
}
