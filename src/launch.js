import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL, URL } from 'node:url';

/**
 * Runs a program in TypeScript: `node src/launch.js FILE ...`. It stands before all else, and in words that an old Node can read,
 * so that one is told in a sentence instead of by the first thing that it lacks. It takes tsx into this process, which
 * saves the second one that the command `tsx` starts.
 */
/** @type {{ engines: { node: string } }} */
const { engines } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const needed = engines.node.replace('>=', '');

if (isOlder(process.versions.node, needed)) {
  process.stderr.write(
    `Node ${process.versions.node} is too old: this needs ${needed} or newer. Get it from https://nodejs.org.\n`,
  );
  // nodeTooOld in src/failure.ts.
  process.exitCode = 7;
} else {
  void launch();
}

async function launch() {
  // As if the program had been called without this.
  process.argv.splice(1, 1);
  const [, file = ''] = process.argv;
  const { bundleOf } = await import('./bundled.js');
  const bundle = bundleOf(file);
  if (bundle === undefined) (await import('tsx/esm/api')).register();
  else (await import('./stack-traces.js')).traceToSources(bundle);
  await import(pathToFileURL(bundle ?? resolve(file)).href);
}

/**
 * @param {string} version
 * @param {string} least
 */
function isOlder(version, least) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [leastMajor = 0, leastMinor = 0] = least.split('.').map(Number);
  return major < leastMajor || (major === leastMajor && minor < leastMinor);
}
