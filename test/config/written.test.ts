import * as fs from 'node:fs';
import { expect, jest, test } from '@jest/globals';

/** The files that are written from the code, to the letter. */

const written: { file: string; text: string }[] = [];
jest.unstable_mockModule('node:fs', () => ({
  ...fs,
  writeFileSync: (file: string | URL, text: string) => {
    written.push({ file: file instanceof URL ? file.href : file, text });
  },
}));
await import('../../src/config/write-schema.ts');
await import('../../src/config/recipes/write-page.ts');

test.each([
  ['npm run schema', 0, new URL('../../src/config/espruino.config.schema.json', import.meta.url).href],
  ['npm run recipes', 1, 'docs/recipes.md'],
])('%s writes what stands there', (_call, at, file) => {
  expect(written).toHaveLength(2);
  const text = fs.readFileSync(file.startsWith('file:') ? new URL(file) : file, 'utf8');
  expect(written[at]).toEqual({ file, text });
});
