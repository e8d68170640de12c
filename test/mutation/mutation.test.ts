import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { mutationsPage, PAGE } from './page.ts';
import { readResults } from './results.ts';
import { allCode, filesOf, nameOf, ROOMS, testsOf } from './rooms.ts';
import { EXPLAINED } from './survivors.ts';

/** The formatter moves blanks and line breaks alone, and writes dashes of any number under a table's head. */
const bare = (text: string): string => text.replace(/\s+/g, '').replace(/-+/g, '-');

describe('the rooms', () => {
  const files = ROOMS.flatMap(filesOf);

  test('are of files that exist, each in one alone', () => {
    const code = allCode();
    expect(files.filter((file) => !code.includes(file))).toEqual([]);
    expect(files).toHaveLength(new Set(files).size);
  });

  test('have tests', () => {
    expect(ROOMS.filter((room) => testsOf(room).length === 0)).toEqual([]);
  });
});

describe('the survivors that are explained', () => {
  test('are of lines that stand in the code', () => {
    const gone = EXPLAINED.filter(({ file, from }) => !readFileSync(file, 'utf8').includes(from));
    expect(gone).toEqual([]);
  });

  test('are in the files of which some live, and in no other that was tried', () => {
    const counts = Object.values(readResults()).flatMap((result) => Object.entries(result.files));
    const explained = new Set(EXPLAINED.map(({ file }) => file));
    expect(counts.filter(([file, { live }]) => live > 0 !== explained.has(file))).toEqual([]);
  });
});

describe('the results', () => {
  test('are of rooms that there are, with the files that these have', () => {
    const rooms = new Map(ROOMS.map((room) => [nameOf(room), filesOf(room)]));
    const kept = Object.entries(readResults()).map(([name, result]) => [name, Object.keys(result.files)]);
    expect(kept).toEqual(kept.map(([name]) => [name, rooms.get(String(name))]));
  });

  test('make the page (`npm run mutation -- --page` writes it)', () => {
    expect(bare(readFileSync(PAGE, 'utf8'))).toBe(bare(mutationsPage()));
  });
});
