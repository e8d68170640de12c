import { expect, test } from '@jest/globals';
import { boot, output } from '../../workbench.ts';

test('Math.random begins anew with each start of the chip, and goes on otherwise', () => {
  const script = 'print(Math.random(), Math.random())';
  const [line = ''] = output(script);
  expect(output(script)).toEqual([line]);
  const [first, second] = line.split(' ');
  expect(first).not.toBe(second);
});

test('setTime sets the clock, whatever it said before', () => {
  const { board, lines } = boot(
    `setTimeout(function () { setTime(5000); setTimeout(function () { print(getTime()) }, 500) }, 300)`,
  );
  board.advance(1000);
  expect(lines).toEqual(['5000.5']);
});

test('a timer’s text that the board would not take is told to be of an event', () => {
  const { board, lines } = boot(`setTimeout('print(2**3)', 5)`);
  board.advance(5);
  expect(lines[0]).toBe('Uncaught SyntaxError: event would fail on the board:');
});
