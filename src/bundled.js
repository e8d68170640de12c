import { Buffer } from 'node:buffer';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath, URL } from 'node:url';

/**
 * The commands, the build and the relay as one file each in dist/, made by `npm ci` (this file as a program) or by the first
 * who starts one, and anew when a source has changed: a start reads one file in place of hundreds, and loads neither TypeScript
 * nor a bundler.
 */
const COMMANDS = ['cli.ts', 'build-main.ts'];
const RELAYS = ['relay-main.ts', 'relay/command/child.ts'];

const OWN = fileURLToPath(import.meta.url);
const SOURCES = fileURLToPath(new URL('.', import.meta.url));
const ROOT = join(SOURCES, '..');
/** What it is made of beside the sources; the lock, which a package of this project has not, stands for the packages. */
const BESIDE = ['rollup.config.js', 'package.json', 'package-lock.json'];
/**
 * Packages that hold machine code or look for files of their own, and large ones that few commands need. Each is imported
 * where it is needed: what a bundle imports at its top, every command loads.
 */
const APART = ['@serialport/bindings-cpp', 'esbuild', 'esptool-js', 'open', 'rollup', 'typescript'];
/** CommonJS inside of a module still asks for Node's own parts in its way. */
const REQUIRE = `import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);`;

if (realPath(process.argv[1] ?? '') === OWN) await Promise.all(process.argv.slice(2).map(bundle));

/**
 * @param {string} program a file in TypeScript
 * @returns {string | undefined} its bundle, or undefined where it has none, or dist/ can't be written
 */
export function bundleOf(program) {
  const source = realPath(program);
  if (![...COMMANDS, ...RELAYS].some((name) => source === join(SOURCES, name))) return undefined;
  const target = targetOf(program);
  try {
    // In a process of its own: a relay's keeps nothing of the bundler.
    if (firstLineOf(target) !== editionLine()) {
      execFileSync(process.execPath, [OWN, program], { stdio: 'ignore' });
    }
    return target;
  } catch {
    return undefined;
  }
}

/**
 * By whatever link or junction it was called: Node names its modules by their real paths.
 * @param {string} path
 */
function realPath(path) {
  return existsSync(path) ? realpathSync(path) : undefined;
}

/** @param {string} program */
function targetOf(program) {
  return join(ROOT, 'dist', `${basename(program, '.ts')}.mjs`);
}

/** @param {string} program */
async function bundle(program) {
  const target = targetOf(program);
  const fresh = `${target}.${process.pid}`;
  const edition = editionLine();
  mkdirSync(join(ROOT, 'dist'), { recursive: true });
  try {
    // Where this can't be written, it is known before the work is done.
    writeFileSync(fresh, '');
    const { build } = await import('esbuild');
    await build({
      entryPoints: [program],
      outfile: fresh,
      bundle: true,
      platform: 'node',
      format: 'esm',
      // Some packages' main files hide what they are made of.
      mainFields: ['module', 'main'],
      external: APART,
      target: 'node20',
      banner: { js: `${edition}\n${REQUIRE}` },
      // A relay's memory is to stay small, also where it tells of many errors.
      sourcemap: COMMANDS.includes(basename(program)) && 'external',
      sourcesContent: false,
      logLevel: 'error',
    });
    if (editionLine() !== edition) throw new Error('A source changed meanwhile.');
    if (COMMANDS.includes(basename(program))) renameSync(`${fresh}.map`, `${target}.map`);
    renameSync(fresh, target);
  } finally {
    for (const left of [fresh, `${fresh}.map`]) rmSync(left, { force: true });
  }
}

/** Another one for other sources or other packages. By their content: times of files come along with a copy or an archive. */
function editionLine() {
  const hash = createHash('sha256');
  for (const file of [...sourcesIn(SOURCES), ...BESIDE.map((name) => join(ROOT, name)).filter(existsSync)]) {
    hash.update(`${file.slice(ROOT.length)}\0`).update(readFileSync(file));
  }
  return `// ${hash.digest('hex')}`;
}

/**
 * @param {string} folder
 * @returns {string[]} in half the time of a recursive `readdirSync`
 */
function sourcesIn(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sourcesIn(path);
    return /\.(ts|js|json)$/.test(entry.name) ? [path] : [];
  });
}

/**
 * @param {string} file a bundle
 * @returns {string} its first line; nothing where there is none
 */
function firstLineOf(file) {
  if (!existsSync(file)) return '';
  const start = Buffer.alloc('// '.length + 64);
  const opened = openSync(file, 'r');
  readSync(opened, start);
  closeSync(opened);
  return start.toString('latin1');
}
