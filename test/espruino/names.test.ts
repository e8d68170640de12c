import { beforeAll, describe, expect, test } from '@jest/globals';
import vm from 'node:vm';
import { BOARD_GLOBALS } from '../../src/build/board-globals.ts';
import { subsetFaults } from '../../src/build/subset.ts';
import { ESPRUINO, runOnEspruino } from './interpreter.ts';
import { BINARY_AND_DATES } from './library/binary-and-dates.ts';
import { GLOBALS } from './library/globals.ts';
import { METHODS } from './library/methods.ts';

const suite = ESPRUINO === '' ? describe.skip : describe;

/** A value of each built-in type, by the type's name. */
const VALUES: Readonly<Record<string, string>> = {
  ...{ Object: '({})', Function: '(function(){})', Array: '[1]', Number: '(1)', String: '"a"' },
  ...{ Boolean: 'true', Date: 'new Date(0)', RegExp: '/a/', Promise: 'Promise.resolve(1)' },
  ...{ Error: 'new Error("a")', ArrayBuffer: 'new ArrayBuffer(8)', Uint8Array: 'new Uint8Array(1)' },
  DataView: 'new DataView(new ArrayBuffer(8))',
};

/** Named after what all functions and constructors have, or for the markup that browsers' texts can make of themselves. */
const NOT_LOOKED_AT = [
  ...['prototype', 'name', 'length', 'arguments', 'caller', 'constructor'],
  ...['anchor', 'big', 'blink', 'bold', 'fixed', 'fontcolor', 'fontsize', 'italics', 'link', 'small'],
  ...['strike', 'sub', 'sup'],
];

/** Names that one type of the board has and another has not, or that are common among a program's own. */
const TOLD_BY_VALUE = [
  ...['Array#lastIndexOf', 'Array#with', 'Uint8Array#lastIndexOf', 'Uint8Array#with', 'ArrayBuffer#slice'],
  ...['RegExp#dotAll', 'RegExp#flags', 'RegExp#global', 'RegExp#hasIndices', 'RegExp#ignoreCase'],
  ...['RegExp#multiline', 'RegExp#sticky', 'RegExp#unicode', 'RegExp#unicodeSets', 'RegExp#compile'],
  ...['ArrayBuffer#maxByteLength', 'ArrayBuffer#resizable', 'ArrayBuffer#resize', 'ArrayBuffer#detached'],
  ...['ArrayBuffer#transfer', 'ArrayBuffer#transferToFixedLength', 'Uint8Array#BYTES_PER_ELEMENT'],
];

function namesOf(expression: string): string[] {
  const names: unknown = vm.runInNewContext(`Object.getOwnPropertyNames(${expression})`);
  if (!Array.isArray(names)) throw new Error(`${expression} has no names`);
  return names.filter(
    (name): name is string =>
      typeof name === 'string' && /^[a-z]\w*$/i.test(name) && !NOT_LOOKED_AT.includes(name),
  );
}

/** Two of each are inherited, so that they are not among a type's own names. */
const STATICS_OF_BINARY = [...BOARD_GLOBALS]
  .filter((name) => /^(Uint|Int|Float)\d+(Clamped)?Array$/.test(name))
  .flatMap((type) => ['BYTES_PER_ELEMENT', 'from', 'of'].map((name) => `${type}.${name}`));

const STATICS = [
  ...[...Object.keys(VALUES), 'JSON', 'Math'].flatMap((owner) =>
    namesOf(owner).map((name) => `${owner}.${name}`),
  ),
  ...STATICS_OF_BINARY,
];
const METHODS_OF_VALUES = Object.keys(VALUES).flatMap((type) => {
  const own = namesOf(`${type}.prototype`);
  const shared = type === 'Uint8Array' ? namesOf('Object.getPrototypeOf(Uint8Array.prototype)') : [];
  return [...new Set([...own, ...shared])].map((name) => `${type}#${name}`);
});

/** Asks the interpreter for the type of each expression; one after the other, because memory is short. */
async function typesOf(expressions: readonly string[]): Promise<Map<string, string>> {
  const types = new Map<string, string>();
  for (let at = 0; at < expressions.length; at += 50) {
    const some = expressions.slice(at, at + 50);
    const { printed } = await runOnEspruino(some.map((each) => `print(typeof ${each});`).join(''));
    some.forEach((each, index) => types.set(each, printed[index] ?? 'nothing'));
  }
  return types;
}

const valueOf = (method: string): string =>
  method.replace(/(\w+)#/, (_, type: string) => `${VALUES[type] ?? ''}.`);

suite('names that the standard’s built-ins have', () => {
  let types: ReadonlyMap<string, string>;
  beforeAll(async () => {
    types = await typesOf([...STATICS, ...METHODS_OF_VALUES.map(valueOf)]);
  });

  const isThere = (expression: string): boolean => types.get(expression) !== 'undefined';

  test('a static is let through if, and only if, the board has it', () => {
    const wrong = STATICS.filter((name) => (subsetFaults(`${name};`).length === 0) !== isThere(name));
    expect(wrong).toEqual([]);
  });

  test('a method is let through if, and only if, the board has it, but for those that the value decides', () => {
    const wrong = METHODS_OF_VALUES.filter(
      (name) =>
        (subsetFaults(`const a=1;a.${name.replace(/.*#/, '')}();`).length === 0) !== isThere(valueOf(name)),
    );
    expect(wrong.filter((name) => !TOLD_BY_VALUE.includes(name))).toEqual([]);
  });

  test('each one that the board has is run once', () => {
    const rows = [...GLOBALS, ...METHODS, ...BINARY_AND_DATES].map(([name]) => name);
    const there = [...STATICS, ...METHODS_OF_VALUES].filter((name) => isThere(valueOf(name)));
    expect(there.filter((name) => !rows.includes(name))).toEqual([]);
  });
});

suite('globals', () => {
  test('each that the check knows is there', async () => {
    // A0 exists on the chip alone; `arguments` is there inside functions.
    const names = [...BOARD_GLOBALS].filter((name) => !['undefined', 'A0', 'arguments'].includes(name));
    const types = await typesOf(names);
    expect(names.filter((name) => types.get(name) === 'undefined')).toEqual([]);
  });

  test('each of the standard that the check does not know is missing', async () => {
    const names = namesOf('globalThis').filter((name) => !BOARD_GLOBALS.has(name));
    expect(names).toContain('Map');
    const types = await typesOf(names);
    expect(names.filter((name) => types.get(name) !== 'undefined')).toEqual([]);
  });
});
