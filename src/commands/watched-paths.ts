import { CONFIG_FILE, LOCAL_CONFIG_FILE } from '../config/files/load.ts';

/** What the script is built from: an edit calls for a new one. */
export function watchedPaths(): string[] {
  const named = process.env['BUTTON_CONFIG'] ?? '';
  return ['src/firmware', ...(named === '' ? [CONFIG_FILE, LOCAL_CONFIG_FILE] : [named])];
}
