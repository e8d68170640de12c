import { describe, expect, test } from '@jest/globals';
import { output } from '../workbench.ts';

// What the interpreter's Linux build printed for the same values.
describe('print', () => {
  test.each([
    [`'str', 1.5, true, null, undefined`, ['str 1.5 true null undefined']],
    ['[]', ['[  ]']],
    ['{}', ['{  }']],
    ['[1, 2, 3]', ['[ 1, 2, 3 ]']],
    ['{ a: 1, b: 2 }', ['{ "a": 1, "b": 2 }']],
    [
      '{ code: -9, message: "connection reset" }',
      ['{ "code": -9, ', '  "message": "connection reset"', ' }'],
    ],
    [`[1, '2']`, ['[ 1, ', '  "2"', ' ]']],
    ['[3, [1, 2], true]', ['[ 3, ', '  [ 1, 2 ], ', '  true ]']],
    ['[[1], [{}]]', ['[ ', '  [ 1 ], ', '  [ ', '    {  }', '   ]', ' ]']],
    [
      `{ a: 1, b: 'x', c: [1, 2], d: { e: null, f: undefined, g: true } }`,
      [
        '{ "a": 1, ',
        '  "b": "x", ',
        '  "c": [ 1, 2 ], ',
        '  "d": { "e": null, "f": undefined, "g": true }',
        ' }',
      ],
    ],
    [
      '{ free: 1398, usage: 202, total: 1600, history: 0, gc: 0, gctime: 0.075, blocksize: 12 }',
      [
        '{ "free": 1398, "usage": 202, "total": 1600, "history": 0, ',
        '  "gc": 0, "gctime": 0.075, "blocksize": 12 }',
      ],
    ],
    [`{ s: 'q"u\\n' }`, ['{ ', '  "s": "q\\"u\\n"', ' }']],
    ['new Uint8Array(3), new Uint8Array([1, 2, 300])', ['new Uint8Array(3) new Uint8Array([1, 2, 44])']],
    ['new ArrayBuffer(2)', ['new ArrayBuffer(2)']],
    [
      String.raw`['\x01', '\x012', '\b\x1b']`,
      ['[ ', String.raw`  "\1", `, String.raw`  "\x012", `, String.raw`  "\b\x1B"`, ' ]'],
    ],
    ['new Uint8Array([1]).buffer', ['new Uint8Array([1]).buffer']],
    [`new Error('boo')`, ['Error: Error: boo']],
    ['-0, 1 / 3, 123456789012, NaN, 1 / 0', ['0 0.33333333333 123456789012 NaN Infinity']],
    [`'two\\nlines'`, ['two', 'lines']],
    ['', ['']],
  ])('%s', (values, lines) => {
    expect(output(`print(${values})`)).toEqual(lines);
    expect(output(`console.log(${values})`)).toEqual(lines);
  });

  test('an object within itself is left out', () => {
    expect(output('var a = { b: 1 }; a.self = a; print(a)')).toEqual(['{ "b": 1, ', '  "self":  ... ', ' }']);
  });
});
