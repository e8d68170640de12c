import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { EXIT_CODES } from '../src/failure.ts';

/** The launcher, in a project where it is alone: what it hands a program to only says so. */

const LAUNCH = fileURLToPath(new URL('../src/launch.js', import.meta.url));
const PACKAGES = dirname(dirname(createRequire(import.meta.url).resolve('tsx/package.json')));
/** In an address it is another. */
const NAME = 'a program.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'button-launch-'));
  mkdirSync(join(folder, 'src'));
  copyFileSync(LAUNCH, join(folder, 'src/launch.js'));
  write('package.json', JSON.stringify({ type: 'module', engines: { node: '>=20.19.0' } }));
  write('src/bundled.js', 'export const bundleOf = () => undefined;');
  symlinkSync(PACKAGES, join(folder, 'node_modules'));
  write(NAME, 'const said: string[] = process.argv.slice(2);\nconsole.log(...said);\n');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function write(name: string, text: string): void {
  writeFileSync(join(folder, name), text);
}

/** Runs the launcher with these words, as this version of Node. */
function launch(words: readonly string[], version = process.versions.node) {
  const versions = `{ ...process.versions, node: '${version}' }`;
  write('old.mjs', `Object.defineProperty(process, 'versions', { value: ${versions} });`);
  const old = pathToFileURL(join(folder, 'old.mjs')).href;
  const args = ['--import', old, 'src/launch.js', ...words];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  return { status, stdout, stderr };
}

test.each(['20.18.3', '20.9.0', '18.20.5', '18.99.0', '8.0.0'])(
  'Node %s is told in one sentence that it is too old, and runs nothing',
  (version) => {
    expect(launch([NAME, 'it ran'], version)).toEqual({
      status: EXIT_CODES.nodeTooOld.code,
      stdout: '',
      stderr: `Node ${version} is too old: this needs 20.19.0 or newer. Get it from https://nodejs.org.\n`,
    });
  },
);

test('an old Node is told before it has to read what it may not understand', () => {
  for (const name of ['src/bundled.js', NAME]) write(name, '%');
  expect(launch([NAME], '20.18.3').stderr).toMatch(/^Node 20\.18\.3 is too old: [^\n]*\n$/);
});

test.each(['20.19.0', '20.20.1', '22.0.0', '100.1.0'])('Node %s is new enough', (version) => {
  expect(launch([NAME, 'it', 'ran'], version)).toEqual({ status: 0, stdout: 'it ran\n', stderr: '' });
});

describe('a program', () => {
  test('without a bundle runs from its source, with its own words, and sees itself called', () => {
    write(NAME, 'const argv: string[] = process.argv;\nconsole.log(JSON.stringify(argv));\n');
    const { stdout } = launch([NAME, '--flag', NAME]);
    expect(JSON.parse(stdout)).toEqual([process.execPath, NAME, '--flag', NAME]);
  });

  test('with a bundle runs from that, told where its errors come from, and nothing reads TypeScript', () => {
    rmSync(join(folder, 'node_modules'));
    const bundle = join(folder, 'a bundle.mjs');
    const says = (what: string) => `console.log(JSON.stringify(${what}));`;
    write(
      'src/bundled.js',
      `export const bundleOf = (file) => { ${says("['asked', file]")} return ${JSON.stringify(bundle)}; };`,
    );
    write('src/stack-traces.js', `export const traceToSources = (file) => { ${says("['traced', file]")} };`);
    writeFileSync(bundle, says("['runs', ...process.argv.slice(1)]"));
    const { stdout, stderr } = launch([NAME, 'word']);
    expect(stderr).toBe('');
    expect(
      stdout
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual([
      ['asked', NAME],
      ['traced', bundle],
      ['runs', NAME, 'word'],
    ]);
  });

  test('that fails ends the process with its failure', () => {
    write(NAME, "throw new Error('why');\n");
    expect(launch([NAME])).toMatchObject({ status: 1, stderr: expect.stringContaining('Error: why') });
  });
});
