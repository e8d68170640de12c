import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { watchPaths } from '../../../../src/simulator/faces/page/watch.ts';

test('where nothing is to be watched nothing is waited for', async () => {
  const stop = await watchPaths([], () => Promise.resolve());
  await stop();
});

test('what is there already is no change, nor is what comes after its end', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'button-watch-'));
  const file = join(folder, 'button.json');
  writeFileSync(file, '0');
  let changes = 0;
  let told = (): void => undefined;
  const change = new Promise<void>((resolve) => (told = resolve));
  const stop = await watchPaths([folder], () => {
    changes += 1;
    told();
    return Promise.resolve();
  });
  // It is longer than a change takes to be told.
  await new Promise((resolve) => setTimeout(resolve, 150));
  expect(changes).toBe(0);
  writeFileSync(file, '1');
  await change;
  await stop();
  writeFileSync(file, '2');
  await new Promise((resolve) => setTimeout(resolve, 150));
  expect(changes).toBe(1);
  rmSync(folder, { recursive: true });
});

test('no save is missed, however soon it follows on what was read', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'button-watch-'));
  const file = join(folder, 'button.json');
  writeFileSync(file, '0');
  let saved = 0;
  const save = (): void => {
    writeFileSync(file, String(++saved));
  };
  let done = (): void => undefined;
  const all = new Promise<void>((resolve) => (done = resolve));
  const stop = await watchPaths([file], () => {
    // A file that is being written reads as empty; its end is told too.
    if (readFileSync(file, 'utf8') === String(saved)) {
      if (saved === 20) done();
      else save();
    }
    return Promise.resolve();
  });
  save();
  await all;
  expect(readFileSync(file, 'utf8')).toBe('20');
  await stop();
  rmSync(folder, { recursive: true });
});
