import type { ButtonConfig } from '../config/config.ts';
import { REAL_BOARD, refuseExample } from '../config/files/example.ts';
import type { LoadedConfig } from '../config/files/load.ts';
import { loopbackWarnings } from '../config/loopback.ts';
import { loadConfig, warn } from './load-config.ts';
import { practising } from './practice-option.ts';

/**
 * Loads and checks what goes onto a real board: the example's values are not good enough.
 * @param practice whether it is for practice
 */
export function configForBoard(practice = false): ButtonConfig {
  const { config } = loadAndWarn(practice);
  refuseExample(config, REAL_BOARD);
  warn(loopbackWarnings(config));
  return config;
}

export async function buildFor(config: ButtonConfig): Promise<{ script: string; config: ButtonConfig }> {
  const { buildFirmware } = await import('../build/build.ts');
  return { config, script: (await buildFirmware(config)).script };
}

/** Loads the configuration, for practice or as it is, and tells what its user should know. */
export function loadAndWarn(practice: boolean): LoadedConfig {
  const loaded = practising(loadConfig(), practice, true);
  warn(loaded.warnings);
  return loaded;
}
