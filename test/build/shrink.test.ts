import { describe, expect, test } from '@jest/globals';
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

test('a list of numbers is there as it is, and one of which not all are texts', async () => {
  const code = "import { PINS, MIXED } from 'button:constants';\ntell(PINS.length + MIXED.length);";
  expect(told(await shrink(code, { PINS: [0, 2], MIXED: [1, 'a', 'b'] }))).toEqual([5]);
});

describe('the script', () => {
  test('has short names of its own, and those of the board and in quotes as they are', async () => {
    // "highest" stands in the board's declaration too, but in words for people.
    const code =
      "const machine = tell;\nmachine({ highest: 1, mapInPlace: 2, 'quoted': 3 }.mapInPlace);\ntell(machine);";
    const script = await shrink(`${code}\ntell({ highest: 1, mapInPlace: 2, 'quoted': 3 });`, {});
    expect(script).not.toMatch(/machine|highest/);
    expect(script).toMatch(/mapInPlace:2,.*quoted.*:3/);
  });

  test('hides no global of the board, however many names it has', async () => {
    const names = Array.from({ length: 100 }, (_, index) => `name${index}`);
    const code = names.map((name) => `let ${name} = tell();\ntell(${name}++);`).join('\n');
    const script = await shrink(`${code}\ntell(() => [${names.join()}]);`, {});
    expect(script).toMatch(/\bF\b/);
    expect(script).not.toMatch(/\b(E|A0|D\d)\b/);
  });

  test('is short: truth is a number, and a function an arrow', async () => {
    expect(await shrink('tell(true, function () { return tell(1); });', {})).toBe('tell(1,()=>tell(1));');
  });

  test('makes a function once that is handed on in a function', async () => {
    const code = 'function step() { tell(1); tell(2); }\ntell(() => { wait(step); });';
    expect(await shrink(code, {})).toMatch(/^const \w=/);
  });

  test('makes no function where it calls one: on the board that would be at every call', async () => {
    const code =
      'function look(list) { for (const each of list) tell(each); return 2; }\ntell(() => { tell(look(tell())); });';
    expect(await shrink(code, {})).not.toContain(')(');
  });

  test('is ASCII', async () => {
    expect(await shrink("tell('caf\u00e9');", {})).toBe('tell("caf\\xe9");');
  });
});
