import { expect, test } from '@jest/globals';
import { METHODS } from '../../../../src/simulator/language/cost/methods.ts';
import type { Price } from '../../../../src/simulator/language/cost/work.ts';
import { workOf } from './tally.ts';

/** Beside what the chip counts for some of it: of how much the work of a function that is built in is made. */
test.each([
  // To the place where it is found, or to the end.
  ["'abcdef'.indexOf('c');", 12_000 + 3 * 740],
  ["'abcdef'.indexOf('f',4);", 12_000 + 4 * 45 + 2 * 740],
  ["'abcdef'.indexOf('a',4);", 12_000 + 4 * 45 + 2 * 740],
  ["'abcdef'.indexOf('a',9);", 12_000 + 9 * 45],
  ["'abcdef'.includes('c');", 12_000 + 3 * 740],
  ["'abcdef'.includes('x');", 12_000 + 6 * 740],
  ["'abcdef'.lastIndexOf('f');", 13_000 + 700 + 32 * 5.5],
  ["'aaaa'.lastIndexOf('b');", 13_000 + 4 * (700 + 32 * 2)],
  ["'aaaa'.lastIndexOf('a',0);", 13_000 + 4 * (700 + 32 * 2)],
  ['[1,2,3].indexOf(1);', 14_500 + 2350],
  ['[1,2,3].indexOf(9);', 14_500 + 3 * 2350],
  ['[1,2,3].includes(2);', 14_500 + 2 * 2350],
  ['[1,2,3].includes(9);', 14_500 + 3 * 2350],
  ['[1,2,3].findIndex(isFinite);', 11_500 + 6500],
  ['[1,2,3].findIndex(isNaN);', 11_500 + 3 * 6500],
  // Where a part begins is gone to.
  ["'abcdef'.slice(0,1);", 10_300 + 268],
  ["'abcdef'.slice(3,4);", 10_300 + 3 * 38 + 268],
  ["'abcdef'.slice(-2);", 10_300 + 4 * 38 + 2 * 268],
  ["'abc'.slice(-9);", 10_300 + 3 * 268],
  // What is long enough stays as it is.
  ["'abc'.padEnd(2);", 10_900],
  ["'abc'.padEnd(3);", 10_900],
  ["'abc'.padEnd(7,'xy');", 12_000 + 3 * 110 + 2 * (1650 + 2 * 220)],
  // By a text, a regular expression, something else.
  ["'abcd'.replace('b','');", 14_500 + 2 * 740 + 3 * 280],
  ["'abcd'.replace('x','');", 14_500 + 4 * 740],
  ["'abcd'.replace(null,'');", 14_500 + 4 * 740],
  ["'abcd'.replace({source:'b',flags:''},'');", 14_500 + 4 * 740],
  ["'abcd'.replace(/b/,'');", 29_000 + 4 * 265 + 2 * 645 + 10_000],
  ["'abcd'.match('b');", 26_000 + 2 * 645 + 10_000],
  ["'abcd'.match(/x/);", 26_000 + 4 * 645],
  ["/a/.exec('abcd');", 24_000 + 645 + 10_000],
  ['/1/.test(21);', 24_000 + 2 * 645 + 10_000],
  ['class A{test(){}}new A().test(1);', 0],
  // Numbers are made into text.
  ["['a','b'].join();", 15_000 + 2 * 2000 + 3 * 300],
  ["['a',1].join();", 15_000 + 2 * 2000 + 1800 + 3 * 300],
  ['JSON.parse(null);', 15_000],
  ["JSON.parse('12');", 15_000 + 2 * 950],
  ['Object.assign({},{a:1,b:2},null,5);', 17_000 + 2 * 5300],
  ["new Error('x');", 82_000],
  ["new TypeError('x');", 82_000],
  ["parseInt('123');", 2600 + 3 * 150],
  ['parseInt();', 2600],
  ["parseFloat('1.5');", 5500 + 3 * 200],
  ['isNaN(1);', 1600],
  ['isFinite(1);', 1600],
  ['String(1);', 3300],
  ["Number('12');", 3800 + 2 * 300],
  ["encodeURIComponent('ab');", 3500 + 2 * 250],
  ["decodeURIComponent('ab');", 2500 + 2 * 250],
  ['new Date(0);', 10_500],
  ['new Uint8Array(4);', 2500 + 4 * 15],
  ['new Uint8Array([1,2]);', 2 * 2500 + 2 * 15],
  ['new DataView(new ArrayBuffer(4));', 0],
  ["'abc'.length;", 12_500 + 3 * 17],
  // A member of a program's own is none that is built in, but where it is inherited that can't be told.
  ['var o={on:isNaN};o.on();', 0],
  ['var o=Object.create({on:isNaN});o.on();', 7000],
  ['var o=Object.create({getState:isNaN});o.getState();', 10_500],
])('%s', (program, instructions) => {
  expect(workOf(program)).toBeCloseTo(instructions);
});

/** Else the clock of a board would stand still. */
test('whatever is built in has a price, also for nothing', () => {
  const priceOf = <Self>(price: Price<Self> = 0, self: Self): number =>
    typeof price === 'number' ? price : price(self, [], undefined);
  const without = Object.entries(METHODS).filter(([, { text, list, bytes, other }]) => {
    const prices = [priceOf(text, ''), priceOf(list, []), priceOf(bytes, []), priceOf(other, {})];
    return !prices.every(Number.isFinite);
  });
  expect(without.map(([name]) => name)).toEqual([]);
});
