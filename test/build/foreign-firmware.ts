import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ButtonConfig } from '../../src/config/config.ts';
import { bundleFirmware, type Firmware } from '../../src/build/bundle.ts';

/** @returns a new folder with a firmware whose main file is `main`, with all else as it is */
export function foreignFirmware(main: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'button-firmware-'));
  cpSync('src/firmware', join(folder, 'src/firmware'), { recursive: true });
  cpSync('src/tsconfig.base.json', join(folder, 'src/tsconfig.base.json'));
  writeFileSync(join(folder, 'src/firmware/main.ts'), main);
  return folder;
}

/** Bundles that firmware: the build reads it below the current folder. */
export async function bundleMain(main: string, config: ButtonConfig): Promise<Firmware> {
  const home = process.cwd();
  const folder = foreignFirmware(main);
  process.chdir(folder);
  try {
    return await bundleFirmware(config);
  } finally {
    process.chdir(home);
    rmSync(folder, { recursive: true });
  }
}
