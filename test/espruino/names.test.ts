import { describe, expect, test } from '@jest/globals';
import { BOARD_GLOBALS } from '../../src/build/board-globals.ts';
import { ESPRUINO, runOnEspruino } from './interpreter.ts';
import { LIBRARY } from './library/index.ts';
import { OWN } from './library/own.ts';
import { standardNames } from './library/standard.ts';

const suite = ESPRUINO === '' ? describe.skip : describe;

/** A value of each built-in type, by the type's name. */
const VALUES: Readonly<Record<string, string>> = {
  ...{ Object: '({})', Function: '(function(){})', Array: '[1]', Number: '(1)', String: '"a"' },
  ...{ Boolean: 'true', Date: 'new Date(0)', RegExp: '/a/g', Promise: 'Promise.resolve(1)' },
  ...{ Error: 'new Error("a")', ArrayBuffer: 'new ArrayBuffer(8)', Uint8Array: 'new Uint8Array(1)' },
  DataView: 'new DataView(new ArrayBuffer(8))',
};

/** Asks the interpreter which of these there are; of some at a time, because memory is short. */
async function thereOf(expressions: readonly string[]): Promise<string[]> {
  const there: string[] = [];
  for (let at = 0; at < expressions.length; at += 50) {
    const some = expressions.slice(at, at + 50);
    const { printed } = await runOnEspruino(some.map((each) => `print(typeof ${each});`).join(''));
    there.push(...some.filter((_, index) => printed[index] !== 'undefined'));
  }
  return there;
}

/** What test/build/names.test.ts has the check let through, and nothing else of the standard. */
suite('the programs use of the standard what the board has', () => {
  const names = LIBRARY.map(([name]) => name);
  const owners = new Set(names.map((name) => name.replace(/[.#].*/, '')));
  const { globals, statics, methods } = standardNames();

  test('its globals', async () => {
    expect(await thereOf(globals)).toEqual(globals.filter((name) => owners.has(name)));
  });

  test('its statics', async () => {
    const asked = statics.filter((name) => owners.has(name.replace(/\..*/, '')));
    expect(await thereOf(asked)).toEqual(asked.filter((name) => names.includes(name)));
  });

  test('its methods', async () => {
    const asked = methods.filter((name) => name.replace(/#.*/, '') in VALUES);
    const valueOf = (name: string): string =>
      name.replace(/(.*)#/, (_, type: string) => `${VALUES[type] ?? ''}.`);
    expect(await thereOf(asked.map(valueOf))).toEqual(
      asked.filter((name) => names.includes(name)).map(valueOf),
    );
  });
});

suite('what the board has beside the language', () => {
  test.each(OWN)('%s', async (program, printed) => {
    expect(await runOnEspruino(program)).toEqual({ printed: [printed], error: '' });
  });

  test('and each global that the check knows is there', async () => {
    // A0 exists on the chip alone.
    const names = [...BOARD_GLOBALS].filter((name) => !['undefined', 'A0'].includes(name));
    expect(await thereOf(names)).toEqual(names);
  });
});
