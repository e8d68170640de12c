import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';

/** When a program is bundled, and what a bundle is. A bundler in the place of esbuild says when it is called, and is quick. */

const BUNDLED = fileURLToPath(new URL('../src/bundled.js', import.meta.url));
const ESBUILD = dirname(createRequire(import.meta.url).resolve('esbuild/package.json'));
const COMMANDS = ['cli.ts', 'build-main.ts'];
const RELAYS = ['relay-main.ts', 'relay/command/child.ts'];
const SOURCES = [...COMMANDS, ...RELAYS, 'other.ts'];

let folder: string;
beforeEach(() => {
  // Where a temporary folder is called by a link, as on macOS, a module is not.
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'button-bundle-')));
  for (const name of SOURCES) write(`src/${name}`, 'console.log(1);\n');
  copyFileSync(BUNDLED, join(folder, 'src/bundled.js'));
  write('package.json', JSON.stringify({ type: 'module' }));
  write('package-lock.json', '{}');
  write('rollup.config.js', '');
  write('node_modules/esbuild/package.json', JSON.stringify({ type: 'module', main: 'index.js' }));
  bundlerDoes('');
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
  jest.restoreAllMocks();
});

function write(name: string, text: string): void {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** Has the bundler do this before it makes a bundle. */
function bundlerDoes(first: string): void {
  write(
    'node_modules/esbuild/index.js',
    `import { appendFileSync, writeFileSync } from 'node:fs';
    export async function build({ outfile, banner, sourcemap }) {
      appendFileSync(${JSON.stringify(join(folder, 'made'))}, 'x');
      writeFileSync(outfile, 'half of it');
      if (sourcemap) writeFileSync(outfile + '.map', '{}');
      ${first}
      writeFileSync(outfile, banner.js + '\\nconsole.log("bundled");\\n');
    }`,
  );
}

/** How often the bundler was called. */
function made(): number {
  return existsSync(join(folder, 'made')) ? readFileSync(join(folder, 'made')).length : 0;
}

function inDist(): string[] {
  return readdirSync(join(folder, 'dist')).sort();
}

type BundleOf = (program: string) => string | undefined;

async function bundler(where = folder): Promise<BundleOf> {
  const { bundleOf } = (await import(pathToFileURL(join(where, 'src/bundled.js')).href)) as {
    bundleOf: BundleOf;
  };
  return (name) => bundleOf(join(where, 'src', name));
}

describe('a bundle', () => {
  test.each([
    ...COMMANDS.map((name) => [name, `${name.replace('.ts', '')}.mjs`, true] as const),
    ['relay-main.ts', 'relay-main.mjs', false] as const,
    ['relay/command/child.ts', 'child.mjs', false] as const,
  ])('of %s is dist/%s, with a map: %s', async (program, bundle, hasMap) => {
    const bundleOf = await bundler();
    expect(bundleOf(program)).toBe(join(folder, 'dist', bundle));
    expect(inDist()).toEqual(hasMap ? [bundle, `${bundle}.map`] : [bundle]);
    expect(bundleOf(program)).toBe(join(folder, 'dist', bundle));
    expect(made()).toBe(1);
  });

  test.each(['other.ts', 'bundled.js', 'nowhere.ts', '../test/cli.ts'])(
    'of %s there is none',
    async (name) => {
      write('test/cli.ts', '');
      expect((await bundler())(name)).toBeUndefined();
      expect([made(), existsSync(join(folder, 'dist'))]).toEqual([0, false]);
    },
  );

  test('is found by a link to its folder', async () => {
    const link = `${folder}-link`;
    symlinkSync(folder, link);
    const { bundleOf } = (await import(pathToFileURL(join(folder, 'src/bundled.js')).href)) as {
      bundleOf: BundleOf;
    };
    expect(bundleOf(join(link, 'src/cli.ts'))).toBe(join(folder, 'dist/cli.mjs'));
    rmSync(link);
  });
});

/** What is changed, the file, and what is in it afterwards; it is gone without that. */
type Change = readonly [string, string, string?];

/** @returns for each of these, one after the other, how often the bundler has been called after it */
async function madeAfter(changes: readonly Change[]): Promise<unknown[]> {
  const bundleOf = await bundler();
  return changes.map(([what, name, text]) => {
    if (text === undefined) rmSync(join(folder, name));
    else write(name, text);
    expect(bundleOf('cli.ts')).toBe(join(folder, 'dist/cli.mjs'));
    return [what, made()];
  });
}

describe('a bundle is made anew', () => {
  const changes: Change[] = [
    ['a source has another content', 'src/other.ts', 'console.log(2);\n'],
    ['a source in a folder has', 'src/relay/command/child.ts', 'console.log(2);\n'],
    ['a source is new', 'src/new.ts', ''],
    ['one in JavaScript is', 'src/new.js', ''],
    ['one in JSON is', 'src/new.json', ''],
    ['a source is gone', 'src/new.ts'],
    ['a package has another version', 'package-lock.json', '{"a": 1}'],
    ['the project has other settings', 'package.json', '{ "type": "module" }'],
    ["the firmware's bundler has", 'rollup.config.js', '//'],
    ['the bundle is empty', 'dist/cli.mjs', ''],
    ['it is of another edition', 'dist/cli.mjs', `// ${'0'.repeat(64)}\n`],
  ];

  test('after each change of what it is made of, once', async () => {
    expect(await madeAfter(changes)).toEqual(changes.map(([what], at) => [what, at + 1]));
    (await bundler())('cli.ts');
    expect(made()).toBe(changes.length);
  });

  test('when a source has another name', async () => {
    const bundleOf = await bundler();
    bundleOf('cli.ts');
    renameSync(join(folder, 'src/other.ts'), join(folder, 'src/outer.ts'));
    bundleOf('cli.ts');
    expect(made()).toBe(2);
  });
});

describe('a bundle stays', () => {
  test('when nothing has changed that it is made of', async () => {
    const changes: Change[] = [
      ['a source is written again', 'src/other.ts', 'console.log(1);\n'],
      ['something beside the sources is new', 'src/notes.ts.bak', ''],
      ['a test is', 'test/new.ts', ''],
    ];
    expect(await madeAfter(changes)).toEqual(changes.map(([what]) => [what, 1]));
  });

  test('when the whole project is moved', async () => {
    (await bundler())('cli.ts');
    const elsewhere = `${folder}-elsewhere`;
    renameSync(folder, elsewhere);
    expect((await bundler(elsewhere))('cli.ts')).toBe(join(elsewhere, 'dist/cli.mjs'));
    rmSync(folder, { recursive: true, force: true });
    renameSync(elsewhere, folder);
    expect(made()).toBe(1);
  });
});

test('a package of this project, which has no lock, is bundled as well', async () => {
  rmSync(join(folder, 'package-lock.json'));
  expect((await bundler())('cli.ts')).toBe(join(folder, 'dist/cli.mjs'));
});

describe('without a word there is no bundle', () => {
  let said: unknown[];
  beforeEach(() => {
    said = [];
    jest.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(text) > 0);
  });
  afterEach(() => {
    expect(said).toEqual([]);
  });

  test('where dist/ can not be written, and nothing is bundled in vain', async () => {
    write('dist', 'a file');
    expect((await bundler())('cli.ts')).toBeUndefined();
    expect(made()).toBe(0);
  });

  test.each([
    ['the bundler fails', "throw new Error('no');"],
    ['a source changes meanwhile', "appendFileSync('SOURCE', '//');"],
  ])('where %s; the one before stays whole, and nothing else is left', async (_what, does) => {
    const bundleOf = await bundler();
    bundleOf('cli.ts');
    const before = readFileSync(join(folder, 'dist/cli.mjs'), 'utf8');
    bundlerDoes(does.replace('SOURCE', join(folder, 'src/other.ts')));
    appendFileSync(join(folder, 'src/other.ts'), '//');
    expect(bundleOf('cli.ts')).toBeUndefined();
    expect(made()).toBe(2);
    expect(readFileSync(join(folder, 'dist/cli.mjs'), 'utf8')).toBe(before);
    expect(inDist()).toEqual(['cli.mjs', 'cli.mjs.map']);
    bundlerDoes('');
    expect(bundleOf('cli.ts')).toBe(join(folder, 'dist/cli.mjs'));
  });
});

function run(...args: string[]) {
  return spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
}

describe('as a program', () => {
  test('it bundles what it is told to', () => {
    const { status, stdout, stderr } = run('src/bundled.js', 'src/cli.ts', 'src/relay-main.ts');
    expect([status, stdout, stderr]).toEqual([0, '', '']);
    expect(inDist()).toEqual(['cli.mjs', 'cli.mjs.map', 'relay-main.mjs']);
  });

  test('it bundles nothing where another one asks it, whatever that was told', () => {
    write('other.js', "import './src/bundled.js';\nconsole.log('it ran');\n");
    expect(run('other.js', 'src/cli.ts').stdout).toBe('it ran\n');
    expect(made()).toBe(0);
  });

  test('it fails where it can not', () => {
    bundlerDoes("throw new Error('why');");
    const { status, stderr } = run('src/bundled.js', 'src/cli.ts');
    expect([status, stderr]).toEqual([1, expect.stringContaining('Error: why')]);
  });
});

test('a bundle holds its packages, but those that need their own files, and runs by itself', async () => {
  rmSync(join(folder, 'node_modules/esbuild'), { recursive: true });
  symlinkSync(ESBUILD, join(folder, 'node_modules/esbuild'));
  const parts = (name: string, fields: object, files: Readonly<Record<string, string>>): void => {
    write(`node_modules/${name}/package.json`, JSON.stringify({ name, ...fields }));
    for (const [file, text] of Object.entries(files)) write(`node_modules/${name}/${file}`, text);
  };
  // Of what it is written in twice, the one that can be taken apart is taken; the old way still gets Node's own parts.
  parts(
    'twice',
    { main: 'old.js', module: 'new.mjs', browser: 'page.js' },
    {
      'old.js': "module.exports.twice = 'old';",
      'new.mjs': "export const twice = 'new';",
      'page.js': "module.exports.twice = 'page';",
    },
  );
  parts('old', { main: 'old.js' }, { 'old.js': "module.exports = require('fs').existsSync('/');" });
  const apart = ['@serialport/bindings-cpp', 'esbuild', 'esptool-js', 'open', 'rollup', 'typescript'];
  write(
    'src/cli.ts',
    `import { twice } from 'twice';
    import old from 'old';
    import { other } from './other.ts';
    console.log(twice, old, other as string);
    export const later = [${apart.map((name) => `() => import('${name}')`).join(', ')}];
    await Promise.resolve();\n`,
  );
  // Node 20 knows no `using`, and of the comparison the bundler would warn.
  write(
    'src/other.ts',
    `export let other: string | number = 'not yet';
    { using held = { [Symbol.dispose]() { other = 'other'; } }; }
    if (other === -0) other = 0;\n`,
  );
  expect(run('src/bundled.js', 'src/cli.ts')).toMatchObject({ status: 0, stdout: '', stderr: '' });
  const bundle = (await bundler())('cli.ts') ?? '';
  const text = readFileSync(bundle, 'utf8');
  for (const name of apart) expect(text).toContain(`import("${name}")`);
  rmSync(join(folder, 'node_modules'), { recursive: true });
  rmSync(join(folder, 'src'), { recursive: true });
  const { stdout, stderr } = spawnSync(process.execPath, [bundle], { encoding: 'utf8' });
  expect([stdout, stderr]).toEqual(['new true other\n', '']);
  // What is beside it tells of lines alone: the sources are there anyway.
  const map = JSON.parse(readFileSync(`${bundle}.map`, 'utf8')) as {
    sources: string[];
    sourcesContent?: unknown;
  };
  expect(map.sources).toContain('../src/other.ts');
  expect(map.sourcesContent).toBeUndefined();
  expect(text).not.toContain('sourceMappingURL');
});
