import { existsSync, mkdtempSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { run } from '../../src/commands/build.ts';
import { EXAMPLE, surroundings } from './around.ts';

const around = surroundings();
const root = process.cwd();

beforeEach(() => {
  process.chdir(mkdtempSync(join(tmpdir(), 'button-build-')));
  // What the script is made of is found from there.
  for (const name of ['src', 'node_modules', 'rollup.config.js', 'tsconfig.json']) {
    symlinkSync(join(root, name), name);
  }
});
afterEach(() => {
  process.chdir(root);
});

test('it writes the script, for its owner alone, and tells how large it is', async () => {
  around.configure({ ...EXAMPLE, pins: [4, 5, 2] });
  await run([]);
  const file = 'dist/firmware.js';
  const script = readFileSync(file, 'latin1');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(script).toContain('!deploy prod master -f');
  expect(around.said).toEqual([
    expect.stringMatching(`^dist/firmware\\.js: ${script.length} bytes of a budget of \\d+$`),
  ]);
  expect(around.aside).toEqual([expect.stringMatching(/^warning: "pins\[2\]": D2 /)]);
});

test('for practice it is another one, which holds no command, and it tells what its user alone knows', async () => {
  around.configure({ ...EXAMPLE, practice: 'a try' });
  await run(['--practice']);
  const script = readFileSync('dist/firmware.js', 'latin1');
  expect(script).toContain('a try');
  expect(script).not.toContain('!deploy');
  expect(around.aside).toEqual([expect.stringContaining('A PRACTICE DEPLOYS')]);
});

test('where no practice is safe nothing is written', async () => {
  around.configure({ ...EXAMPLE, messages: ['!deploy'] });
  await expect(run(['--practice'])).rejects.toMatchObject({ exit: 'config' });
  expect(existsSync('dist')).toBe(false);
});
