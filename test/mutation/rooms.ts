import { readdirSync } from 'node:fs';
import { matchesGlob } from 'node:path';
import { BUILD } from './rooms/build.ts';
import { CONFIG } from './rooms/config.ts';
import { DOOR } from './rooms/door.ts';
import { FIRMWARE } from './rooms/firmware.ts';
import { FIRST_DAY } from './rooms/first-day.ts';
import { PAGE } from './rooms/page.ts';
import { RELAY } from './rooms/relay.ts';
import { USB } from './rooms/usb.ts';
import { VIRTUAL_BOARD } from './rooms/virtual-board.ts';
import { VIRTUAL_HARDWARE } from './rooms/virtual-hardware.ts';

/** A folder whose code is broken, and the tests that are to notice. */
export interface Room {
  readonly folder: string;
  /** Of its files these alone. */
  readonly files?: readonly string[];
  /** Below test/. */
  readonly tests: string;
  /** Whether these run it as a bundle, so that each mutant needs one of its own. */
  readonly apart?: true;
  /** Whether these run it in processes of its own, so that nothing tells which of them run a mutant: each mutant gets all of them. */
  readonly elsewhere?: true;
}

/** Each with the tests that are quick and stand next to it: a mutant that any test in the suite would notice is worth a test there. */
export const ROOMS: readonly Room[] = [
  ...FIRMWARE,
  ...RELAY,
  ...DOOR,
  ...PAGE,
  ...BUILD,
  ...CONFIG,
  ...USB,
  ...FIRST_DAY,
  ...VIRTUAL_BOARD,
  ...VIRTUAL_HARDWARE,
];

export function filesOf({ folder, files }: Room): string[] {
  return (files ?? readdirSync(folder).filter(isCode)).map((name) => `${folder}/${name}`);
}

export function testsOf({ tests }: Room): string[] {
  return namesIn('test')
    .filter((name) => matchesGlob(name, tests))
    .map((name) => `test/${name}`);
}

/** What its result is kept under. */
export function nameOf({ folder, files = [] }: Room): string {
  return [folder, ...files.slice(0, 1)].join('/');
}

/** All that could be in a room. */
export function allCode(): string[] {
  return namesIn('src')
    .filter(isCode)
    .map((name) => `src/${name}`);
}

function isCode(name: string): boolean {
  return /\.(ts|js)$/.test(name) && !name.endsWith('.d.ts');
}

/** Sorted, each with the folders that it is in. */
function namesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .sort();
}
