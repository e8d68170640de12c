import { buildFirmware } from '../build/build.ts';
import type { ButtonConfig } from '../config/config.ts';
import { REAL_BOARD, refuseExample } from '../config/files/example.ts';
import { loadConfig, type LoadedConfig } from '../config/files/load.ts';
import { loopbackWarnings } from '../config/loopback.ts';

/** Loads, checks and builds what goes onto a real board, so the example's values are not good enough. */
export async function buildForBoard(): Promise<{ script: string; config: ButtonConfig }> {
  const { config } = loadAndWarn();
  refuseExample(config, REAL_BOARD);
  warn(loopbackWarnings(config));
  return { config, script: (await buildFirmware(config)).script };
}

/** Loads the configuration, and tells what its user should know. */
export function loadAndWarn(): LoadedConfig {
  const loaded = loadConfig();
  warn(loaded.warnings);
  return loaded;
}

function warn(warnings: readonly string[]): void {
  for (const warning of warnings) console.error(`warning: ${warning}`);
}
