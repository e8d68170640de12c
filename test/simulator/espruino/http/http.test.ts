import { describe, expect, test } from '@jest/globals';
import { type Behaviour, BEHAVIOURS, MemoryChat } from '../../../../src/simulator/index.ts';
import { boot, HOST, whenJoined, type Workbench } from '../../workbench.ts';

/** Lets `body` run once Wi-Fi is up, with everything that happens to a request written into the console. */
function request(body: string, behaviour: Behaviour = BEHAVIOURS.ok, afterMs = 10_000): Workbench {
  const bench = boot(
    whenJoined(`
      var http = require('http');
      function log(name) { return function (x) { print(name + (x === undefined ? '' : ' ' + JSON.stringify(x))) } }
      function go(options, callback) {
        var req = http.request(Object.assign({ host: '${HOST}', port: 80, path: '/hook', method: 'POST' }, options), function (res) {
          print('response', typeof res.statusCode, res.statusCode, res.statusMessage, res.httpVersion);
          ['data', 'end', 'close', 'error'].forEach(function (e) { res.on(e, log('res ' + e)) });
          if (callback) callback(res);
        });
        ['error', 'close'].forEach(function (e) { req.on(e, log('req ' + e)) });
        req.on('drain', function () { print('drain') });
        return req;
      }
      var two = { headers: { 'Content-Length': 2 } };
      ${body}`),
  );
  bench.chat.behaviour = behaviour;
  bench.board.advance(2000 + afterMs);
  return bench;
}

describe('an answer', () => {
  test('has a status that is a string, and its data, end and close come in that order', () => {
    const { lines, board } = request(`go(two).end('hi')`);
    expect(lines).toEqual(['response string 200 OK 1.1', 'res data "ok"', 'res end', 'res close false']);
    expect(board.counters).toMatchObject({ requests: 0, sockets: 0 });
  });

  test('keeps the server’s spelling of header names', () => {
    const headers = { 'X-oDD-Name': 'Value: with colon', 'retry-after': '7' };
    const { lines } = request(
      `go(two, function (res) { print(res.headers['X-oDD-Name'], res.headers['retry-after'], res.headers['Retry-After']) }).end('hi')`,
      { kind: 'answer', headers },
    );
    expect(lines).toContain('Value: with colon 7 undefined');
  });

  test('without a length and without chunks ends right after its headers, status valid, body lost', () => {
    const { lines } = request(`go(two).end('hi')`, {
      kind: 'answer',
      framing: 'none',
      body: 'much later',
      pieceMs: 500,
    });
    expect(lines).toEqual(['response string 200 OK 1.1', 'res end', 'res close false']);
  });

  test('in chunks arrives whole', () => {
    const { lines } = request(`go(two).end('hi')`, BEHAVIOURS.chunked);
    const text = lines.flatMap((line) => /^res data "(.*)"$/.exec(line)?.[1] ?? []).join('');
    expect(text).toBe('in several pieces');
    expect(lines.slice(-2)).toEqual(['res end', 'res close false']);
  });

  test('in chunks that stop in the middle never ends, and its socket and memory are gone', () => {
    const { lines, board } = request(`go(two).end('hi')`, {
      kind: 'answer',
      framing: 'chunked',
      body: 'abcdef',
      pieceBytes: 6,
    });
    expect(lines.at(-1)).toBe('res close false');
    const cut = request(`go(two).end('hi')`, {
      kind: 'answer',
      framing: 'none',
      headers: { 'Transfer-Encoding': 'chunked' },
      body: '6\r\nabc',
    });
    expect(cut.lines).toEqual(['response string 200 OK 1.1', 'res data "abc"']);
    expect(cut.board.counters).toMatchObject({ requests: 1, leakedBodies: 1 });
    expect(board.counters.leakedBodies).toBe(0);
  });

  test('in chunks that stop in the middle lets go of its socket once clsNow is set and dRcv emptied, not by clsNow alone', () => {
    const left = (undo: string): object =>
      request(`var r=go(two);r.end('hi');setTimeout(function(){${undo}},500)`, BEHAVIOURS.stallsInChunk).board
        .counters;
    expect(left('r.clsNow=true')).toMatchObject({ requests: 1, sockets: 1 });
    expect(left(`r.clsNow=true;r.dRcv=''`)).toMatchObject({ requests: 0, sockets: 0 });
  });

  test('shorter than announced is no error', () => {
    const { lines } = request(`go(two).end('hi')`, BEHAVIOURS.cutShort);
    expect(lines).toEqual(['response string 200 OK 1.1', 'res data "a body"', 'res end', 'res close false']);
  });

  test('100 Continue is taken for the final answer', () => {
    const { lines } = request(`go(two).end('hi')`, BEHAVIOURS.continues);
    expect(lines[0]).toBe('response string 100 Continue 1.1');
    expect(lines.filter((line) => line.startsWith('response'))).toHaveLength(1);
  });

  test('of a megabyte is drained through a data listener, 268 bytes at a time', () => {
    const { lines, board } = request(
      `var n = 0, most = 0; var req = http.request({ host: '${HOST}', path: '/', method: 'GET' }, function (res) {
         res.on('data', function (d) { n += d.length; most = Math.max(most, d.length) });
         res.on('close', function () { print(n, most) });
       }); req.end()`,
      BEHAVIOURS.megabyte,
    );
    expect(lines).toEqual(['1048576 268']);
    expect(board.counters).toMatchObject({ requests: 0, sockets: 0, heldBytes: 0 });
  });

  test('longer than 512 bytes without a data listener is never freed', () => {
    const { board } = request(
      `http.request({ host: '${HOST}', path: '/', method: 'GET' }, function () {}).end()`,
      {
        kind: 'answer',
        bodyBytes: 1500,
      },
    );
    expect(board.counters).toMatchObject({ requests: 1, leakedBodies: 1, sockets: 1 });
  });

  test('up to 512 bytes without a data listener is freed, and reading it later works', () => {
    const { lines, board } = request(
      `http.request({ host: '${HOST}', path: '/', method: 'GET' }, function (res) {
         setTimeout(function () { print(res.available(), res.read(2), res.read().length) }, 500) }).end()`,
      { kind: 'answer', bodyBytes: 500 },
    );
    expect(lines).toEqual(['500 xx 498']);
    expect(board.counters).toMatchObject({ requests: 0, leakedBodies: 0 });
  });

  test('of 12 KB without a data listener ends in OUT OF MEMORY', () => {
    const { lines } = request(
      `http.request({ host: '${HOST}', path: '/', method: 'GET' }, function () {}).end()`,
      {
        kind: 'answer',
        bodyBytes: 12_000,
      },
    );
    expect(lines).toContain('OUT OF MEMORY');
  });
});

describe('a request', () => {
  test('sends method, path, headers and body as given, and adds Host, User-Agent and Connection alone', () => {
    const { chat } = request(
      `go({ path: '/a?b=c', headers: { 'Content-Length': 2, 'X-A': 'b' } }).end('hi')`,
    );
    expect(chat.requests).toMatchObject([{ method: 'POST', path: '/a?b=c', body: 'hi' }]);
    expect(chat.requests[0]?.headers).toEqual({
      'user-agent': expect.stringContaining('Espruino'),
      connection: 'close',
      'content-length': '2',
      'x-a': 'b',
      host: HOST,
    });
  });

  test('leaves nothing behind: its variables are all free again', () => {
    const { board } = request('', BEHAVIOURS.ok, 0);
    const before = board.counters.variables;
    const { board: after } = request(`go(two).end('hi')`);
    expect(after.counters.variables).toBe(before);
  });

  test('without method and path sends the word undefined', () => {
    const { chat } = request(`http.request({ host: '${HOST}' }, function () {}).end()`);
    expect(chat.requests).toMatchObject([{ method: 'undefined', path: 'undefined' }]);
  });

  test('names the port in Host unless it is 80', () => {
    const { chat } = request(
      `var r = http.request({ host: '${HOST}', port: 80, path: '/', method: 'GET', headers: { Host: 'mine' } }); r.end()`,
    );
    expect(chat.requests[0]?.headers['host']).toBe('mine');
  });

  test('for https: goes out in plain text, to port 443', () => {
    const bench = boot(
      whenJoined(`require('http').request({ protocol: 'https:', host: '${HOST}', path: '/secret', method: 'POST',
        headers: { 'Content-Length': 2 } }, function (res) { print(res.statusCode) }).end('hi')`),
    );
    const secure = new MemoryChat();
    bench.network.listen(HOST, 443, secure);
    bench.board.advance(5000);
    expect(secure.requests).toMatchObject([{ method: 'POST', path: '/secret', body: 'hi' }]);
    expect(bench.chat.requests).toEqual([]);
    expect(bench.lines).toEqual(['200']);
  });

  test('written but not ended connects, sends, and tells by drain when all was handed over', () => {
    const { lines } = request(`go(two).write('hi')`);
    expect(lines).toEqual([
      'drain',
      'response string 200 OK 1.1',
      'res data "ok"',
      'res end',
      'res close false',
    ]);
  });

  test('gets no drain before the connection stands, and none once end() was called', () => {
    expect(request(`go(two).write('hi')`, BEHAVIOURS.swallow).lines).toEqual([]);
    expect(request(`go(two).end('hi')`).lines).not.toContain('drain');
  });

  test('goes out 268 bytes at a time, each after the acknowledgement of the one before', () => {
    const { lines } = request(
      `var t = getTime(); var body = 'x'.repeat(2000), r = go({ headers: { 'Content-Length': 2000 } });
       r.on('drain', function () { print(Math.round((getTime() - t) * 1000)) }); r.write(body)`,
    );
    // The default latency is 5 ms one way: one round trip to connect, one a chunk but for the last.
    expect(Number(lines.find((line) => /^\d+$/.test(line)))).toBe(10 + 10 * Math.floor((2000 + 120) / 268));
  });

  test('never written holds its place until it is aborted', () => {
    const { board } = request(
      `var r = go(two); setTimeout(function () { r.clsNow = true }, 5000)`,
      BEHAVIOURS.ok,
      4000,
    );
    expect(board.counters).toMatchObject({ requests: 1, sockets: 0 });
    board.advance(2000);
    expect(board.counters.requests).toBe(0);
  });

  test('names another port in Host, and none where it is the usual one or is left out', () => {
    const hostOf = (port: string): string | undefined => {
      const bench = boot(
        whenJoined(`require('http').request({ host: '${HOST}', path: '/', method: 'GET'${port} }).end()`),
      );
      const other = new MemoryChat();
      bench.network.listen(HOST, 8080, other);
      bench.board.advance(5000);
      return [...bench.chat.requests, ...other.requests][0]?.headers['host'];
    };
    expect(hostOf('')).toBe(HOST);
    expect(hostOf(', port: 80')).toBe(HOST);
    expect(hostOf(', port: 0')).toBe(HOST);
    expect(hostOf(', port: 8080')).toBe(`${HOST}:8080`);
    expect(hostOf(', port: "8080"')).toBe(`${HOST}:8080`);
  });

  test('get asks with the method GET whatever the options say, and ends by itself', () => {
    const { chat, lines } = request(
      `var o = { host: '${HOST}', path: '/g', method: 'POST' };
       print(typeof http.get(o, function (res) { print(res.statusCode) }), o.method)`,
    );
    expect(lines).toEqual(['object GET', '200']);
    expect(chat.requests).toMatchObject([{ method: 'GET', path: '/g' }]);
  });

  test('get of nothing complains and returns nothing', () => {
    expect(request('print(http.get())').lines).toEqual([
      'ERROR: Expecting Options to be an Object but it was undefined',
      'undefined',
    ]);
  });

  test('that is written to in parts has its head once, and nothing of a write of nothing', () => {
    const { chat } = request(
      `var r = go({ headers: { 'Content-Length': 4 } }); r.write('a'); r.write(); r.write('bc'); r.end('d')`,
    );
    expect(chat.requests).toMatchObject([{ body: 'abcd', status: 200 }]);
  });

  test('counts its listeners, and those of its answer', () => {
    const { board } = request(
      `var r = http.request({ host: '${HOST}', path: '/', method: 'GET' }, function (res) {
         res.on('data', print); res.on('end', print) });
       r.on('error', print); r.on('close', print); r.on('drain', print); r.end()`,
      { kind: 'answer', pieceMs: 60_000 },
      5000,
    );
    expect(board.counters).toMatchObject({ requests: 1, listeners: 5 });
  });

  test.each(['write', 'end'])('%s of something that is no request throws', (method) => {
    expect(request(`try { go(two).${method}.call({}, 'x') } catch (e) { print('' + e) }`).lines[0]).toBe(
      'Error: This socket is closed',
    );
  });

  test('cannot be written after end()', () => {
    const { lines } = request(
      `var r = go(two); r.end('hi'); try { r.write('x') } catch (e) { print('' + e) }`,
    );
    expect(lines[0]).toBe('Error: This socket is closed');
  });

  test.each([
    ['Expecting Options to be an Object but it was Number', 'http.request(5)'],
    ['Expecting Callback Function but got Number', 'http.request({}, 5)'],
  ])('complains "%s"', (message, code) => {
    expect(request(code).lines).toEqual([`ERROR: ${message}`]);
  });
});

describe('errors', () => {
  test.each([
    ['refuse', -9, 'connection reset'],
    ['resetAtAccept', -9, 'connection reset'],
    ['resetBeforeBody', -9, 'connection reset'],
    ['resetAfterBody', -9, 'connection reset'],
    ['closeWithoutAnswer', -15, 'no response'],
  ] as const)('%s comes as %i "%s", on the request alone', (name, code, message) => {
    const { lines, board } = request(`go(two).end('hi')`, BEHAVIOURS[name]);
    expect(lines).toEqual([`req error ${JSON.stringify({ code, message })}`]);
    expect(board.counters).toMatchObject({ requests: 0, sockets: 0 });
  });

  test('a reset in the middle of an answer is an error of the request, and the answer still ends and closes', () => {
    const { lines } = request(`go(two).end('hi')`, BEHAVIOURS.resetInAnswer);
    expect(lines).toEqual([
      'response string 200 OK 1.1',
      'res data "part of it"',
      'req error {"code":-9,"message":"connection reset"}',
      'res end',
      'res close true',
    ]);
  });

  test('a SYN that nobody answers fails after more than a minute, as -11', () => {
    const early = request(`go(two).end('hi')`, BEHAVIOURS.swallow, 60_000);
    expect(early.lines).toEqual([]);
    early.board.advance(20_000);
    expect(early.lines).toEqual(['req error {"code":-11,"message":"no connection"}']);
  });

  test('an unknown name is -6, a known one connects', () => {
    expect(request(`go({ host: 'nowhere.test' }).end()`).lines).toEqual([
      'req error {"code":-6,"message":"not found"}',
    ]);
    expect(request(`go({ host: 'chat.test' }).end()`).lines[0]).toBe('response string 200 OK 1.1');
  });

  test('a server that accepts and never answers is silence for ever', () => {
    const { lines, board } = request(`go(two).end('hi')`, BEHAVIOURS.silent, 3_600_000);
    expect(lines).toEqual([]);
    expect(board.counters).toMatchObject({ requests: 1, sockets: 1 });
  });

  test.each(['end', 'write'])('%s() throws an InternalError at once while Wi-Fi is down', (method) => {
    const { lines } = boot(
      `var r = require('http').request({ host: '${HOST}', path: '/', method: 'GET' });
       r.on('error', function () { print('event') });
       try { r.${method}('x') } catch (e) { print('' + e, e.message, e instanceof InternalError) }`,
    );
    expect(lines).toEqual(['InternalError: Unable to create socket Unable to create socket true']);
  });

  test('what nobody catches is named on the console', () => {
    const { lines } = boot(`require('http').request({ host: '${HOST}', path: '/', method: 'GET' }).end()`);
    expect(lines).toEqual(['Uncaught InternalError: Unable to create socket']);
  });

  test('with a name instead of an address, Wi-Fi down shows as -6 seconds later', () => {
    const { board, lines } = boot(
      `var r = require('http').request({ host: 'chat.test', path: '/', method: 'GET' });
       r.on('error', function (e) { print(e.code) }); r.end()`,
    );
    board.advance(1000);
    expect(lines).toEqual([]);
    board.advance(10_000);
    expect(lines).toEqual(['-6']);
  });
});

describe('sockets', () => {
  test.each([
    ['on', 9],
    ['off', 10],
  ])('there are ten, and telnet takes one while it listens: with telnet %s %i requests go', (mode, free) => {
    const { lines, board } = request(
      `require('TelnetServer').setOptions({ mode: '${mode}' }); setTimeout(function () {
       for (var i = 0; i < 12; i++) try { go(two).end('hi') } catch (e) { print(i, '' + e); break } }, 10)`,
      BEHAVIOURS.silent,
    );
    expect(lines).toEqual([`${free} InternalError: Unable to create socket`]);
    expect(board.counters.sockets).toBe(free);
  });

  test('clsNow frees a silent request at the next idle without an event', () => {
    const { lines, board } = request(
      `var r = go(two); r.end('hi'); setTimeout(function () { r.clsNow = true }, 1000)`,
      BEHAVIOURS.silent,
    );
    expect(lines).toEqual([]);
    expect(board.counters.requests).toBe(0);
  });

  test('clsNow in the middle of an answer still lets the answer end and close', () => {
    const { lines } = request(
      `var r = go(two); r.end('hi'); setTimeout(function () { r.clsNow = true }, 100)`,
      { kind: 'answer', body: 'hello', pieceBytes: 1, pieceMs: 60 },
    );
    expect(lines).toEqual(['response string 200 OK 1.1', 'res data "h"', 'res end', 'res close false']);
  });

  test('an aborted line keeps its slot until the server agrees, which a silent one does not for long', () => {
    const { board } = request(
      `var r = go(two); r.end('hi'); setTimeout(function () { r.clsNow = true }, 1000)`,
      BEHAVIOURS.silent,
      2000,
    );
    expect(board.counters).toMatchObject({ requests: 0, sockets: 1 });
    board.advance(20_000);
    expect(board.counters.sockets).toBe(0);
  });

  test('what was sent while the router was gone arrives when it is back: silence is no proof of failure', () => {
    const { board, chat, accessPoint, lines } = request(
      `setTimeout(function () { go(two).end('hi') }, 5000)`,
      BEHAVIOURS.ok,
      4900,
    );
    accessPoint.goDown();
    board.advance(3000);
    expect([chat.messages, lines]).toEqual([[], []]);
    accessPoint.comeUp();
    board.advance(1000);
    expect(chat.messages).toEqual(['hi']);
    expect(lines).toContain('res end');
  });

  test('what waits for the router is gone when the power is: nothing is sent by a chip that is off', () => {
    const { board, chat, accessPoint } = request(
      `setTimeout(function () { go(two).end('hi') }, 5000)`,
      BEHAVIOURS.ok,
      4900,
    );
    accessPoint.goDown();
    board.advance(3000);
    board.powerOff();
    accessPoint.comeUp();
    board.advance(10_000);
    expect(chat.requests).toEqual([]);
  });

  test('a line whose link stays dead is given up as -3 after a minute', () => {
    const { board, accessPoint, lines } = request(
      `var r = go(two); r.write('h'); setTimeout(function () { r.write('i') }, 3000)`,
      BEHAVIOURS.ok,
      1000,
    );
    accessPoint.goDown();
    board.advance(70_000);
    expect(lines).toEqual(['drain', 'drain', 'req error {"code":-3,"message":"timeout"}']);
  });
});
