import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { Failure } from '../../src/failure.ts';

/** What is done to the disk, in its order. */
const done: unknown[][] = [];
jest.unstable_mockModule('node:fs', () => ({
  ...fs,
  writeFileSync: (path: string, text: string, options: fs.WriteFileOptions) => {
    done.push(['write', basename(path), options]);
    fs.writeFileSync(path, text, options);
  },
  renameSync: (from: string, to: string) => {
    done.push(['rename', basename(from), basename(to)]);
    fs.renameSync(from, to);
  },
}));
const { writeLocal } = await import('../../src/config/files/local-file.ts');

const LOCAL = 'espruino.config.local.json';
const TEXT = '{"wifi":{"password":"hunter2"}}\n';

let folder: string;
let file: string;
beforeEach(() => {
  folder = fs.mkdtempSync(join(tmpdir(), 'button-local-'));
  file = join(folder, LOCAL);
  done.length = 0;
});
afterEach(() => {
  fs.rmSync(folder, { recursive: true });
});

test('the local file is written beside itself, for its owner alone, and is on the disk before it takes the place', () => {
  fs.writeFileSync(file, 'before', { mode: 0o644 });
  const old = fs.openSync(file, 'r');
  writeLocal(folder, TEXT);
  // Whoever reads the old one meanwhile reads all of it.
  expect(fs.readFileSync(old, 'utf8')).toBe('before');
  fs.closeSync(old);
  expect(fs.readFileSync(file, 'utf8')).toBe(TEXT);
  expect(fs.statSync(file).mode & 0o777).toBe(0o600);
  expect(fs.readdirSync(folder)).toEqual([LOCAL]);
  // By a name that git ignores, into nothing that is there already.
  expect(done).toEqual([
    ['write', `${LOCAL}.new`, { mode: 0o600, flag: 'wx', flush: true }],
    ['rename', `${LOCAL}.new`, LOCAL],
  ]);
});

test('what somebody has put in its way is not written through, and no mode of it is kept', () => {
  const elsewhere = join(folder, 'elsewhere');
  fs.writeFileSync(elsewhere, 'theirs', { mode: 0o666 });
  fs.symlinkSync(elsewhere, `${file}.new`);
  writeLocal(folder, TEXT);
  expect(fs.readFileSync(elsewhere, 'utf8')).toBe('theirs');
  expect(fs.lstatSync(file)).toMatchObject({ mode: 0o100600 });
  expect(fs.readFileSync(file, 'utf8')).toBe(TEXT);
});

test('where it can not be written that is told with its cause, and nothing of what was to be in it', () => {
  fs.mkdirSync(file);
  let told: unknown;
  try {
    writeLocal(folder, TEXT);
  } catch (error) {
    told = error;
  }
  if (!(told instanceof Failure)) throw new Error('no Failure');
  expect(told.exit).toBe('config');
  expect(told.cause).toMatchObject({ syscall: 'rename' });
  expect(told.message).toMatch(/^"espruino\.config\.local\.json" could not be written \(E[A-Z]+\)\. Check/);
});
