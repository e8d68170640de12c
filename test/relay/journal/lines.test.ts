import { existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { linesOf, type Line } from '../../../src/relay/journal/lines.ts';

const folder = mkdtempSync(join(tmpdir(), 'button-lines-'));

async function read(content: string): Promise<Line[]> {
  const path = join(folder, 'file');
  writeFileSync(path, content);
  const lines: Line[] = [];
  for await (const line of linesOf(path)) lines.push(line);
  return lines;
}

test('an empty file has no lines, and one that is not there can not be read', async () => {
  expect(await read('')).toEqual([]);
  await expect(linesOf(join(folder, 'missing')).next()).rejects.toMatchObject({ code: 'ENOENT' });
});

test('lines of any length are read, wherever a read of the file cuts them', async () => {
  // Some are longer than what is read at a time, and characters of two bytes stand across its edges.
  const texts = Array.from({ length: 40 }, (_, index) => 'é'.repeat((index * 9973) % 80_000));
  const content = texts.map((text) => `${text}\n`).join('');
  const lines = await read(`${content}torn`);
  expect(lines.map(({ text }) => text)).toEqual([...texts, 'torn']);
  expect(lines.map(({ isWhole }) => isWhole).indexOf(false)).toBe(texts.length);
  let endByte = 0;
  const ends = texts.map((text) => (endByte += Buffer.byteLength(text) + 1));
  expect(lines.map((line) => line.endByte)).toEqual([...ends, endByte + 4]);
});

// Where the system shows what is open.
const onShown = existsSync('/dev/fd') ? test : test.skip;
onShown('a file is left open neither at its end nor before', async () => {
  const opened = (): number => readdirSync('/dev/fd').length;
  const before = opened();
  await read('one\ntwo\n');
  for await (const { text } of linesOf(join(folder, 'file'))) if (text === 'one') break;
  expect(opened()).toBe(before);
});
