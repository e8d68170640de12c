import { describe, expect, test } from '@jest/globals';
import { type Behaviour, BEHAVIOURS, SPEEDS } from '../../../../src/simulator/index.ts';
import { turnCost } from '../../../../src/simulator/espruino/turn-cost.ts';
import { boot, HOST, whenJoined } from '../../workbench.ts';
import { answerOf, GET, talk } from './bench.ts';

const STEP = 35_000;
const CONNECT = `var s = require('net').connect({ host: '${HOST}', port: 80 });`;

/** Thousand instructions beside those of the program that this takes from 3 s after Wi-Fi is up on. */
function besides(body: string, behaviour: Behaviour): number {
  const { board, chat } = boot(whenJoined(`setTimeout(function () { ${body} }, 3000)`), {
    speed: 'flash 80',
  });
  chat.behaviour = behaviour;
  board.advance(4000);
  let runs = 0;
  board.onRun = (instructions) => (runs += instructions);
  const beforeMs = board.busyMs;
  board.advance(5000);
  return (((board.busyMs - beforeMs) * 1e6) / SPEEDS['flash 80'] - runs) / 1000;
}

// A step is busy where something moves, so that the next follows at once. The first turn is the timer's.
test.each<[string, string, Behaviour, number, number]>([
  ['a line that stands', CONNECT, BEHAVIOURS.silent, 1, 2],
  ['a short text with it', `${CONNECT} s.write('x'.repeat(100))`, BEHAVIOURS.silent, 1, 2],
  ['a long text in three pieces', `${CONNECT} s.write('x'.repeat(600))`, BEHAVIOURS.silent, 3, 3],
  ['an answer that nobody reads', `${CONNECT} s.write('${GET}')`, answerOf(600), 6, 7],
  ['a text and the end', `${CONNECT} s.end('${GET}')`, answerOf(60), 2, 3],
  ['a request', `require('http').get('http://${HOST}/')`, answerOf(60), 4, 5],
  [
    'an answer before its request’s end',
    `require('http').request({ host: '${HOST}', path: '/', method: 'PUT', headers: { 'Content-Length': 1 } }).write('x')`,
    { kind: 'answer', keepsOpen: true },
    4,
    5,
  ],
])('%s takes its steps', (_, body, behaviour, steps, turns) => {
  const expected = (steps * STEP + turns * turnCost(0, true)) / 1000;
  expect(Math.abs(besides(body, behaviour) - expected)).toBeLessThan(1);
});

describe('what nobody reads of a line that stays', () => {
  const OPEN: Behaviour = { kind: 'answer', bodyBytes: 1500, keepsOpen: true };
  const ASK = `var n = 0, s = net.connect({ host: '${HOST}', port: 80 }); s.write('${GET}');`;

  test('waits without an error, and nothing is lost of it or told twice once somebody listens', () => {
    const all = talk(
      `${ASK} s.on('data', function (d) { n += d.length }); setTimeout(function () { print(n) }, 900)`,
      OPEN,
    );
    const late = talk(
      `${ASK} setTimeout(function () {
         print(E.getErrorFlags().length); s.on('data', function (d) { n += d.length }) }, 500);
       setTimeout(function () { print(n) }, 900)`,
      OPEN,
    );
    expect(Number(all.lines[0])).toBeGreaterThan(1500);
    expect(late.lines).toEqual(['0', ...all.lines]);
  });

  test('is handed on in a step of its own', () => {
    const { board, chat } = boot(
      whenJoined(
        `${CONNECT} s.write('${GET}'); setTimeout(function () { s.on('data', function () {}) }, 3000)`,
      ),
      { speed: 'flash 80' },
    );
    chat.behaviour = OPEN;
    board.advance(4000);
    const told: number[] = [];
    board.onRun = (instructions) => told.push(instructions);
    board.advance(5000);
    // Of the listener's two calls the first is in the step, and what that takes is told with the second.
    const [, first = 0, second = 0] = told;
    expect(Math.round((second - first) / 1000)).toBe(35);
  });

  test('is not lost yet', () => {
    const { board } = talk(ASK, OPEN, 1000);
    expect(board.counters).toMatchObject({ requests: 1, leakedBodies: 0 });
    expect(board.counters.heldBytes).toBeGreaterThan(1500);
  });
});

test('a connection holds nothing when it begins, and what has come in the chip’s own buffers later', () => {
  const { board } = talk(
    `setTimeout(function () { s = go(); s.write('${GET}') }, 100); var s`,
    answerOf(700),
    110,
  );
  expect(board.counters).toMatchObject({ requests: 1, leakedBodies: 0 });
  board.stall(1000);
  expect(board.counters.heldBytes).toBeGreaterThan(700);
});

test('one that could not be had holds nothing, and is gone with the next turn', () => {
  const { board } = boot(`try { ${CONNECT} } catch (e) {}`);
  expect(board.counters).toMatchObject({ requests: 1, sockets: 0, leakedBodies: 0, heldBytes: 0 });
  board.advance(1);
  expect(board.counters.requests).toBe(0);
});

test('write() tells nothing of what became of the text', () => {
  expect(talk(`${CONNECT} print(s.write('x'))`, BEHAVIOURS.silent).lines).toEqual(['false']);
});

test('a data listener that was taken away is told of nothing more', () => {
  const { board, lines } = talk(
    `var s = go(true); s.write('${GET}');
     for (var i = 0; i < 3; i++) require('http').request({ host: '${HOST}', path: '/', method: 'GET' }, function () {}).end();`,
    { kind: 'answer', bodyBytes: 4096, delayMs: 1000, pieceBytes: 536, pieceMs: 20, keepsOpen: true },
  );
  expect(lines.filter((line) => line.includes('removing it'))).toHaveLength(1);
  // The others are left.
  expect(board.counters.listeners).toBe(5);
});
