import { sayAside } from '../command-line.ts';
import { exposureWarnings } from '../config/files/exposed.ts';
import { loadConfig as readConfig, type LoadedConfig, type Purpose } from '../config/files/load.ts';

let toldOfGit = false;

/**
 * Reads the configuration, and says once what git must not get of it.
 * @throws Failure 'config'
 */
export function loadConfig(purpose?: Purpose): LoadedConfig {
  const loaded = readConfig(undefined, undefined, purpose);
  if (!toldOfGit) warn(exposureWarnings(loaded.files));
  toldOfGit = true;
  return loaded;
}

export function warn(warnings: readonly string[]): void {
  for (const warning of warnings) sayAside(`warning: ${warning}`);
}
