import { once } from 'node:events';
import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import { MAX_HEADER_BYTES, OneRequest, readOneRequest } from '../../../src/relay/http/one-request.ts';
import { MAX_BODY_BYTES } from '../../../src/relay/protocol/words.ts';

/** A connection without a network. */
class FakeSocket extends Duplex {
  readonly calls: string[] = [];
  readonly written: string[] = [];
  isDone: () => void = () => undefined;
  timedOut: () => void = () => undefined;

  override _read(): void {
    // What comes is pushed by the tests.
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.written.push(chunk.toString());
    this.isDone = done;
  }

  override end(done?: unknown): this {
    this.calls.push('end');
    if (typeof done === 'function') this.isDone = done as () => void;
    return this;
  }

  setTimeout(ms: number, timedOut: () => void): this {
    this.calls.push(`setTimeout ${ms}`);
    this.timedOut = timedOut;
    return this;
  }

  destroySoon(): void {
    this.calls.push('destroySoon');
  }
}

/** What is taken for a request of bytes that come in these parts. */
async function taken(...parts: (string | Buffer)[]): Promise<string[]> {
  const socket = new FakeSocket();
  const requests: string[] = [];
  readOneRequest(socket as unknown as Socket, (bytes) => requests.push(bytes.toString('latin1')));
  for (const part of parts) {
    socket.push(part);
    await new Promise(setImmediate);
  }
  // What comes after it is thrown away: nothing waits in the connection.
  expect(socket.readableLength).toBe(0);
  return requests;
}

const BARE = 'GET /nonce HTTP/1.1\r\n\r\n';

function post(header: string, body: string): string {
  return `POST /messages HTTP/1.1\r\n${header}\r\n\r\n${body}`;
}

/** A head of so many bytes, with its end. */
function headOf(bytes: number): string {
  return `GET / HTTP/1.1\r\nX: ${'x'.repeat(bytes - 23)}\r\n\r\n`;
}

describe('what is read off a connection', () => {
  test('is a head, when it is whole, and nothing that follows it', async () => {
    expect(await taken(BARE.slice(0, 10))).toEqual([]);
    expect(await taken(BARE.slice(0, -1))).toEqual([]);
    expect(await taken(...Array.from(BARE))).toEqual([BARE]);
    expect(await taken(BARE + BARE)).toEqual([BARE]);
    expect(await taken(BARE, BARE, BARE)).toEqual([BARE]);
  });

  test.each([
    'Content-Length: 5',
    'content-length:5',
    'CONTENT-LENGTH: \t5 \t',
    'A: b\r\nContent-Length: 5\r\nC: d',
    'Content-Length: 000000005',
    'X-Transfer-Encoding: chunked\r\nContent-Length: 5',
  ])('is with the body that %j tells, when that is whole', async (header) => {
    const whole = post(header, 'abcde');
    expect(await taken(whole.slice(0, -1))).toEqual([]);
    expect(await taken(whole)).toEqual([whole]);
    expect(await taken(`${whole}more`)).toEqual([whole]);
    expect(await taken(...Array.from(whole))).toEqual([whole]);
  });

  test.each([
    'X-Content-Length: 5',
    'Content-Length: x5',
    'Content-Length: 5x',
    'Content-Length: 0x5',
    'Content-Length: -5',
    'Content-Length: 0000000005',
    'Content-Length: ',
    'X: Content-Length: 5',
    'Content-Length : 5',
  ])('is the head alone where %j tells no length', async (header) => {
    const head = post(header, '');
    expect(await taken(`${head}abcde`)).toEqual([head]);
  });

  test.each(['Transfer-Encoding: chunked', 'transfer-encoding:x'])(
    'is the head alone of what is turned down for its %j, whatever length it tells',
    async (header) => {
      const head = post(`Content-Length: 5\r\n${header}`, '');
      expect(await taken(head)).toEqual([head]);
    },
  );

  test('is the whole of the largest body, and of a larger one the head alone', async () => {
    const largest = post(`Content-Length: ${MAX_BODY_BYTES}`, 'x'.repeat(MAX_BODY_BYTES));
    expect(await taken(largest.slice(0, -1))).toEqual([]);
    expect(await taken(largest)).toEqual([largest]);
    const head = post(`Content-Length: ${MAX_BODY_BYTES + 1}`, '');
    expect(await taken(head)).toEqual([head]);
  });

  test('is a length in bytes, not in characters', async () => {
    const body = Buffer.from('ä€');
    const bytes = Buffer.concat([Buffer.from(post('Content-Length: 5', '')), body]);
    expect(await taken(bytes.subarray(0, -1))).toEqual([]);
    expect(await taken(bytes)).toEqual([bytes.toString('latin1')]);
  });

  test('is handed on as it is where the head does not come to its end in time', async () => {
    const largest = headOf(MAX_HEADER_BYTES + 4);
    expect(await taken(largest)).toEqual([largest]);
    const endless = 'x'.repeat(MAX_HEADER_BYTES + 5);
    expect(await taken(endless.slice(1))).toEqual([]);
    expect(await taken(endless)).toEqual([endless]);
    const larger = headOf(MAX_HEADER_BYTES + 5);
    expect(await taken(`${larger}rest`)).toEqual([`${larger}rest`]);
  });
});

describe('a connection as the parser sees it', () => {
  function made() {
    const socket = new FakeSocket();
    let arrivals = 0;
    const one = new OneRequest(socket as unknown as Socket, Buffer.from(BARE), {
      arrived: () => (arrivals += 1),
      lingerMs: 1234,
    });
    return { socket, one, arrivals: () => arrivals };
  }

  test('brings the bytes of the request', async () => {
    const { one } = made();
    const [bytes] = (await once(one, 'data')) as [Buffer];
    expect(bytes.toString()).toBe(BARE);
  });

  test('says when the request is whole only where it is told so', () => {
    const { one, arrivals } = made();
    expect(arrivals()).toBe(0);
    one.arrived();
    expect(arrivals()).toBe(1);
  });

  test('has written when the real one has', async () => {
    const { one, socket } = made();
    let isWritten = false;
    one.write('answer', () => (isWritten = true));
    await new Promise(setImmediate);
    expect(socket.written).toEqual(['answer']);
    expect(isWritten).toBe(false);
    socket.isDone();
    await new Promise(setImmediate);
    expect(isWritten).toBe(true);
  });

  test('ends when the real one has, and gives the other side so long to hang up', async () => {
    const { one, socket } = made();
    const finished = once(one, 'finish');
    one.end();
    await new Promise(setImmediate);
    expect(socket.calls).toEqual(['setTimeout 1234', 'end']);
    expect(one.writableFinished).toBe(false);
    socket.isDone();
    await finished;
    expect(socket.destroyed).toBe(false);
    socket.timedOut();
    expect(socket.destroyed).toBe(true);
  });

  test('is over when the real one is', async () => {
    const { one, socket } = made();
    socket.destroy();
    await once(one, 'close');
    expect(one.destroyed).toBe(true);
  });

  test('that is over ends the real one, once what it has written has left', async () => {
    const { one, socket } = made();
    one.destroy();
    await once(one, 'close');
    expect(socket.calls).toEqual(['destroySoon']);
    expect(socket.destroyed).toBe(false);
  });
});
