import { expect, test } from '@jest/globals';
import { boot, HOST, type Workbench, whenJoined } from '../workbench.ts';

/** Asks so many times for 4 KB that nobody reads, while intervals and a timeout go on. */
function hoard(answers: number): Workbench {
  const bench = boot(`
    setInterval(function () { print('early') }, 5000);
    setInterval(function () { print('late') }, 5000);
    setTimeout(function () { print('once') }, 7000);
    ${whenJoined(`
      for (var i = 0; i < ${answers}; i++) {
        require('http').request({ host: '${HOST}', path: '/', method: 'GET' }, function () { print('answer') }).end();
      }`)}`);
  bench.chat.behaviour = { kind: 'answer', bodyBytes: 4096 };
  bench.board.advance(11_000);
  return bench;
}

// As on the interpreter: two answers of 4 KB left it some 250 variables, the third took the last of them.
test('two unread answers of 4 KB fit into the 1600 variables', () => {
  const { board, lines } = hoard(2);
  expect(lines).toEqual(['answer', 'answer', 'early', 'late', 'once', 'early', 'late']);
  expect(board.counters).toMatchObject({ leakedBodies: 2, timers: 2 });
});

test('a third is too much: intervals that come due are removed for good, other callbacks are lost', () => {
  const { board, lines } = hoard(3);
  expect(lines.filter((line) => line !== 'answer')).toEqual([
    'OUT OF MEMORY',
    'Execution Interrupted',
    'New interpreter error: LOW_MEMORY,MEMORY',
    'ERROR: Ctrl-C while processing interval - removing it.',
    'ERROR: Ctrl-C while processing interval - removing it.',
    'Execution Interrupted during event processing.',
    'Execution Interrupted during event processing.',
  ]);
  expect(board.counters.timers).toBe(0);
});

test('a reset gives the memory back', () => {
  const { board, chat, lines } = hoard(3);
  chat.behaviour = { kind: 'answer' };
  board.powerCycle();
  const before = lines.length;
  board.advance(5000);
  expect(lines.slice(before)).toContain('early');
});
