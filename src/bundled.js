import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath, URL } from 'node:url';

/**
 * The relay as one file in dist/, made by `npm ci` (this file as a program) or by the first who starts it, and anew when a
 * source is younger: what runs for months loads neither TypeScript nor a bundler, and needs no other file.
 */
const BUNDLED = ['relay-main.ts', 'relay/command/child.ts'];

const OWN = fileURLToPath(import.meta.url);
const SOURCES = fileURLToPath(new URL('.', import.meta.url));
const ROOT = join(SOURCES, '..');
/** What it is made of, beside what it imports from packages. */
const PARTS = ['relay', 'config', 'commands'];
/** CommonJS inside of a module still asks for Node's own parts in its way. */
const BANNER = `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);`;

if (process.argv[1] === OWN) await bundle(process.argv[2] ?? '');

/**
 * @param {string} program a file in TypeScript
 * @returns {string | undefined} its bundle, or undefined where it has none, or dist/ can't be written
 */
export function bundleOf(program) {
  if (!BUNDLED.some((name) => resolve(program) === join(SOURCES, name))) return undefined;
  const target = targetOf(program);
  if (modifiedMs(target) > youngestMs()) return target;
  try {
    // In a process of its own: the relay's keeps nothing of the bundler.
    execFileSync(process.execPath, [OWN, program], { stdio: ['ignore', 'ignore', 'pipe'] });
    return target;
  } catch {
    return undefined;
  }
}

/** @param {string} program */
function targetOf(program) {
  return join(ROOT, 'dist', basename(program).replace(/\.ts$/, '.mjs'));
}

/** @param {string} program */
async function bundle(program) {
  const target = targetOf(program);
  const { build } = await import('esbuild');
  const fresh = `${target}.${process.pid}`;
  mkdirSync(join(ROOT, 'dist'), { recursive: true });
  try {
    await build({
      entryPoints: [program],
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

/** When the last change was made to what it can be made of. */
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
