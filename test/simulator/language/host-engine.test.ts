import { expect, test } from '@jest/globals';
import { Board, Clock, HostScripts, MemoryNetwork } from '../../../src/simulator/index.ts';

function boot(script: string): Board {
  const clock = new Clock();
  const board = new Board({
    script,
    clock,
    network: new MemoryNetwork(clock),
    scripts: new HostScripts(),
    speed: 'instant',
  });
  board.powerOn();
  return board;
}

test('a script may declare a name that the board has given to something else', () => {
  expect(boot('const E = 1, D4 = E + 1; console.log(E, D4);').console.lines).toEqual(['1 2']);
});

test('each boot begins anew', () => {
  const board = boot('let boots = 0; Math.boots = (Math.boots || 0) + 1; console.log(++boots, Math.boots);');
  board.powerCycle();
  expect(board.console.lines).toEqual(['1 1', '1 1']);
});

test('what a script does to the board stays off the host', () => {
  expect(
    boot('Math.random = null; process.on("x", () => 1); console.log(typeof process.on);').console.lines,
  ).toEqual(['function']);
  expect(typeof Math.random).toBe('function');
  expect(Object.keys(process)).not.toContain('memory');
  expect('removeAllListeners' in {}).toBe(false);
});

test('what runs on the host’s time is not there', () => {
  expect(boot('console.log(typeof Date, typeof Promise);').console.lines).toEqual(['undefined undefined']);
});

test('an error in a script is the board’s, with its name in flash', () => {
  expect(boot('nothing.there = 1;').console.lines).toEqual([
    'Uncaught ReferenceError: "nothing" is not defined',
  ]);
});
