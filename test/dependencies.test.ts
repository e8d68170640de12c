import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { z } from 'zod';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const IMPORTED = /(?:from|import\(|^import) '([^'.][^']*)'/gm;

const { dependencies } = z
  .object({ dependencies: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')));

/** `a/b` is of the package `a`, `@a/b/c` of `@a/b`. */
function packageOf(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

test('every package that src/ imports is a dependency: npm ci --omit=dev is enough for every command', () => {
  const files = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' });
  const imported = files
    // What writes a page or a schema anew is for who changes the project.
    .filter((file) => /\.(ts|js)$/.test(file) && !/\bwrite-\w+\.ts$/.test(file))
    .flatMap((file) => [...readFileSync(join(ROOT, 'src', file), 'utf8').matchAll(IMPORTED)])
    .map(([, specifier = '']) => specifier)
    .filter((specifier) => !isBuiltin(specifier) && !specifier.startsWith('button:'))
    .map(packageOf);
  const missing = [...new Set(imported)].filter((name) => !Object.hasOwn(dependencies, name));
  expect(imported.length).toBeGreaterThan(10);
  expect(missing).toEqual([]);
});
