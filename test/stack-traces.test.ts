import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { build } from 'esbuild';
import { traceToSources } from '../src/stack-traces.js';

/** Where an error comes from, when a bundle with a map runs. */

/** Its types go, so that no line of it keeps its number. */
const TYPES = 'interface Gone {\n  x: 1;\n}\n'.repeat(20);
const SOURCE = `${TYPES}export function fails(): Gone {\n  const why = 1;\n  if (why) throw new Error('why');\n}\n`;
/** What no source has, as a bundle begins. */
const BANNER = '// of the bundle\n'.repeat(10).trim();

/** What Node asks how a stack is told, if there is any. */
const asked = Error as { prepareStackTrace?: ((error: Error, places: unknown[]) => unknown) | undefined };
const before = asked.prepareStackTrace;
let folder: string;
let bundle: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'button-traces-'));
  bundle = join(folder, 'program.mjs');
  const source = join(folder, 'a program.ts');
  writeFileSync(source, SOURCE);
  await build({
    entryPoints: [source],
    outfile: bundle,
    format: 'esm',
    sourcemap: 'external',
    banner: { js: BANNER },
  });
});
afterEach(() => {
  asked.prepareStackTrace = before;
  rmSync(folder, { recursive: true });
});

/** The stack of an error, as Node would make it of these places. */
function stackOf(error: Error, ...places: string[]): unknown {
  const prepare = asked.prepareStackTrace;
  asked.prepareStackTrace = before;
  return prepare?.(error, places);
}

const at = (file: string): string => pathToFileURL(join(folder, file)).href;

test('a place in the bundle is told as the one in its source, with what was called there', () => {
  traceToSources(bundle);
  const places = [`fails (${at('program.mjs')}:13:18)`, `async ${at('program.mjs')}:11:1`];
  expect(stackOf(new TypeError('why'), ...places)).toBe(
    `TypeError: why\n    at fails (${at('a program.ts')}:63:18)\n    at async ${at('a program.ts')}:61:8`,
  );
});

test('any other place is told as it is', () => {
  traceToSources(bundle);
  const places = [
    // Of a package that is no part of the bundle, of the bundle's own beginning, and of Node.
    `parse (${at('package.mjs')}:13:18)`,
    `${at('program.mjs')}:2:1`,
    'Array.map (<anonymous>)',
    'node:internal/main:28:49',
  ];
  expect(stackOf(new Error('why'), ...places)).toBe(['Error: why', ...places].join('\n    at '));
});

test('where the bundle has no map Node tells the places as ever', () => {
  rmSync(`${bundle}.map`);
  traceToSources(bundle);
  expect(asked.prepareStackTrace).toBe(before);
});
