import { describe, expect, test } from '@jest/globals';
import { output } from '../../workbench.ts';

/** What an expression comes to, or what it throws. */
function shown(expression: string): string | undefined {
  return output(`try { print(JSON.stringify(${expression})) } catch (e) { print('' + e) }`)[0];
}

const FORM =
  'TypeError: If specifying an object, it must be of the form {data : ..., count : N} or {callback : fn} - got ';

// As on the interpreter (test/espruino/board-programs.ts).
describe('the bytes of', () => {
  test.each([
    ['"a\\xff"', '97,255'],
    ['300, -1, 1.7, -1.5', '44,255,1,255'],
    ['true, false', '1,0'],
    ['[1, [2, "b"], []]', '1,2,98'],
    ['new Uint8Array([7, 8]), new Uint16Array([258])', '7,8,2'],
    ['new Uint8Array([7, 8, 9]).buffer', '7,8,9'],
    ['new Uint8Array(new Uint8Array([1, 2, 3, 4]).buffer, 1, 2)', '2,3'],
    ['{ data: 10, count: 3 }, { data: "bc", count: 2 }', '10,10,10,98,99,98,99'],
    ['{ data: [1, 2], count: 2 }, { data: 1, count: 2.7 }', '1,2,1,2,1,1'],
    ['{ data: 1, count: 0 }, { data: 1, count: -1 }', ''],
    ['', ''],
  ])('%s', (values, bytes) => {
    expect(output(`print(E.toUint8Array(${values}).join())`)).toEqual([bytes]);
    const codes = `.split('').map(function (c) { return c.charCodeAt(0) }).join()`;
    expect(output(`print(E.toString(${values})${codes})`)).toEqual([bytes]);
  });

  test.each([
    ['{ data: 5 }', `${FORM}{ "data": 5 }`],
    ['{ a: 1 }', `${FORM}{ "a": 1 }`],
    ['{ count: 2 }', `${FORM}{ "count": 2 }`],
    ['{ data: 1, count: "2" }', `${FORM}{ "data": 1, `],
    ['null', 'TypeError: Expecting Number or iterable, got null'],
    ['undefined', 'TypeError: Expecting Number or iterable, got undefined'],
    ['[[], [undefined]]', 'TypeError: Expecting Number or iterable, got undefined'],
  ])('%s there are not', (value, message) => {
    expect(shown(`E.toUint8Array(${value})`)).toBe(message);
  });
});

describe('E.mapInPlace', () => {
  test.each([
    ['[1, 2, 3], undefined, 0', 4, [1, 2, 3, 0]],
    ['[1, 2, 3, 4, 5], undefined, 0', 4, [1, 2, 3, 4]],
    ['[0x12, 0x34], undefined, 4', 6, [1, 2, 3, 4, 0, 0]],
    ['[0x12, 0x34], undefined, 4', 3, [1, 2, 3]],
    ['[0x12, 0x34], undefined, -4', 6, [2, 1, 4, 3, 0, 0]],
    ['[0xa5, 0x0f], undefined, 3', 8, [5, 1, 2, 0, 7, 0, 0, 0]],
    ['[0xa5, 0x0f], undefined, -3', 8, [5, 4, 6, 7, 0, 0, 0, 0]],
    ['[0xa5, 0x0f], undefined, 1', 16, [1, 0, 1, 0, 0, 1, 0, 1, 0, 0, 0, 0, 1, 1, 1, 1]],
    ['[0xa5, 0x0f], undefined, 12', 2, [80, 0]],
    ['[1, 2, 3], [9, 8, 7, 6]', 3, [8, 7, 6]],
    ['[1, 2, 3], [9]', 3, [0, 0, 0]],
    ['[1, 2, 3], new Uint8Array([9, 8, 7, 6])', 3, [8, 7, 6]],
    ['[1, 2, 3], new Uint8Array([9, 8, 7, 6]).buffer', 3, [8, 7, 6]],
    ['[1, 2, 3], function (v, i) { return v * 10 + i }', 3, [10, 21, 32]],
    ['[0x12, 0x34], function (v, i) { return v * 10 + i }, 4', 6, [10, 21, 31, 42, 0, 0]],
  ])('of %s into %i bytes', (args, room, bytes) => {
    const map = (from: string, to: string): string[] =>
      output(`function map(bytes, table, bits) {
          var from = new Uint8Array(bytes), to = new Uint8Array(${room});
          print(E.mapInPlace(${from}, ${to}, table, bits)); print(to.join()) }
        map(${args})`);
    expect(map('from', 'to')).toEqual(['undefined', bytes.join()]);
    expect(map('from.buffer', 'to.buffer')).toEqual(['undefined', bytes.join()]);
  });

  test('asks no further than there is room', () => {
    expect(
      output(`var n = 0; E.mapInPlace(new Uint8Array(5), new Uint8Array(2), function () { n++ }); print(n)`),
    ).toEqual(['2']);
  });

  test('looks at a view’s own bytes alone', () => {
    expect(
      output(`var all = new Uint8Array([1, 2, 3, 4]), to = new Uint8Array(4);
        E.mapInPlace(new Uint8Array(all.buffer, 1, 2), new Uint8Array(to.buffer, 1, 2)); print(to.join())`),
    ).toEqual(['0,2,3,0']);
  });

  test.each([
    ['"ab", new Uint8Array(2)', 'First 2 arguments should be array buffers'],
    ['[1, 2], new Uint8Array(2)', 'First 2 arguments should be array buffers'],
    ['new Uint8Array(2), 5', 'First 2 arguments should be array buffers'],
    ['new Uint8Array(2), new Uint8Array(2), 5', 'Third argument should be a function or array'],
    ['new Uint8Array(2), new Uint8Array(2), {}', 'Third argument should be a function or array'],
  ])('of %s throws', (args, message) => {
    expect(shown(`E.mapInPlace(${args})`)).toBe(`Error: ${message}`);
  });
});

describe('base64', () => {
  test.each([
    ['btoa("a\\xffb")', '"Yf9i"'],
    ['btoa([1, 2, 3])', '"AQID"'],
    ['btoa(new Uint8Array([255]))', '"/w=="'],
    ['btoa("")', '""'],
    ['atob("aGVs bG8=")', '"hello"'],
    ['atob("aGVsbG8")', '"hello"'],
    ['atob("Yf9i").charCodeAt(1)', '255'],
    ['btoa(5)', 'Error: Expecting String or Array, got Number'],
    ['btoa()', 'Error: Expecting String or Array, got undefined'],
    ['btoa(null)', 'Error: Expecting String or Array, got null'],
    ['atob(5)', 'Error: Expecting String, got Number'],
    ['atob()', 'Error: Expecting String, got undefined'],
    ['atob([65])', 'Error: Expecting String, got Array'],
  ])('%s', (expression, value) => {
    expect(shown(expression)).toBe(value);
  });
});

test.each([
  ['E.CRC32("hello")', 907060870],
  ['E.CRC32("hello", "x")', 907060870],
  ['E.CRC32("")', 0],
  ['E.CRC32([1, 2, 3])', 1438416925],
  ['E.CRC32(new Uint8Array([1, 2, 3]))', 1438416925],
  ['E.clip(5, 1, 3)', 3],
  ['E.clip(-5, 1, 3)', 1],
  ['E.clip(2, 1, 3)', 2],
])('%s is %i', (expression, value) => {
  expect(shown(expression)).toBe(String(value));
});
