import { sayAside } from '../command-line.ts';
import { exposureWarnings } from '../config/files/exposed.ts';
import { loadConfig as readConfig, type LoadedConfig, type Purpose } from '../config/files/load.ts';

/** What was said of files that git would take. */
const told = new Set<string>();

/**
 * Reads the configuration, and says once what git must not get of it.
 * @throws Failure 'config'
 */
export function loadConfig(purpose?: Purpose): LoadedConfig {
  const loaded = readConfig(undefined, undefined, purpose);
  const warnings = exposureWarnings(loaded.files).filter((warning) => !told.has(warning));
  for (const warning of warnings) told.add(warning);
  warn(warnings);
  return loaded;
}

export function warn(warnings: readonly string[]): void {
  for (const warning of warnings) sayAside(`warning: ${warning}`);
}
