import { readdirSync } from 'node:fs';
import { DOOR } from './rooms/door.ts';
import { FIRMWARE } from './rooms/firmware.ts';
import { RELAY } from './rooms/relay.ts';

/** A folder whose code is broken, and the tests that are to notice. */
export interface Room {
  readonly folder: string;
  /** Of its files these alone. */
  readonly files?: readonly string[];
  /** Below test/. */
  readonly tests: string;
}

/** Each with the tests that are quick and stand next to it: a mutant that any test in the suite would notice is worth a test there. */
export const ROOMS: readonly Room[] = [...FIRMWARE, ...RELAY, ...DOOR];

export function filesOf({ folder, files }: Room): string[] {
  return (files ?? readdirSync(folder).filter((name) => name.endsWith('.ts'))).map(
    (name) => `${folder}/${name}`,
  );
}

/** What it is called in a file's name. */
export function nameOf({ folder, files = [] }: Room): string {
  return [folder.replaceAll('/', '.'), ...files.slice(0, 1)].join('.');
}
