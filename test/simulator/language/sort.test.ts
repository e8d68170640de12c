import { describe, expect, test } from '@jest/globals';
import { output } from '../workbench.ts';

/** All of it as the interpreter does it. */
describe('a list is sorted as the board sorts', () => {
  test.each([
    ['b1 a1 b2 a2 c1 a3', 'a2 a3 a1 b2 b1 c1'],
    ['b1 a1 b2 a2 c1 a3 b3 c2 a4 b4 c3 a5', 'a1 a2 a3 a4 a5 b3 b4 b1 b2 c3 c1 c2'],
  ])('what is alike comes in another order: %s', (words, sorted) => {
    expect(
      output(
        `print('${words}'.split(' ').sort(function (a, b) { return a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0 }).join(' '))`,
      ),
    ).toEqual([sorted]);
  });

  test.each([
    ['1,2,3,4,5,6', 15],
    ['12,11,10,9,8,7,6,5,4,3,2,1', 64],
    ['1,2,3,4,5,6,7,8,9,10,11,12', 33],
    ['7,3,9,12,1,4,11,2,8,10,6,5,7,7', 38],
  ])('[%s] is compared %i times', (numbers, times) => {
    expect(output(`var n = 0; [${numbers}].sort(function (a, b) { n++; return a - b }); print(n)`)).toEqual([
      String(times),
    ]);
  });

  test.each([
    ['[3, undefined, 1, undefined, 2].sort()', '1,2,3,,'],
    ['[10, 9, 1, "b", "a"].sort()', '1,10,9,a,b'],
    ['[2, 1, 3].sort(function () { return NaN })', '2,1,3'],
    ['[2, 1, 3].sort(function () {})', '2,1,3'],
  ])('%s is %s', (code, sorted) => {
    expect(output(`print(${code}.join())`)).toEqual([sorted]);
  });

  test.each([
    ['1', 'Number'],
    ['true', 'Number'],
    ['null', 'null'],
    ['"x"', 'String'],
    ['{}', 'Object'],
  ])('nothing is compared by %s', (by, type) => {
    expect(output(`try { [1].sort(${by}) } catch (e) { print('' + e) }`)).toEqual([
      `Error: Expecting compare function, got ${type}`,
    ]);
  });
});
