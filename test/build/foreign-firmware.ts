import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ButtonConfig } from '../../src/config/config.ts';
import { bundleFirmware, type Firmware } from '../../src/build/bundle.ts';

/** Bundles a firmware whose main file is `main`, with all else as it is: the build reads it below the current folder. */
export async function bundleMain(main: string, config: ButtonConfig): Promise<Firmware> {
  const home = process.cwd();
  const folder = mkdtempSync(join(tmpdir(), 'button-firmware-'));
  cpSync('src/firmware', join(folder, 'src/firmware'), { recursive: true });
  cpSync('src/tsconfig.base.json', join(folder, 'src/tsconfig.base.json'));
  writeFileSync(join(folder, 'src/firmware/main.ts'), main);
  process.chdir(folder);
  try {
    return await bundleFirmware(config);
  } finally {
    process.chdir(home);
    rmSync(folder, { recursive: true });
  }
}
