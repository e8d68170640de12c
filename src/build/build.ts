import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { ButtonConfig } from '../config/config.ts';
import { Failure } from '../failure.ts';
import { reasonOf } from '../reason.ts';
import { bundleFirmware, type Firmware } from './bundle.ts';

/** Where `npm run build` puts the script for the board. */
export const FIRMWARE_FILE = 'dist/firmware.js';

/**
 * Bundles the firmware and writes it to {@link FIRMWARE_FILE}. The file holds the Wi-Fi password, so only its owner
 * may read it.
 * @throws Failure 'build'; the file is left as it was
 */
export async function buildFirmware(config: ButtonConfig): Promise<Firmware> {
  const firmware = await bundleFirmware(config);
  try {
    mkdirSync(dirname(FIRMWARE_FILE), { recursive: true });
    // A file that exists would keep its permissions.
    rmSync(FIRMWARE_FILE, { force: true });
    writeFileSync(FIRMWARE_FILE, firmware.script, { mode: 0o600 });
  } catch (cause) {
    throw new Failure(
      'build',
      `"${FIRMWARE_FILE}" could not be written (${reasonOf(cause)}). Remove "${dirname(FIRMWARE_FILE)}", or make it yours again.`,
      { cause },
    );
  }
  return firmware;
}
