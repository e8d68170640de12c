import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { filesOf, nameOf, ROOMS, testsOf, type Room } from './rooms.ts';

const KEPT = 'test/mutation/results.json';

/** What became of the mutants of a file. */
export interface Count {
  readonly made: number;
  readonly live: number;
}

/** What was found of a room, which holds as long as its code and its tests are the same. */
export interface Result {
  readonly digest: string;
  /** By the names of its files. */
  readonly files: Readonly<Record<string, Count>>;
}

/** By the names of the rooms. */
export type Results = Readonly<Record<string, Result>>;

export function readResults(): Results {
  return JSON.parse(readFileSync(KEPT, 'utf8')) as Results;
}

/** Keeps a room's result, and forgets those of rooms that are no more. */
export function keepResult(room: Room, files: Result['files']): void {
  const results = { ...readResults(), [nameOf(room)]: { digest: digestOf(room), files } };
  const entries = ROOMS.map(nameOf)
    .sort()
    .flatMap((name) => (results[name] === undefined ? [] : [[name, results[name]] as const]));
  writeFileSync(KEPT, `${JSON.stringify(Object.fromEntries(entries), undefined, 2)}\n`);
}

/** @returns whether neither its code nor its tests have changed since its result was kept */
export function stands(room: Room): boolean {
  return readResults()[nameOf(room)]?.digest === digestOf(room);
}

function digestOf(room: Room): string {
  const hash = createHash('sha256');
  for (const file of [...filesOf(room), ...testsOf(room)]) {
    const content = readFileSync(file);
    hash.update(`${file} ${content.length}\n`).update(content);
  }
  return hash.digest('hex');
}
