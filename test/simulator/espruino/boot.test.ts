import { describe, expect, test } from '@jest/globals';
import { BEHAVIOURS, Board, Clock, type Network, SPEEDS } from '../../../src/simulator/index.ts';
import { hasRoomFor } from '../../../src/simulator/espruino/memory.ts';
import { turnCost } from '../../../src/simulator/espruino/turn-cost.ts';
import { boot, HOST, output, whenJoined, type Workbench } from '../workbench.ts';

const REASON = `print(require('ESP8266').getResetInfo().reason);`;
const NS = SPEEDS['flash 80'];

/** Instructions that a board has taken within so much time beside those of its program's callbacks. */
function besides({ board }: Workbench, ms: number): number {
  let runs = 0;
  board.onRun = (instructions) => (runs += instructions);
  const beforeMs = board.busyMs;
  board.advance(ms);
  return ((board.busyMs - beforeMs) * 1e6) / NS - runs;
}

describe('the time that a board takes', () => {
  test('is told after each callback, for that one', () => {
    const { board } = boot(
      `for (var i = 0; i < 100; i++); function f() { for (var i = 0; i < 10; i++); } setTimeout(f, 10); setTimeout(f, 20)`,
      { speed: 'flash 80' },
    );
    const told: number[] = [];
    board.onRun = (instructions) => told.push(Math.round(instructions));
    board.advance(30);
    expect(told).toEqual([told[1], told[0]]);
    expect(told[0]).toBeGreaterThan(1000);
  });

  test('is not counted where none passes', () => {
    const { board } = boot('setTimeout(print, 10)');
    const told: number[] = [];
    board.onRun = (instructions) => told.push(instructions);
    board.advance(20);
    expect(told).toEqual([0]);
  });

  test('has passed for the program itself', () => {
    const { board, lines } = boot(
      `setTimeout(function () { var a = getTime(); for (var i = 0; i < 100; i++); print(getTime() - a > 0.02) }, 10)`,
      { speed: 'flash 80' },
    );
    board.advance(100);
    expect(lines).toEqual(['true']);
  });

  test('of a turn is that of one in which something was due', () => {
    const bench = boot('setInterval(function () {}, 10)', { speed: 'flash 80' });
    bench.board.advance(5);
    expect(besides(bench, 100) / turnCost(1, true)).toBeCloseTo(10, 1);
  });

  test('of a connection’s step is that of its turn and more', () => {
    const bench = boot(
      whenJoined(`setTimeout(function () { require('net').connect({ host: '${HOST}', port: 80 }) }, 3000)`),
      { speed: 'flash 80' },
    );
    bench.chat.behaviour = BEHAVIOURS.silent;
    bench.board.advance(3000);
    // In one turn the timer is due, in the other the line stands.
    expect(Math.round((besides(bench, 4000) - 2 * turnCost(0, true)) / 1000)).toBe(35);
  });

  test.each([
    ['flash 80', 0],
    ['flash 40', 0],
    ['flash 80', 20],
  ] as const)('%s: a timer is seen at the end of an idle turn, with %i others', (speed, others) => {
    for (const dueMs of [5, 10.1, 20.25]) {
      const { board, clock } = boot(
        `for (var i = 0; i < ${others}; i++) setTimeout(print, 1000); setTimeout(function () {}, ${dueMs})`,
        { speed },
      );
      const restMs = clock.nowMs;
      let startMs = 0;
      board.onRun = (instructions) => {
        startMs = clock.nowMs - (instructions * SPEEDS[speed]) / 1e6;
      };
      board.advance(30);
      const turnMs = (turnCost(1 + others, false) * SPEEDS[speed]) / 1e6;
      const turns = (startMs - restMs) / turnMs;
      expect(turns).toBeCloseTo(Math.round(turns), 1);
      // It was made a little before the board came to rest.
      expect(startMs - restMs).toBeGreaterThan(dueMs - 0.5);
      expect(startMs - restMs).toBeLessThan(dueMs + turnMs);
    }
  });

  test('does not end a turn early where none passes: what is late by then comes at once', () => {
    const { board, lines } = boot(
      `var end = 0; setInterval(function () {
         print('tick'); if (end === 0) { end = getTime() + 0.05; while (getTime() < end); } }, 10)`,
    );
    board.advance(10);
    expect(lines).toEqual(Array(1 + 5).fill('tick'));
  });

  test('is cut short by the watchdog, of which the program sees nothing', () => {
    const { board, lines } = boot(
      `${REASON} if (getTime() < 1) { for (var i = 0; i < 15000; i++); print('never') }`,
      {
        speed: 'flash 80',
      },
    );
    board.advance(100);
    expect(lines).toEqual(['power on', 'soft wdt']);
  });

  test('does not keep it from reading all that has come', () => {
    const { board, chat, lines } = boot(
      whenJoined(`var n = 0, s = require('net').connect({ host: '${HOST}', port: 80 });
        s.on('data', function (d) { n += d.length }); s.on('close', function () { print(n > 3000) });
        s.write('GET / HTTP/1.1\\r\\n\\r\\n')`),
      { speed: 'flash 80' },
    );
    chat.behaviour = { kind: 'answer', bodyBytes: 3000 };
    board.advance(6000);
    expect(lines).toEqual(['true']);
  });
});

describe('a start', () => {
  test('runs what is in flash, one after the other', () => {
    const { board, lines } = boot('');
    for (const name of ['.bootcde', '.boot3', '.boot2', '.boot1', '.boot0']) {
      board.flash.write(name, `print('${name}')`);
    }
    board.powerCycle();
    expect(lines).toEqual(['.boot0', '.boot1', '.boot2', '.boot3', '.bootcde']);
  });

  test.each([
    ['E.reboot()', { '.bootcde': 'code' }, ['first', 'code']],
    ['load()', { '.bootcde': 'code' }, ['first', 'code']],
    ['reset()', { '.bootcde': 'code' }, ['first']],
    ['load()', { '.bootcde': 'code', '.bootrst': 'after a reset' }, ['first', 'after a reset']],
    ['reset()', { '.bootcde': 'code', '.bootrst': 'after a reset' }, ['first', 'after a reset']],
  ])('by %s runs of %j what it is to', (call, files, expected) => {
    const { board, lines } = boot(`print('first'); setTimeout(function () { ${call} }, 10)`);
    for (const [name, word] of Object.entries(files)) board.flash.write(name, `print('${word}')`);
    board.advance(20);
    expect(lines).toEqual(expected);
  });

  test('within a program runs nothing more of it, and its first turn at once', () => {
    const { board, lines } = boot(`${REASON} Promise.resolve().then(function () { print('turn') });
      if (getTime() < 0.205) setTimeout(E.reboot, 10)`);
    board.advance(10);
    expect(lines).toEqual(['power on', 'turn', 'restart', 'turn']);
  });

  test.each([
    ['E.reboot()', 'restart'],
    ['load()', 'power on'],
  ])('by %s keeps the time that was set', (call, reason) => {
    const { board, lines } = boot(
      `${REASON} if (getTime() < 100) { setTime(5000); setTimeout(function () { ${call} }, 10) } else print(getTime())`,
    );
    board.advance(20);
    expect(lines).toEqual(['power on', reason, '5000.01']);
  });

  test('after events without an end is told for the watchdog’s', () => {
    const { board, lines } = boot(
      `${REASON} var o = {}; o.on('x', function () { o.emit('x') }); if (getTime() < 0.205) setTimeout(function () { o.emit('x') }, 10)`,
    );
    board.advance(10);
    expect(lines).toEqual(['power on', 'soft wdt']);
  });
});

test('what a program has written when the chip crashes is not sent any more', () => {
  const sent = (then: string): number => {
    const { board, chat } = boot(
      whenJoined(`if (getTime() > 4) return;
        var s = require('net').connect({ host: '${HOST}', port: 80 }); setTimeout(function () {
          s.write('GET / HTTP/1.1\\r\\n\\r\\n'); ${then} }, 1000)`),
    );
    board.advance(5000);
    return chat.requests.filter(({ firstByteMs }) => firstByteMs !== null).length;
  };
  expect(sent('')).toBe(1);
  expect(sent('for (;;) getTime()')).toBe(0);
});

test('what is printed is not seen once the program has taken the console’s pin', () => {
  expect(output(`print('before'); pinMode(1, 'output'); print('after')`)).toEqual(['before']);
});

describe('memory', () => {
  test('is counted: timers, listeners, and what connections hold', () => {
    const variables = (script: string): number => boot(script).board.counters.variables;
    expect(variables('')).toBe(100);
    expect(variables('setInterval(print, 10); setTimeout(print, 10)')).toBe(100 + 2 * 8);
    expect(variables(`E.on('x', print); process.on('x', print)`)).toBe(100 + 2 * 3);
  });

  test('is counted with the listeners of connections', () => {
    const { board } = boot(
      whenJoined(`E.on('x', print); require('net').connect({ host: '${HOST}', port: 80 }).on('data', print)`),
    );
    board.advance(2500);
    expect(board.counters.listeners).toBe(2);
  });

  test('is gone for good where more is wanted than there is, and that is told once', () => {
    const printed: string[] = [];
    const loop = { starved: false };
    const board = { usedVariables: () => 1500, loop, print: (text: string) => printed.push(text) };
    const room = (variables: number): unknown[] => [
      hasRoomFor(board, variables),
      loop.starved,
      printed.length,
    ];
    expect(room(100)).toEqual([true, false, 0]);
    expect(room(101)).toEqual([false, true, 1]);
    expect(room(101)).toEqual([false, true, 1]);
    expect(room(100)).toEqual([true, true, 1]);
  });

  test('that is gone keeps the program from being called, but not the board’s own functions', () => {
    const { board, chat, lines } = boot(
      whenJoined(`for (var i = 0; i < 3; i++) require('http').get('http://${HOST}/', function () {});
        setInterval(print, 4000, 'own'); setTimeout(function () { print('program') }, 4000)`),
    );
    chat.behaviour = { kind: 'answer', bodyBytes: 4096 };
    board.advance(15_000);
    expect(lines.filter((line) => line.length < 8)).toEqual(['own', 'own', 'own']);
  });
});

test('a line of the console that the board would not take is told to be of the console', () => {
  const { board, lines } = boot('');
  board.type('print(2**3)');
  expect(lines[0]).toBe('Uncaught SyntaxError: console would fail on the board:');
});

// As on the interpreter.
test.each([
  ['5', '5'],
  ['1/3', '0.33333333333'],
  ['undefined', 'undefined'],
  ['"text"', 'text'],
])('throw %s is told as %s', (value, told) => {
  expect(output(`throw ${value}`)).toEqual([`Uncaught ${told}`]);
});

test('a fault of what is around the board is its driver’s, not the program’s', () => {
  const clock = new Clock();
  const network: Network = {
    unixMs: 0,
    open: () => {
      throw new TypeError('no such cable');
    },
  };
  const board = new Board({
    clock,
    network,
    script: `require('Wifi').connect('stand-in', {}, function () {
      require('net').connect({ host: '${HOST}', port: 80 }) })`,
  });
  board.powerOn();
  expect(() => {
    board.advance(10_000);
  }).toThrow('no such cable');
  expect(board.console.lines).toEqual([]);
});
