import { expect, test } from '@jest/globals';
import { subsetFaults } from '../../src/build/subset.ts';
import { LIBRARY } from '../espruino/library/index.ts';
import { OWN } from '../espruino/library/own.ts';
import { standardNames } from '../espruino/library/standard.ts';

/** What the interpreter has, as its suite shows it (test/espruino/names.test.ts). */
const THERE: ReadonlySet<string> = new Set(LIBRARY.map(([name]) => name));
const OWNERS: ReadonlySet<string> = new Set([...THERE].map(ownerOf));
const TYPES: ReadonlySet<string> = new Set([...THERE].filter((name) => name.includes('#')).map(ownerOf));
const { globals, statics, methods } = standardNames();

/** Names that one type of the board has and another has not, or that are common among a program's own. */
const TOLD_BY_VALUE = [
  ...['Array#lastIndexOf', 'Array#with', 'Uint8Array#lastIndexOf', 'Uint8Array#with', 'ArrayBuffer#slice'],
  ...['RegExp#dotAll', 'RegExp#global', 'RegExp#hasIndices', 'RegExp#ignoreCase', 'RegExp#multiline'],
  ...['RegExp#sticky', 'RegExp#unicode', 'RegExp#unicodeSets', 'RegExp#compile', 'Error#cause'],
  ...['ArrayBuffer#maxByteLength', 'ArrayBuffer#resizable', 'ArrayBuffer#resize', 'ArrayBuffer#detached'],
  ...['ArrayBuffer#transfer', 'ArrayBuffer#transferToFixedLength', 'Uint8Array#BYTES_PER_ELEMENT'],
];

const isLetThrough = (program: string): boolean => subsetFaults(program).length === 0;

test('a global of the standard is let through if, and only if, the board has it', () => {
  expect(globals.filter((name) => isLetThrough(`${name};`))).toEqual(
    globals.filter((name) => OWNERS.has(name)),
  );
});

test('a static is let through if, and only if, the board has it', () => {
  expect(statics.filter((name) => isLetThrough(`${name};`)).sort()).toEqual(
    [...THERE].filter((name) => name.includes('.')).sort(),
  );
});

test('a method is let through if, and only if, the board has it, but for those that the value decides', () => {
  const asked = methods.filter((name) => TYPES.has(ownerOf(name)) && !TOLD_BY_VALUE.includes(name));
  expect(asked.filter((name) => isLetThrough(`const a=1;a.${name.replace(/.*#/, '')}();`))).toEqual(
    asked.filter((name) => THERE.has(name)),
  );
});

test.each([...LIBRARY.map(([, program]) => program), ...OWN.map(([program]) => program)])(
  'what the board has is let through where a program uses it: %s',
  (program) => {
    expect(subsetFaults(program)).toEqual([]);
  },
);

function ownerOf(name: string): string {
  return name.replace(/[.#].*/, '');
}
