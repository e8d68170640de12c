import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { remembered } from '../../src/build/remembered.ts';

let folder = '';
let file = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'button-remembered-'));
  file = join(folder, 'a', 'cache', 'firmware.json');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** @returns what comes of asking, and whether it had to be made */
async function asked(key: string, code: string, warnings: readonly string[] = []) {
  let isMade = false;
  const found = await remembered(file, key, () => {
    isMade = true;
    return Promise.resolve({ code, warnings });
  });
  return { ...found, isMade };
}

test('what was made once is not made again, and is the same', async () => {
  expect(await asked('one', 'its code')).toEqual({ code: 'its code', warnings: [], isMade: true });
  expect(await asked('one', 'other code')).toEqual({ code: 'its code', warnings: [], isMade: false });
  // Nothing but the file itself is left in its folder.
  expect(readdirSync(dirname(file))).toEqual(['firmware.json']);
});

test('of anything else it is made anew, and that is remembered in its place', async () => {
  await asked('one', 'code of one');
  expect(await asked('two', 'code of two')).toMatchObject({ code: 'code of two', isMade: true });
  expect(await asked('two', '')).toMatchObject({ code: 'code of two', isMade: false });
  expect(await asked('one', 'code of one')).toMatchObject({ isMade: true });
});

test('what there is a warning about is made each time, and the warning told', async () => {
  const made = { code: 'code', warnings: ['TS2322'], isMade: true };
  expect(await asked('one', 'code', ['TS2322'])).toEqual(made);
  expect(await asked('one', 'code', ['TS2322'])).toEqual(made);
});

test.each(['', '{"key":"one"', '{"key":"one"}', '{"key":"one","code":1}', 'null'])(
  'a file that is damaged is no memory, and is mended: %s',
  async (content) => {
    await asked('one', 'code');
    writeFileSync(file, content);
    expect(await asked('one', 'new code')).toMatchObject({ code: 'new code', isMade: true });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ key: 'one', code: 'new code' });
  },
);

test('where nothing can be kept it is made each time', async () => {
  writeFileSync(join(folder, 'a'), 'no folder');
  expect(await asked('one', 'code')).toMatchObject({ code: 'code', isMade: true });
  expect(await asked('one', 'code')).toMatchObject({ code: 'code', isMade: true });
});
