import { expect, test } from '@jest/globals';
import { boot } from '../workbench.ts';

test('a line that is typed runs beside the script, and shares its globals', () => {
  const { board, lines } = boot('var count = 0; setInterval(function(){ count++ }, 10);');
  board.advance(100);
  board.type('print(count)');
  board.type('count = 50');
  board.advance(10);
  board.type('print(count)');
  expect(lines).toEqual(['10', '51']);
});

test('what a line throws is told, and the script goes on', () => {
  const { board, lines } = boot('setTimeout(function(){ print("still here") }, 10);');
  board.type('nope()');
  board.advance(10);
  expect(lines).toEqual([expect.stringMatching(/^Uncaught ReferenceError/), 'still here']);
});

test('a board without power reads no line', () => {
  const { board, lines } = boot('');
  board.powerOff();
  board.type('print("awake")');
  expect(lines).toEqual([]);
});
