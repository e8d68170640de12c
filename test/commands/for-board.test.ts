import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { buildFor, configForBoard } from '../../src/commands/for-board.ts';

const OWN = { wifi: { ssid: 'office' }, webhook: 'http://chat.lan/x' };

const before = process.env['BUTTON_CONFIG'];
let folder: string;
const told: unknown[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'button-for-board-'));
  process.env['BUTTON_CONFIG'] = join(folder, 'button.json');
  told.length = 0;
  jest.spyOn(console, 'error').mockImplementation((line) => told.push(line));
});
afterEach(() => {
  if (before === undefined) Reflect.deleteProperty(process.env, 'BUTTON_CONFIG');
  else process.env['BUTTON_CONFIG'] = before;
  rmSync(folder, { recursive: true });
  jest.restoreAllMocks();
});

test.each([
  ['nothing where nothing is wrong', {}, []],
  ['of a pin that is awkward', { pins: [4, 5, 2] }, [/^warning: "pins\[2\]": D2 /]],
  [
    'of a host that is the board itself',
    { webhook: 'http://localhost/x' },
    [/^warning: "webhook": on the board "localhost" is the board itself/],
  ],
])('whoever puts it on a board is told %s', (_what, change, warnings) => {
  writeFileSync(join(folder, 'button.json'), JSON.stringify({ ...OWN, ...change }));
  configForBoard();
  expect(told).toEqual(warnings.map((warning) => expect.stringMatching(warning)));
});

test('a practice is told of what only its user knows, and is one', () => {
  writeFileSync(join(folder, 'button.json'), JSON.stringify({ ...OWN, practice: 'just trying' }));
  expect(configForBoard(true)).toMatchObject({ isPractice: true, bodies: ['{"text":"just trying"}'] });
  expect(told).toEqual([expect.stringMatching(/^warning: .* A PRACTICE DEPLOYS/)]);
});

test('what is built is the script of the very configuration, which comes with it', async () => {
  writeFileSync(join(folder, 'button.json'), JSON.stringify({ ...OWN, messages: ['alert', 'only this'] }));
  const config = configForBoard();
  const built = await buildFor(config);
  expect(built.config).toBe(config);
  expect(built.script).toContain('only this');
});
