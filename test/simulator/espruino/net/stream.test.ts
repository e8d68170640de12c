import { describe, expect, test } from '@jest/globals';
import { type Behaviour, BEHAVIOURS } from '../../../../src/simulator/index.ts';
import { GET, talk } from './bench.ts';

/** The line that all of these answers begin with, and the whole of their heads. */
const FIRST = 'HTTP/1.1 200 OK\r\n';
const HEAD = `${FIRST}Connection: close\r\n\r\n`;

function answer(body: string): Behaviour {
  return { kind: 'answer', framing: 'none', body };
}

/** What is printed of a socket that nobody listens to, half a second after it has asked. */
function later(code: string, body = 'body'): readonly string[] {
  const { lines } = talk(
    `var s = net.connect({ host: '10.0.0.1', port: 80 }); s.write('${GET}'); setTimeout(function () { ${code} }, 500)`,
    answer(body),
  );
  return lines;
}

describe('what waits for a reader', () => {
  test.each([
    ['s.available()', HEAD.length + 4],
    ['s.read().length', HEAD.length + 4],
    ['s.read(0).length', HEAD.length + 4],
    ['s.read(-1).length', HEAD.length + 4],
    ['s.read(1000).length', HEAD.length + 4],
    ['s.read(4)', 'HTTP'],
    ['(s.read(4), s.available())', HEAD.length],
    ['(s.read(4), s.read(4))', '/1.1'],
    ['(s.read(), s.available())', 0],
    ['(s.read(), s.read().length)', 0],
    [`(s.read(${HEAD.length}), s.read())`, 'body'],
    ['(s.read(s.available()), s.available())', 0],
  ])('%s is %j', (expression, value) => {
    expect(later(`print(${expression})`)).toEqual([String(value)]);
  });

  test('goes to the first listener of data, not to those of anything else, and what was read does not', () => {
    expect(
      later(`s.read(4); s.on('error', print); print(s.available()); s.on('data', function (d) { print(d.length) });
        print(s.available()); s.on('data', function () { print('again') })`),
    ).toEqual([String(HEAD.length), '0', String(HEAD.length)]);
  });

  test('is told of to no listener once it was all read', () => {
    expect(later(`s.read(); s.on('data', print)`)).toEqual([]);
  });

  test('is 512 bytes at most, and those are kept', () => {
    const most = 512 - HEAD.length;
    expect(later('print(s.available(), E.getErrorFlags().length)', 'x'.repeat(most))).toEqual(['512 0']);
    const { board } = talk(
      `net.connect({ host: '10.0.0.1', port: 80 }).write('${GET}')`,
      answer('x'.repeat(most)),
    );
    expect(board.counters).toMatchObject({ requests: 0, leakedBodies: 0 });
    const more = talk(
      `net.connect({ host: '10.0.0.1', port: 80 }).write('${GET}')`,
      answer('x'.repeat(most + 1)),
    );
    expect(more.board.counters).toMatchObject({ requests: 1, leakedBodies: 1 });
  });
});

describe('what is held', () => {
  test('counts the bytes that wait to be sent, and those that wait to be read', () => {
    const unsent = talk(`go().write('x'.repeat(600))`, BEHAVIOURS.swallow, 10);
    expect(unsent.board.counters).toMatchObject({ requests: 1, sockets: 1, heldBytes: 600, listeners: 5 });
    const unread = talk(`var s = go(); s.write('${GET}')`, {
      ...answer('x'.repeat(100)),
      keepsOpen: true,
    } as Behaviour);
    expect(unread.board.counters).toMatchObject({ heldBytes: HEAD.length + 100 });
  });

  test('takes variables, a listener too, until the line is over', () => {
    const used = (body: string): number => talk(body, BEHAVIOURS.silent, 10).board.counters.variables;
    const idle = used('');
    expect(used(`net.connect({ host: '10.0.0.1', port: 80 })`) - idle).toBe(20);
    expect(used(`net.connect({ host: '10.0.0.1', port: 80 }).on('data', print)`) - idle).toBe(23);
    const after = talk(`var s = go(true); s.write('${GET}')`, BEHAVIOURS.ok);
    expect(after.board.counters.variables).toBe(idle);
  });
});

describe('a socket that is over', () => {
  const TRIED = `function tried() { try { s.write('x') } catch (e) { print('' + e) } }`;

  test.each([
    ['clsNow', 's.clsNow = true; tried()'],
    ['its close', `s.on('data', function () {}); s.on('close', tried)`],
  ])('takes nothing more: after %s', (_, then) => {
    const { lines } = talk(
      `var s = net.connect({ host: '10.0.0.1', port: 80 }); s.write('${GET}'); ${TRIED} ${then}`,
    );
    expect(lines).toEqual(['Error: This socket is closed']);
  });

  test.each(['write', 'end'])('is none, and %s throws, where there was none', (method) => {
    expect(talk(`try { go().${method}.call({}, 'x') } catch (e) { print('' + e) }`).lines[0]).toBe(
      'Error: This socket is closed',
    );
  });
});

test('without a host the board talks to itself, where nobody listens', () => {
  const { lines } = talk(`net.connect({ port: 80 }).on('error', function (e) { print(e.code) })`);
  expect(lines).toEqual(['-9']);
});

test.each([
  ['s.write(); s.end("abc")', 'abc'],
  ['s.write(5); s.end("bc")', '5bc'],
  ['s.write([1, 2]); s.end()', '1,2'],
  ['s.write("a"); s.end("bc")', 'abc'],
])('%s sends text', (code, text) => {
  const head = JSON.stringify('PUT / HTTP/1.1\r\nContent-Length: 3\r\n\r\n');
  const { chat } = talk(`var s = go(); s.write(${head}); ${code}`);
  expect(chat.requests).toMatchObject([{ body: text, status: 200 }]);
});
