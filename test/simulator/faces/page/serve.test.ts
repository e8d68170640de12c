import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { visitor } from './caller.ts';
import { configOf, serve, SILENT } from './served.ts';

/** What would keep the command from ending: a server that listens, a file that is watched. */
const open = (): string[] =>
  process.getActiveResourcesInfo().filter((what) => /^(TCPServerWrap|FSEventWrap)$/.test(what));

let folder: string;
let file: string;
beforeEach(async () => {
  // What the test before has closed takes a few turns to be gone.
  for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
  folder = mkdtempSync(join(tmpdir(), 'button-edit-'));
  file = join(folder, 'button.json');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

test('an edit of what the button is built from is booted, and the pages are told of it', async () => {
  writeFileSync(file, '[4, 5]');
  const page = await serve(
    {},
    {
      ...SILENT,
      load: () => configOf({ pins: JSON.parse(readFileSync(file, 'utf8')) as unknown }),
      watch: [file],
    },
  );
  try {
    const me = await visitor(page);
    expect(me.first.world?.pins).toEqual([4, 5]);
    const edited = me.until(({ world }) => world?.pins.length === 3);
    writeFileSync(file, '[4, 5, 12]');
    const { world, console } = await edited;
    expect(world?.pins).toEqual([4, 5, 12]);
    expect(console.map(({ text }) => text)).toContain('built again after an edit');
    me.close();
  } finally {
    await page.close();
  }
});

test('a page that is closed leaves nothing that listens or watches', async () => {
  writeFileSync(file, '');
  const before = open();
  const page = await serve({}, { ...SILENT, watch: [file] });
  // The page, the stand-in chat, and the watch.
  expect(open().length - before.length).toBeGreaterThanOrEqual(3);
  await page.close();
  while (open().length > before.length) await new Promise(setImmediate);
});

test('one that could not get the port that was asked for leaves nothing either', async () => {
  const holder = createServer().listen(0, '127.0.0.1');
  await once(holder, 'listening');
  const before = open();
  const { port } = holder.address() as AddressInfo;
  await expect(serve({}, { ...SILENT, port })).rejects.toMatchObject({ exit: 'pagePort' });
  while (open().length > before.length) await new Promise(setImmediate);
  holder.close();
});

test('one whose button can not be built leaves nothing either', async () => {
  const before = open();
  const fault = new Error('no build');
  await expect(serve({}, { build: () => Promise.reject(fault) })).rejects.toBe(fault);
  while (open().length > before.length) await new Promise(setImmediate);
});

test('one that is asked for at a port is there', async () => {
  const holder = createServer().listen(0, '127.0.0.1');
  await once(holder, 'listening');
  const { port } = holder.address() as AddressInfo;
  await new Promise((resolve) => holder.close(resolve));
  const page = await serve({}, { ...SILENT, port });
  await page.close();
  expect(new URL(page.url).port).toBe(String(port));
});
