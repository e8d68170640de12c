import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from '@jest/globals';
import { openInBrowser } from '../../../../src/simulator/faces/page/open-browser.ts';

const PLAIN = 'http://127.0.0.1:4004/';
const LIVE = `${PLAIN}#a-token`;

test('an address that anybody may know is handed over as it is', async () => {
  const opened: string[] = [];
  await openInBrowser(PLAIN, (target) => Promise.resolve(opened.push(target)));
  expect(opened).toEqual([PLAIN]);
});

test('an address with a token goes into a file that its owner alone can read, and that is gone in the end', async () => {
  const opened: string[] = [];
  const forget = await openInBrowser(LIVE, (target) => Promise.resolve(opened.push(target)));
  const [file = ''] = opened;
  expect(file).not.toContain('a-token');
  expect(readFileSync(file, 'utf8')).toContain(`url=${LIVE}"`);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(statSync(dirname(file)).mode & 0o777).toBe(0o700);
  await forget();
  expect(existsSync(dirname(file))).toBe(false);
});

test('a file that somebody has cleared away is no trouble in the end', async () => {
  const opened: string[] = [];
  const forget = await openInBrowser(LIVE, (target) => Promise.resolve(opened.push(target)));
  rmSync(dirname(opened[0] ?? ''), { recursive: true });
  await forget();
  expect(opened).toHaveLength(1);
});

test('where no browser can be opened nothing of it stays behind', async () => {
  let folder = '';
  const failing = openInBrowser(LIVE, (file) => {
    folder = dirname(file);
    return Promise.reject(new Error('no browser'));
  });
  await expect(failing).rejects.toThrow('no browser');
  expect(existsSync(folder)).toBe(false);
});
