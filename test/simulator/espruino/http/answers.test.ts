import { describe, expect, test } from '@jest/globals';
import {
  AccessPoint,
  Board,
  Clock,
  type Line,
  type Network,
  type Peer,
} from '../../../../src/simulator/index.ts';
import { HOST, whenJoined } from '../../workbench.ts';

/** A server that sends these packets, 1 ms apart, once a request has come, and then closes the line or keeps it. */
class Packets implements Network {
  readonly unixMs = 0;
  sent = '';

  constructor(
    readonly clock: Clock,
    readonly packets: readonly string[],
    readonly closes: boolean,
  ) {}

  open(_host: string, _port: number, peer: Peer): Line {
    const later = (ms: number, happen: () => void): unknown => this.clock.after(ms, happen);
    later(5, () => {
      peer.connected();
    });
    return {
      send: (bytes) => {
        later(5, () => {
          peer.acknowledged();
        });
        if (this.sent === '') {
          this.packets.forEach((packet, at) =>
            later(at + 1, () => {
              peer.received(packet);
            }),
          );
          if (this.closes) {
            later(this.packets.length + 1, () => {
              peer.closed();
            });
          }
        }
        this.sent += bytes;
      },
      close: () => {
        later(5, () => {
          peer.released();
        });
      },
      abandon: () => undefined,
    };
  }
}

const READS = `res.on('data', function (d) { body += d });`;

interface Seen {
  readonly lines: readonly string[];
  readonly board: Board;
  readonly sent: string;
}

/** What a program is told of these packets; `inCallback` is run with the answer. */
function answered(
  packets: readonly string[],
  {
    inCallback = READS,
    end = '.end()',
    closes = true,
  }: { inCallback?: string; end?: string; closes?: boolean } = {},
): Seen {
  const clock = new Clock();
  const network = new Packets(clock, packets, closes);
  const script = whenJoined(`
    var body = '', req = require('http').request({ host: '${HOST}', path: '/', method: 'GET' }, function (res) {
      print(JSON.stringify([res.httpVersion, res.statusCode, res.statusMessage, res.headers]));
      ${inCallback}
      res.on('end', function () { print('end ' + body) });
      res.on('close', function (e) { print('close ' + e) });
    });
    req.on('error', function (e) { print('error ' + e.code) });
    req${end};`);
  const accessPoint = new AccessPoint({ ssid: 'office', password: 'open sesame' });
  const board = new Board({ script, clock, network, accessPoint, speed: 'instant' });
  board.powerOn();
  board.advance(5000);
  return { lines: board.console.lines, board, sent: network.sent };
}

/** Cut into packets of so many bytes. */
function cut(text: string, bytes: number): string[] {
  return Array.from({ length: Math.ceil(text.length / bytes) }, (_, at) =>
    text.slice(at * bytes, (at + 1) * bytes),
  );
}

const OK = 'HTTP/1.1 200 OK\r\n';

describe('a head', () => {
  test.each([
    [`${OK}\r\n`, '["1.1","200","OK",{}]'],
    ['HTTP/1.0 404 Not Found At All\r\n\r\n', '["1.0","404","Not Found At All",{}]'],
    ['HTTP/1.1 204\r\n\r\n', '["1.1","204","",{}]'],
    ['\r\n\r\n', '["","","",{}]'],
    ['HTTP/1.1\r\n\r\n', '["1.1","","",{}]'],
    [`${OK}A: b\r\nC-d:e: f\r\n\r\n`, '["1.1","200","OK",{"A":"b","C-d":"e: f"}]'],
    [`${OK}A:   b  \r\n\r\n`, '["1.1","200","OK",{"A":"b  "}]'],
    [`${OK}no colon\r\n:no name\r\nNo-Value:\r\nA: b\r\n\r\n`, '["1.1","200","OK",{"A":"b"}]'],
    [`${OK}A: b\r\nA: c\r\na: d\r\n\r\n`, '["1.1","200","OK",{"A":"b","a":"d"}]'],
  ])('%j', (head, told) => {
    expect(answered([head]).lines).toEqual([told, 'end ', 'close false']);
    expect(answered(cut(head, 1)).lines).toEqual([told, 'end ', 'close false']);
  });

  test.each(['', 'HTTP/1.1 200 OK\r\nA: b\r\n', '\r\n'])('that is none is no answer: %j', (head) => {
    expect(answered(head === '' ? [] : [head]).lines).toEqual(['error -15']);
  });
});

describe('a body of a length', () => {
  const head = `${OK}Content-Length: 20\r\n\r\n`;
  const body = 'x'.repeat(10) + 'y'.repeat(10);

  test.each([1, 3, 7, 19, 20, 21, 100])('in packets of %i bytes', (bytes) => {
    expect(answered(cut(head + body, bytes)).lines.slice(1)).toEqual([`end ${body}`, 'close false']);
  });

  test('ends where its length says so, whether the line goes on or not', () => {
    expect(answered([head + body], { closes: false }).lines.slice(1)).toEqual([`end ${body}`, 'close false']);
    const { lines, board } = answered([head, body], { end: `.write('')`, closes: false });
    expect(lines.slice(1)).toEqual([`end ${body}`]);
    expect(board.counters).toMatchObject({ requests: 1, sockets: 1 });
  });

  test('that comes with its head is there in the callback', () => {
    const { lines } = answered([head + body], { inCallback: 'print(res.available());' });
    expect(lines[1]).toBe('20');
  });

  test('is none of the head, whatever it looks like', () => {
    const { lines } = answered([`${OK}Content-Length: 6\r\n\r\nA: b\r\n`]);
    expect(lines[0]).toBe('["1.1","200","OK",{"Content-Length":"6"}]');
  });

  test('that is read late is handed on then', () => {
    const late = `setTimeout(function () { res.on('data', function (d) { print('data ' + d.length) }) }, 1000);`;
    const { lines } = answered([`${OK}Content-Length: 500\r\n\r\n`, 'z'.repeat(500)], {
      inCallback: late,
      closes: false,
    });
    expect(lines.slice(1)).toEqual(['end ', 'close false', 'data 500']);
  });

  test('that there was no room for comes after what there was, once it is read', () => {
    const { lines } = answered([`${OK}Content-Length: 100000\r\n\r\n`, ...cut('z'.repeat(1600), 200)], {
      inCallback: `var n = 0; setTimeout(function () { res.on('data', function (d) { n += d.length }) }, 20);
        setTimeout(function () { print(n) }, 100);`,
      closes: false,
    });
    expect(lines.slice(1)).toEqual(['1600']);
  });

  test('is told of before the events of its turn', () => {
    const { lines } = answered([head, ...cut(body, 7)], {
      inCallback: `res.on('data', function () { print('data ' + ms()) });
        function ms() { return Math.round(getTime() * 1000) }
        var o = {}; o.on('x', function () { print('x ' + ms()) });
        var i = setInterval(function () { o.emit('x') }, 1); setTimeout(function () { clearInterval(i) }, 50);`,
    });
    const at = lines.findLastIndex((line) => line.startsWith('data'));
    const ms = Number(lines[at]?.slice(5));
    expect(lines.slice(at - 1, at + 2)).toEqual([`x ${ms - 1}`, `data ${ms}`, `x ${ms}`]);
  });
});

describe('a body in chunks', () => {
  const head = `${OK}Transfer-Encoding: chunked\r\n\r\n`;
  const text = `abc${'0123456789abcdef'.repeat(17)}z`;
  const body = `3\r\nabc\r\n110\r\n${'0123456789abcdef'.repeat(17)}\r\n01\r\nz\r\n0\r\n\r\n`;

  test.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 13, 17, 50, 267, 268, 269, 500])(
    'in packets of %i bytes',
    (bytes) => {
      const { lines, board } = answered([head, ...cut(body, bytes)]);
      expect(lines.slice(1)).toEqual([`end ${text}`, 'close false']);
      expect(board.counters).toMatchObject({ requests: 0, sockets: 0, heldBytes: 0, leakedBodies: 0 });
    },
  );

  test('has lines with more than a length, which the board misreads where they are cut', () => {
    const named = '3;name=value\r\nabc\r\n0\r\n\r\n';
    expect(answered([head, named]).lines[1]).toBe('end abc');
    expect(answered([head, named.slice(0, 6), named.slice(6)]).lines[1]).toMatch(/^end ;na/);
  });

  test.each([
    // All but the line's end has come.
    [['5\r\nabcde', '\r\n0\r\n\r\n'], ['abcde']],
    [
      ['5\r\nabcd', 'e\r\n0\r\n\r\n'],
      ['abcd', 'e'],
    ],
    [['5\r\nabcde\r', '\n0\r\n\r\n'], ['abcde']],
  ])('that come as %j are told of as %j', (packets, pieces) => {
    const { lines } = answered([head, ...packets], {
      inCallback: `res.on('data', function (d) { print('data ' + d) });`,
    });
    expect(lines.slice(1, -2)).toEqual(pieces.map((piece) => `data ${piece}`));
  });

  test('that come together are told of together, before the events of their turn', () => {
    const { lines } = answered([head, '', '1\r\na\r\n1\r\nb\r\n', '0\r\n\r\n'], {
      inCallback: `res.on('data', function (d) { print(d) }); var o = {}; o.on('x', function () { print('x') });
        var i = setInterval(function () { o.emit('x') }, 1); setTimeout(function () { clearInterval(i) }, 3);`,
    });
    expect(lines.join(' ')).toMatch(/a b x/);
  });

  test('ends with its last chunk, though the line goes on', () => {
    expect(answered([head, body], { closes: false }).lines.slice(1)).toEqual([`end ${text}`, 'close false']);
  });
});

/** What a program sends to a server that says nothing more than these packets, and what it prints. */
function sent(program: string, packets: readonly string[] = []): Seen {
  const clock = new Clock();
  const network = new Packets(clock, packets, packets.length > 0);
  const accessPoint = new AccessPoint({ ssid: 'office', password: 'open sesame' });
  const board = new Board({ script: whenJoined(program), clock, network, accessPoint, speed: 'instant' });
  board.powerOn();
  board.advance(5000);
  return { lines: board.console.lines, board, sent: network.sent };
}

describe('a request', () => {
  const HEAD = `GET / HTTP/1.1\r\nUser-Agent: Espruino 2v29.277\r\nConnection: close\r\n`;

  test('without a text is its head alone', () => {
    const program = `require('http').request({ host: '${HOST}', path: '/', method: 'GET' }).end()`;
    expect(sent(program).sent).toBe(`${HEAD}Host: ${HOST}\r\n\r\n`);
  });

  test('without a callback is answered to nobody, and over', () => {
    const { lines, board } = sent(
      `var r = require('http').request({ host: '${HOST}', path: '/', method: 'GET' }); print(r.write(), r.end())`,
      [`${OK}Content-Length: 2\r\n\r\nok`],
    );
    expect(lines).toEqual(['false undefined']);
    expect(board.counters).toMatchObject({ requests: 0, sockets: 0 });
  });

  test.each([
    [
      `r.write('a'); r.write('0123456789abcdefg'); r.end('z')`,
      '1\r\na\r\n11\r\n0123456789abcdefg\r\n1\r\nz\r\n0\r\n\r\n',
    ],
    [`r.write('a'); r.end()`, '1\r\na\r\n0\r\n\r\n'],
    // The board knows of the chunks once it has made the head.
    ['r.end()', ''],
  ])('of chunks: %s', (acts, body) => {
    const { sent: all } = sent(
      `var r = require('http').request({ host: '${HOST}', path: '/', method: 'GET', headers: { 'Transfer-Encoding': 'Chunked' } });
       ${acts}`,
    );
    expect(all).toBe(`${HEAD}Transfer-Encoding: Chunked\r\nHost: ${HOST}\r\n\r\n${body}`);
  });
});
