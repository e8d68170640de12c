import { expect, test } from '@jest/globals';
import { shrink } from '../../src/build/shrink.ts';
import { told } from './told.ts';

const IMPORT = "import { GREETING, words } from 'button:constants';\n";

test('what the build knows comes in as literals, and lists of texts as functions that make them', async () => {
  const code = `${IMPORT}tell(GREETING);\ntell(words()[1]);`;
  const script = await shrink(code, { GREETING: 'hello', words: ['one', 'two'], ELSE: 'not asked for' });
  expect(told(script)).toEqual(['hello', 'two']);
  expect(script).not.toContain('not asked for');
});

test('also under the name that rollup gave it, where another had its own', async () => {
  const code =
    "import { GREETING as GREETING$1 } from 'button:constants';\nlet GREETING = 1;\ntell(GREETING$1);";
  expect(told(await shrink(code, { GREETING: 'hello' }))).toEqual(['hello']);
});

test('what nobody supplies ends the build, by its name', async () => {
  await expect(shrink(`${IMPORT}tell(words);`, { GREETING: 'hello' })).rejects.toMatchObject({
    exit: 'build',
    message: expect.stringContaining('"words"'),
  });
});

test('what these constants switch off is not in the script', async () => {
  const code = "import { LOUD } from 'button:constants';\nif (LOUD) tell('loud');\ntell('said');";
  expect(await shrink(code, { LOUD: false })).not.toContain('loud');
  expect(told(await shrink(code, { LOUD: true }))).toEqual(['loud', 'said']);
});
