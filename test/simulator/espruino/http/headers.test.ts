import { expect, test } from '@jest/globals';
import type { Answer } from '../../../../src/simulator/index.ts';
import { boot, HOST, whenJoined, type Workbench } from '../../workbench.ts';

/** Sends one request once Wi-Fi is up, with `headers` as the program writes them. */
function request(answer: Answer, headers = '{}', callback = '', body = ''): Workbench {
  const bench = boot(
    whenJoined(`
      require('http').request({ host: '${HOST}', path: '/', method: 'GET', headers: ${headers} }, function (res) {
        res.on('data', function (d) { print('data ' + d) });
        res.on('end', function () { print('end') });
        ${callback}
      }).end(${body})`),
  );
  bench.chat.behaviour = { kind: 'answer', ...answer };
  bench.board.advance(10_000);
  return bench;
}

test('content-length is known in lower case, so what comes later is waited for', () => {
  const { lines } = request({
    framing: 'none',
    headers: { 'content-length': '5' },
    body: 'later',
    pieceMs: 500,
  });
  expect(lines).toEqual(['data later', 'end']);
});

test('transfer-encoding is known in lower case', () => {
  const { lines } = request({
    framing: 'none',
    headers: { 'transfer-encoding': 'chunked' },
    body: '3\r\nabc\r\n0\r\n\r\n',
  });
  expect(lines).toEqual(['data abc', 'end']);
});

test.each([
  ['of different case', { 'content-length': '5', 'Content-Length': '2' }, 'data later', 'undefined'],
  ['of equal case', { 'X-A': 'one\r\nX-A: two', 'Content-Length': '5' }, 'data later', 'one'],
])('of repeated headers %s the first is found', (_, headers, data, seen) => {
  const { lines } = request(
    { framing: 'none', headers, body: 'later', pieceMs: 500 },
    '{}',
    `print(res.headers['X-A'])`,
  );
  expect(lines).toEqual([seen, data, 'end']);
});

test('a host header in any case stands for the board’s own, a user-agent and a connection do not', () => {
  const { chat } = request({}, `{ host: 'mine', 'user-agent': 'me', connection: 'keep-alive' }`);
  expect(chat.requests[0]?.headers).toEqual({
    host: 'mine',
    'user-agent': 'Espruino 2v29.277, me',
    connection: 'close, keep-alive',
  });
});

test('a transfer-encoding that is not spelled as the board spells it goes out, but nothing in chunks', () => {
  const chunksOf = (name: string): string | undefined => {
    const { chat } = request({}, `{ '${name}': 'chunked', 'Content-Length': 1 }`, '', `'x'`);
    return chat.requests[0]?.body;
  };
  expect(chunksOf('Transfer-Encoding')).toBe('1');
  expect(chunksOf('transfer-encoding')).toBe('x');
});

test('an answer’s headers take variables as long as it lives: 2 KB some 260, and for a moment twice that', () => {
  const usage = `print('used ' + process.memory().usage)`;
  const used = (headers: Record<string, string>): number => {
    const { lines } = request({ headers }, '{}', usage);
    return Number(lines[0]?.replace('used ', ''));
  };
  const many = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`X-${i + 10}`, 'v'.repeat(62)]));
  expect(used(many) - used({})).toBeGreaterThan(250);
  expect(used(many) - used({})).toBeLessThan(350);
});

test.each([
  [58, ['data ok', 'end']],
  [80, ['OUT OF MEMORY', 'Execution Interrupted', 'New interpreter error: LOW_MEMORY,MEMORY']],
])('%i headers of 69 bytes: %j', (count, expected) => {
  const headers = Object.fromEntries(
    Array.from({ length: count }, (_, i) => [`X-${i + 100}`, 'v'.repeat(60)]),
  );
  expect(request({ headers }).lines).toEqual(expected);
});
