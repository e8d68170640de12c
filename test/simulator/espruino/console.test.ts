import { describe, expect, test } from '@jest/globals';
import { Console } from '../../../src/simulator/index.ts';
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
    [
      String.raw`['\x00', '\x07', '\x078', '\x077', '\x007', '\x08', '\x1f', '\x7e', '\x7f', '\xff']`,
      [
        '[ ',
        ...[String.raw`  "\0", `, String.raw`  "\7", `, String.raw`  "\78", `, String.raw`  "\x077", `],
        ...[String.raw`  "\x007", `, String.raw`  "\b", `, String.raw`  "\x1F", `, '  "~", '],
        ...[String.raw`  "\x7F", `, String.raw`  "\xFF"`],
        ' ]',
      ],
    ],
    [String.raw`['\t\v\f\r\n\b"\\']`, ['[ ', String.raw`  "\t\v\f\r\n\b\"\\"`, ' ]']],
    ['{ a: 1, b: 2, c: 3, d: 4 }', ['{ "a": 1, "b": 2, "c": 3, "d": 4 }']],
    [
      '{ a: 1, b: 2, c: 3, d: 4, e: 5, f: 6, g: 7, h: 8, i: 9, j: 10, k: 11 }',
      [
        '{ "a": 1, "b": 2, "c": 3, "d": 4, ',
        '  "e": 5, "f": 6, "g": 7, "h": 8, "i": 9, ',
        '  "j": 10, "k": 11 }',
      ],
    ],
    [
      `{ a: 1, b: 'x', c: 2, d: 3, e: 4, f: 5, g: 6 }`,
      ['{ "a": 1, ', '  "b": "x", ', '  "c": 2, "d": 3, "e": 4, "f": 5, "g": 6 }'],
    ],
    [`{ a: 'x', b: 1, c: 2 }`, ['{ ', '  "a": "x", ', '  "b": 1, "c": 2 }']],
    [`[1, 'a', 2]`, ['[ 1, ', '  "a", ', '  2 ]']],
    ['[null, undefined, true, false]', ['[ null, undefined, true, false ]']],
    ['[[[]]]', ['[ ', '  [ ', '    [  ]', '   ]', ' ]']],
    ['{ a: {}, b: 1 }', ['{ ', '  "a": {  }, ', '  "b": 1 }']],
    ['new Float32Array([1.5, 2]), new Int8Array([-1])', ['new Float32Array([1.5, 2]) new Int8Array([-1])']],
    ['[new Uint8Array(2)]', ['[ ', '  new Uint8Array(2)', ' ]']],
    ['new ArrayBuffer(0)', ['new ArrayBuffer(0)']],
    ['new Uint8Array([0, 1])', ['new Uint8Array([0, 1])']],
    ['print, setTimeout', ['function () { [native code] } function () { [native code] }']],
    ['new (function C() { this.x = 1 })()', ['C: { "x": 1 }']],
    ['[new (class D {})()]', ['[ ', '  D: {  }', ' ]']],
    ['Object.create(null)', ['{  }']],
    ['{ "a b": 1, "": 3 }', ['{ "a b": 1, "": 3 }']],
    [`new TypeError('t'), [new Error('a')]`, ['TypeError: TypeError: t [ ', '  Error: Error: a', ' ]']],
    [
      '[1.23456789012345, 0.1, 1e20, 1e-7, -1.5, -1 / 3]',
      ['[ 1.23456789012, 0.1, 100000000000000000000, 1e-7, -1.5, -0.33333333333 ]'],
    ],
    ['1e300, -1 / 0', ['1e+300 -Infinity']],
    ['1.23456e-8', ['1.23456e-8']],
    ['{ length: 1 }', ['{ "length": 1 }']],
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

  test('the same object twice is shown twice', () => {
    expect(output('var a = {}; print([a, a])')).toEqual(['[ ', '  {  }, ', '  {  }', ' ]']);
  });

  test('a function of the program is its text', () => {
    expect(output('print(function () { return 1 })')[0]).toContain('return 1');
  });

  test('a date says that it is one', () => {
    expect(output('print(new Date(0))')[0]).toMatch(/^Date: Thu Jan/);
  });
});

describe('the console', () => {
  test('tells of each line once it is whole, and takes UTF-8', () => {
    const board = new Console();
    const told: string[] = [];
    board.write('before\n');
    board.onLine = (line) => told.push(line);
    board.write('on');
    expect(board.lines).toEqual(['before']);
    board.write('e\ntwo\n\nh\xc3');
    board.write('\xa9\nrest');
    expect(told).toEqual(['one', 'two', '', 'hé']);
    expect(board.lines).toEqual(['before', ...told]);
  });

  test('remembers the last 10000 lines', () => {
    const board = new Console();
    for (let line = 0; line < 10_001; line++) board.write(`${line}\n`);
    expect([board.lines.length, board.lines[0]]).toEqual([10_000, '1']);
  });
});
