import type { ButtonConfig } from '../config/config.ts';
import { REAL_BOARD, refuseExample } from '../config/files/example.ts';
import type { LoadedConfig } from '../config/files/load.ts';
import { loopbackWarnings } from '../config/loopback.ts';
import { loadConfig, warn } from './load-config.ts';

/** Loads and checks what goes onto a real board: the example's values are not good enough. */
export function configForBoard(): ButtonConfig {
  const { config } = loadAndWarn();
  refuseExample(config, REAL_BOARD);
  warn(loopbackWarnings(config));
  return config;
}

export async function buildFor(config: ButtonConfig): Promise<{ script: string; config: ButtonConfig }> {
  const { buildFirmware } = await import('../build/build.ts');
  return { config, script: (await buildFirmware(config)).script };
}

/** Loads the configuration, and tells what its user should know. */
export function loadAndWarn(): LoadedConfig {
  const loaded = loadConfig();
  warn(loaded.warnings);
  return loaded;
}
