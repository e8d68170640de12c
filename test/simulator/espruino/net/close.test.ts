import { describe, expect, test } from '@jest/globals';
import { BEHAVIOURS } from '../../../../src/simulator/index.ts';
import { answerOf, GET, talk } from './bench.ts';

const CLOSED = ['end 0 undefined', 'close 1 false'];

describe('end()', () => {
  test('closes at the next idle when nothing is unsent: no answer is waited for', () => {
    const { lines, board } = talk(
      `var s = go(true); s.write('${GET}'); setTimeout(function () { s.end() }, 500)`,
      { kind: 'answer', delayMs: 1000 },
    );
    expect(lines).toEqual(['drain 1 itself', 'connect 1 itself', 'drain 1 itself', ...CLOSED]);
    expect(board.counters).toMatchObject({ requests: 0, sockets: 0 });
  });

  test('right after write() sends first, tells of connect and not of drain, and closes before the answer', () => {
    const { lines, chat } = talk(`go(true).end('${GET}')`, { kind: 'answer', delayMs: 100 });
    expect(chat.requests).toMatchObject([{ method: 'GET', status: 200 }]);
    expect(lines).toEqual(['connect 1 itself', 'drain 1 itself', ...CLOSED]);
  });

  test('of a socket that does not stand yet closes it at once, in silence but for end and close', () => {
    const { lines, board } = talk(`go(true).end()`, BEHAVIOURS.swallow, 100);
    expect(lines).toEqual(CLOSED);
    expect(board.counters.requests).toBe(0);
  });

  test('in a data listener is the last that is heard of data', () => {
    const { lines } = talk(
      `var s = go(true); s.write('${GET}'); s.on('data', function () { s.end() })`,
      answerOf(5000),
    );
    expect(lines.filter((line) => line.startsWith('data'))).toHaveLength(1);
    expect(lines.slice(-2)).toEqual(CLOSED);
  });

  test('does not close while the other side takes nothing; clsNow does', () => {
    const body = `var s = go(true); s.write('x'.repeat(600)); setTimeout(function () { s.end(); ABORT }, 3)`;
    const kept = talk(body.replace('ABORT', ''), BEHAVIOURS.swallow, 10_000);
    expect(kept.board.counters.requests).toBe(1);
    const { lines, board } = talk(body.replace('ABORT', 's.clsNow = true'), BEHAVIOURS.swallow, 10_000);
    expect(lines).toEqual(CLOSED);
    expect(board.counters.requests).toBe(0);
  });

  test.each(['write', 'end'])('makes a later %s() of something throw', (method) => {
    const { lines } = talk(
      `var s = go(); s.end(); try { s.${method}('x') } catch (e) { print('' + e) } s.end()`,
    );
    expect(lines).toEqual(['Error: This socket is closed', ...CLOSED]);
  });
});

describe('clsNow', () => {
  test('frees the socket at the next idle, tells end and close without an error, and the slot is free once the server agrees', () => {
    const { lines, board } = talk(
      `var s = go(true); s.write('${GET}'); setTimeout(function () { s.clsNow = true }, 1000)`,
      BEHAVIOURS.silent,
      1500,
    );
    expect(lines.slice(-2)).toEqual(CLOSED);
    expect(board.counters).toMatchObject({ requests: 0, sockets: 1, heldBytes: 0, listeners: 0 });
    board.advance(30_000);
    expect(board.counters.sockets).toBe(0);
  });

  test('without listeners on the socket tells nobody', () => {
    const { lines, board } = talk(
      `var s = go(true); s.write('${GET}'); setTimeout(function () { s.removeAllListeners(); s.clsNow = true }, 1000)`,
      BEHAVIOURS.silent,
    );
    expect(lines).toHaveLength(3);
    expect(board.counters.requests).toBe(0);
  });

  test('throws away what has come in and was not read by the board', () => {
    const { lines, board } = talk(
      `var s = go(true); s.write('${GET}'); s.on('data', function () { s.clsNow = true })`,
      BEHAVIOURS.megabyte,
    );
    expect(lines.filter((line) => line.startsWith('data'))).toHaveLength(1);
    expect(board.counters).toMatchObject({ requests: 0, sockets: 0, heldBytes: 0 });
  });
});

describe('what nobody reads', () => {
  test('is kept: up to 512 bytes can be read later, after the close too', () => {
    const { lines, board } = talk(
      `var s = go(); s.write('${GET}'); setTimeout(function () { print(s.available() > 100, s.read(4), s.read().length) }, 500)`,
      answerOf(60),
    );
    expect(lines.at(-1)).toMatch(/^true HTTP \d+$/);
    expect(board.counters).toMatchObject({ requests: 0, leakedBodies: 0 });
  });

  test('of more than 512 bytes keeps the socket for good, until dRcv is emptied', () => {
    const left = (undo: string): object =>
      talk(`var s = go(); s.write('${GET}'); setTimeout(function () { ${undo} }, 500)`, answerOf(1500)).board
        .counters;
    expect(left('s.clsNow = true')).toMatchObject({ requests: 1, leakedBodies: 1 });
    expect(left(`s.dRcv = ''`)).toMatchObject({ requests: 0, leakedBodies: 0 });
  });

  test('fills the buffer to its last byte at a close', () => {
    const { lines } = talk(
      `var s = go(); s.write('${GET}'); setTimeout(function () { print(s.available(), E.getErrorFlags().join()) }, 500)`,
      answerOf(1500),
    );
    expect(lines.at(-1)).toBe('512 BUFFER_FULL');
  });

  test('takes memory without a bound: 12 KB end in OUT OF MEMORY, with a listener none is left behind', () => {
    expect(talk(`go().write('${GET}')`, answerOf(12_000)).lines).toContain('OUT OF MEMORY');
    const idle = talk('').board.counters.variables;
    const read = talk(`go(true).write('${GET}')`, answerOf(12_000));
    expect(read.lines).not.toContain('OUT OF MEMORY');
    expect(read.board.counters.variables).toBe(idle);
  });
});

test('a socket takes some 20 variables, and one for each 8 bytes that wait to be sent', () => {
  const { lines } = talk(
    `function used() { return process.memory().usage } var u = used(), s = net.connect({ host: '10.0.0.1', port: 80 });
     print(used() - u); u = used(); s.write('x'.repeat(800)); print(used() - u)`,
    BEHAVIOURS.silent,
  );
  expect(lines).toEqual(['20', '100']);
});

test('without memory for a data listener the board takes it away, and says so', () => {
  const { lines } = talk(
    `var s = go(true); s.write('${GET}');
     for (var i = 0; i < 3; i++) require('http').request({ host: '10.0.0.1', path: '/', method: 'GET' }, function () {}).end();`,
    { kind: 'answer', bodyBytes: 4096, delayMs: 1000, pieceBytes: 536, pieceMs: 20 },
  );
  expect(lines).toContain('OUT OF MEMORY');
  expect(lines).toContain('ERROR: Error processing Serial data handler - removing it.');
});
