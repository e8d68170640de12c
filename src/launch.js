import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL, URL } from 'node:url';

/**
 * Runs a program of this folder in this very process: `node src/launch.js relay-main.ts [arguments]`. It is bundled into
 * dist/ once, by `npm ci` or by another process, and anew when a source is younger: what runs for months loads neither
 * TypeScript nor a bundler, and needs no other file.
 * Where dist/ can't be written it is loaded as it is.
 */

const SOURCES = fileURLToPath(new URL('.', import.meta.url));
const ROOT = join(SOURCES, '..');
/** What such a program is made of, beside what it imports from packages. */
const PARTS = ['relay', 'config'];
/** CommonJS inside of a module still asks for Node's own parts in its way. */
const BANNER = `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);`;

const [, own = '', program = '', ...rest] = process.argv;
if (program === '--bundle') {
  const [entry = ''] = rest;
  await bundle(entry);
} else {
  process.argv = [process.execPath, own, ...rest];
  await import(pathToFileURL(await runnable(program)).href);
}

/** @param {string} program @returns {Promise<string>} a file that can be imported */
async function runnable(program) {
  const target = bundleOf(program);
  if (modifiedMs(target) > youngestMs()) return target;
  try {
    execFileSync(process.execPath, [own, '--bundle', program], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    return target;
  } catch {
    (await import('tsx/esm/api')).register();
    return join(SOURCES, program);
  }
}

/** @param {string} program */
function bundleOf(program) {
  return join(ROOT, 'dist', basename(program).replace(/\.ts$/, '.mjs'));
}

/** @param {string} program */
async function bundle(program) {
  const { build } = await import('esbuild');
  const target = bundleOf(program);
  const fresh = `${target}.${process.pid}`;
  mkdirSync(join(ROOT, 'dist'), { recursive: true });
  try {
    await build({
      entryPoints: [join(SOURCES, program)],
      outfile: fresh,
      bundle: true,
      platform: 'node',
      format: 'esm',
      // Some packages' main files hide what they are made of.
      mainFields: ['module', 'main'],
      target: 'node20',
      banner: { js: BANNER },
      logLevel: 'error',
    });
    renameSync(fresh, target);
  } finally {
    rmSync(fresh, { force: true });
  }
}

/** When the last change was made to what a program can be made of. */
function youngestMs() {
  const folders = PARTS.flatMap((part) =>
    readdirSync(join(SOURCES, part), { recursive: true, withFileTypes: true }),
  );
  const files = [...folders, ...readdirSync(SOURCES, { withFileTypes: true })]
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return Math.max(...[...files, join(ROOT, 'package-lock.json')].map(modifiedMs));
}

/** @param {string} file */
function modifiedMs(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? -Infinity;
}
