import { buildFirmware, FIRMWARE_FILE } from '../build/build.ts';
import { options, say, type Manual } from '../command-line.ts';
import { loadAndWarn } from './for-board.ts';

export const MANUAL = {
  call: 'npm run build',
  about: `Checks the configuration and writes the script for the board to ${FIRMWARE_FILE}.`,
  options: {},
  examples: [['', 'writes it, and tells its size']],
} as const satisfies Manual;

/** `npm run build` */
export async function run(args: string[]): Promise<void> {
  options(args, MANUAL);
  const { config } = loadAndWarn();
  const { bytes, budgetBytes } = await buildFirmware(config);
  say(`${FIRMWARE_FILE}: ${bytes} bytes of a budget of ${budgetBytes}`);
}
