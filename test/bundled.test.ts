import { spawn } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const PACKAGES = dirname(dirname(createRequire(import.meta.url).resolve('tsx/package.json')));

/** The least project that the launcher launches: a command that says a word. */
function newProject(source: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'button-bundled-'));
  mkdirSync(join(folder, 'src'));
  for (const name of ['package.json', 'src/launch.js', 'src/bundled.js', 'src/stack-traces.js']) {
    copyFileSync(join(ROOT, name), join(folder, name));
  }
  symlinkSync(PACKAGES, join(folder, 'node_modules'));
  for (const name of ['package-lock.json', 'rollup.config.js']) writeFileSync(join(folder, name), '');
  writeFileSync(join(folder, 'src/cli.ts'), source);
  return folder;
}

async function launch(folder: string): Promise<string> {
  const child = spawn(process.execPath, [join(folder, 'src/launch.js'), join(folder, 'src/cli.ts')]);
  const [said, failed] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return said + failed;
}

const word = (said: string): string => `const word: string = '${said}';\nconsole.log(word);\n`;

test('a program that is called by a link to its folder is bundled as well', async () => {
  const folder = newProject(word('one'));
  const link = `${folder}-link`;
  symlinkSync(folder, link);
  expect(await launch(link)).toBe('one\n');
  expect(readdirSync(join(folder, 'dist')).sort()).toEqual(['cli.mjs', 'cli.mjs.map']);
});

test('starts at the same time do not get into each other, and leave nothing behind', async () => {
  const folder = newProject(word('one'));
  const said = await Promise.all([launch(folder), launch(folder), launch(folder)]);
  expect(said).toEqual(['one\n', 'one\n', 'one\n']);
  expect(readdirSync(join(folder, 'dist')).sort()).toEqual(['cli.mjs', 'cli.mjs.map']);
});

test('where dist/ can not be written the sources run as they are', async () => {
  const folder = newProject(word('one'));
  writeFileSync(join(folder, 'dist'), 'a file');
  expect(await launch(folder)).toBe('one\n');
});

test('an error that nobody caught names the line of the source', async () => {
  const folder = newProject(
    "interface Gone {\n  x: 1;\n}\nfunction fails(): Gone {\n  throw new Error('why');\n}\nsetTimeout(fails);\n",
  );
  expect(await launch(folder)).toMatch(/Error: why\n {4}at .*fails.* \(file:\S+\/src\/cli\.ts:5:9\)\n/);
  expect(readdirSync(join(folder, 'dist'))).toContain('cli.mjs');
});

test('no command loads a package at its start that is not in the bundle', async () => {
  await launch(ROOT);
  const bundle = readFileSync(join(ROOT, 'dist/cli.mjs'), 'utf8');
  const imported = [...bundle.matchAll(/^(?:import\b.*|\} from )["']([^"']+)["'];$/gm)].map(
    ([, name = '']) => name,
  );
  expect(imported).toContain('node:fs');
  expect(imported.filter((name) => !isBuiltin(name))).toEqual([]);
});
