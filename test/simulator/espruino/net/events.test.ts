import { describe, expect, test } from '@jest/globals';
import { BEHAVIOURS } from '../../../../src/simulator/index.ts';
import { boot, HOST } from '../../workbench.ts';
import { answerOf, GET, talk } from './bench.ts';

const CONNECTED = ['connect 1 itself', 'drain 1 itself'];
const CLOSED = ['end 0 undefined', 'close 1 false'];
const failed = (code: number, message: string): string[] => [
  `error 1 ${JSON.stringify({ code, message })}`,
  'end 0 undefined',
  'close 1 true',
];

describe('a socket', () => {
  test('is returned at once, and its callback gets it again', () => {
    const { lines } = talk(
      `var s = net.connect({ host: '${HOST}', port: 80 }, function (x) { print(x === s, this === s, arguments.length) });`,
    );
    expect(lines).toEqual(['true true 1']);
  });

  test('with a text written before it stands: drain, connect, drain; then the answer, end and close', () => {
    const { lines, chat, board } = talk(`go(true).write('${GET}')`);
    const head = expect.stringMatching(/^data \d+$/);
    expect(lines).toEqual(['drain 1 itself', ...CONNECTED, head, 'data 2', ...CLOSED]);
    expect(chat.requests).toMatchObject([{ method: 'GET', path: '/' }]);
    expect(board.counters).toMatchObject({ requests: 0, sockets: 0, heldBytes: 0 });
  });

  test('with a text of more than 268 bytes drains once, when the last of it is handed over', () => {
    const { lines } = talk(
      `var t = getTime(); var s = go(); s.write('x'.repeat(1000));
       s.on('drain', function () { print(Math.round((getTime() - t) * 1000)) })`,
      BEHAVIOURS.silent,
    );
    // A round trip of 10 ms to connect, and one more for each chunk but the last.
    expect(lines).toEqual([...CONNECTED, '40']);
  });

  test('that is written to in its callback drains too early: what was queued with connect knows nothing of the text', () => {
    const { lines } = talk(
      `var s = net.connect({ host: '${HOST}', port: 80 }, function () { print('connect'); s.write('x'.repeat(300)) });
       s.on('drain', function () { print('drain') })`,
      BEHAVIOURS.silent,
    );
    expect(lines).toEqual(['connect', 'drain', 'drain']);
  });

  test('hears of data as pieces of at most 268 bytes, before whatever was queued in that turn', () => {
    const { lines } = talk(`go(true).write('${GET}')`, answerOf(700));
    const pieces = lines.flatMap((line) => (line.startsWith('data ') ? [Number(line.slice(5))] : []));
    expect(Math.max(...pieces)).toBe(268);
    expect(pieces.reduce((sum, bytes) => sum + bytes)).toBeGreaterThan(700);
    expect(lines.slice(-2)).toEqual(CLOSED);
  });

  test('whose data listener comes with connect misses nothing', () => {
    const { lines } = talk(
      `var n = 0, s = net.connect({ host: '${HOST}', port: 80 }, function () {
         s.on('data', function (d) { n += d.length }) });
       s.on('close', function () { print(n) }); s.write('${GET}')`,
      answerOf(5000),
    );
    expect(Number(lines[0])).toBeGreaterThan(5000);
  });

  test('takes a url in place of options', () => {
    const { chat } = talk(`net.connect('http://${HOST}:80/').write('${GET}')`);
    expect(chat.requests).toHaveLength(1);
  });
});

describe('the end of a line', () => {
  test('without an answer is no error', () => {
    const { lines } = talk(`go(true).write('${GET}')`, BEHAVIOURS.closeWithoutAnswer);
    expect(lines).toEqual(['drain 1 itself', ...CONNECTED, ...CLOSED]);
  });

  test('while something is unsent is error -8; where it came in the same turn as the line, connect is never told', () => {
    const { lines } = talk(`go(true).write('x'.repeat(2000))`, BEHAVIOURS.closeAtAccept);
    expect(lines).toEqual(failed(-8, 'unsent data'));
  });

  test('by a reset is error -9, whatever came before is handed on first', () => {
    const { lines } = talk(`go(true).write('${GET}')`, BEHAVIOURS.resetInAnswer);
    const answer = expect.stringMatching(/^data /);
    expect(lines).toEqual(['drain 1 itself', ...CONNECTED, answer, ...failed(-9, 'connection reset')]);
    expect(talk(`go(true).write('${GET}')`, BEHAVIOURS.resetAfterBody).lines.slice(-3)).toEqual(
      failed(-9, 'connection reset'),
    );
  });
});

describe('a line that cannot be had', () => {
  test('refused: error, end, close with true', () => {
    const { lines, board } = talk(`go(true)`, BEHAVIOURS.refuse);
    expect(lines).toEqual(failed(-9, 'connection reset'));
    expect(board.counters).toMatchObject({ requests: 0, sockets: 0 });
  });

  test('to an unknown name: -6', () => {
    expect(talk(`go(true, { host: 'nowhere.test' })`).lines).toEqual(failed(-6, 'not found'));
  });

  test('when nobody answers the SYN: -11 once something was written, and silence for ever when nothing was', () => {
    const written = talk(`go(true).write('x')`, BEHAVIOURS.swallow, 100_000);
    expect(written.lines).toEqual(failed(-11, 'no connection'));
    const { lines, board } = talk(`go(true)`, BEHAVIOURS.swallow, 3_600_000);
    expect(lines).toEqual([]);
    expect(board.counters.requests).toBe(1);
  });

  test('to an address without Wi-Fi: connect() itself throws, and nothing is left of it', () => {
    const { board, lines } = boot(
      `try { require('net').connect({ host: '${HOST}', port: 80 }) } catch (e) { print('' + e, e instanceof InternalError) }`,
    );
    expect(lines).toEqual(['InternalError: Unable to create socket true']);
    board.advance(100);
    expect(board.counters).toMatchObject({ requests: 0, sockets: 0 });
  });

  test('to a name without Wi-Fi: -6, seconds later', () => {
    const { board, lines } = boot(
      `require('net').connect({ host: 'chat.test', port: 80 }).on('error', function (e) { print(e.code) })`,
    );
    board.advance(1000);
    expect(lines).toEqual([]);
    board.advance(10_000);
    expect(lines).toEqual(['-6']);
  });

  test('because all ten are taken, by requests of http too: connect() throws', () => {
    const { lines } = talk(
      `require('TelnetServer').setOptions({ mode: 'off' }); setTimeout(function () {
         require('http').get({ host: '${HOST}', path: '/' });
         for (var i = 1; i < 12; i++) try { net.connect({ host: '${HOST}', port: 80 }) } catch (e) { print(i, '' + e); break } }, 10)`,
      BEHAVIOURS.silent,
    );
    expect(lines).toEqual(['10 InternalError: Unable to create socket']);
  });
});

test.each([
  ['ERROR: Expecting Options to be an Object but it was undefined', 'print(net.connect())'],
  ['ERROR: Expecting Callback Function but got Number', `print(net.connect({ host: '${HOST}' }, 5))`],
])('complains "%s" and returns nothing', (message, code) => {
  expect(talk(code).lines).toEqual([message, 'undefined']);
});

test('a listener for connect besides a callback breaks both on the chip, and is refused here', () => {
  expect(talk(`go().on('connect', function () {})`).lines[0]).toBe(
    'Uncaught Error: on("connect") besides a callback is not in the virtual board: on the chip it breaks both',
  );
  const { lines } = talk(
    `var s = net.connect({ host: '${HOST}', port: 80 });
     ['one', 'two'].forEach(function (n) { s.on('connect', function () { print(n) }) })`,
  );
  expect(lines).toEqual(['one', 'two']);
});

test.each([
  ['net.createServer', 'net.createServer(function () {})'],
  ['Socket.pipe', 'go().pipe({})'],
])('%s says that it is not in the virtual board', (name, code) => {
  expect(talk(code).lines[0]).toBe(`Uncaught Error: ${name} is not in the virtual board`);
});
