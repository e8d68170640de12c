import { once } from 'node:events';
import { connect, type Server, type Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import { promisify } from 'node:util';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { createLog } from '../../../src/relay/command/log.ts';
import type { Attempt } from '../../../src/relay/delivery/deliver.ts';
import { createServer, type ServerLimits } from '../../../src/relay/http/server.ts';
import { exchange, open, readToEnd, request } from './raw-http.ts';
import { BODY, mac, NOT_SENT, Rig, SECRET, TAKEN, type RigOptions } from '../rig.ts';

const JSON_TYPE = 'Content-Type: application/json';
const closers: (() => Promise<void>)[] = [];

afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

/** A relay on a free port, with a webhook in memory. */
async function serve(options: RigOptions = {}, limits?: ServerLimits) {
  const rig = new Rig(options);
  const log: string[] = [];
  const app = createServer(
    () => Promise.resolve(rig.relay),
    createLog({ write: (line) => void log.push(line) }, false),
    limits,
  );
  await app.listen({ host: '127.0.0.1', port: 0 });
  const close = async () => {
    await app.close();
  };
  closers.push(close);
  return { rig, log, port: portOf(app), close, server: app.server };
}

function portOf({ server }: { readonly server: Server }): number {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The relay has no port.');
  return address.port;
}

/** @returns the bytes of a right request */
function signed(rig: Rig, key = 'press-1', body = BODY, nonce = rig.nonce()): string {
  const right = mac(SECRET, 'POST', '/messages', nonce, key, body);
  const authorization = `Authorization: Button nonce="${nonce}", mac="${right}"`;
  return request('POST /messages', [JSON_TYPE, `Idempotency-Key: ${key}`, authorization], body);
}

describe('over a socket', () => {
  test('it listens at the one address that it is told, and nowhere else', async () => {
    const { server } = await serve();
    expect(server.address()).toMatchObject({ address: '127.0.0.1' });
  });

  test('a heartbeat gives a nonce, a signed message goes through, and the answer proves itself', async () => {
    const { rig, port } = await serve();
    const [beat] = await exchange(port, request('GET /nonce'));
    const nonce = /^\{"nonce":"([A-Za-z0-9_-]{1,64})"\}$/.exec(beat?.body ?? '')?.[1] ?? '';
    const [answer] = await exchange(port, signed(rig, `${nonce}-1`, BODY, nonce));
    expect(answer).toMatchObject({ status: 200, body: '{"status":200}' });
    const next = /^Next-Nonce: (.+)$/m.exec(answer?.head ?? '')?.[1]?.trim() ?? '';
    expect(answer?.head).toContain(
      `\r\nButton-Mac: ${mac(SECRET, nonce, '200', next, '{"status":200}')}\r\n`,
    );
    // In front of all others: the button searches them from the beginning.
    expect(answer?.head.split('\r\n').slice(1, 3)).toEqual([
      expect.stringMatching(/^Next-Nonce: /),
      expect.stringMatching(/^Button-Mac: /),
    ]);
    expect(rig.forwarded.map(({ body }) => body)).toEqual([BODY]);
  });

  const onIPv6 = Object.values(networkInterfaces()).some((all) =>
    all?.some(({ family }) => family === 'IPv6'),
  )
    ? test
    : test.skip;
  onIPv6('an IPv4 address is told as one, also where the relay listens on IPv6', async () => {
    const rig = new Rig();
    const app = createServer(() => Promise.resolve(rig.relay), createLog({ write: () => undefined }, false));
    closers.push(() => app.close());
    await app.listen({ host: '::', port: 0 });
    expect((await exchange(portOf(app), signed(rig)))[0]?.status).toBe(200);
    expect(rig.journal.map(({ address }) => address)).toEqual(['127.0.0.1', '127.0.0.1']);
  });

  test('an address of IPv6 is told as it is', async () => {
    const { rig, port, server } = await serve();
    server.prependListener('connection', (socket: Socket) => {
      Object.defineProperty(socket, 'remoteAddress', { value: '2001:db8::ffff:1' });
    });
    await exchange(port, signed(rig));
    expect(rig.journal[0]?.address).toBe('2001:db8::ffff:1');
  });

  test('a message without a signature is invited to bring one, whatever else it lacks', async () => {
    const { port } = await serve();
    const bare = request('POST /messages', [JSON_TYPE], BODY);
    expect((await exchange(port, bare))[0]?.status).toBe(401);
  });

  test('each answer names its length: the chip loses a body that does not', async () => {
    const { rig, port } = await serve();
    for (const bytes of [request('GET /nonce'), signed(rig), request('GET /'), request('POST /messages')]) {
      const [answer] = await exchange(port, bytes);
      expect(answer?.head).toMatch(/^content-length: \d+$/im);
      expect(answer?.head).not.toMatch(/^transfer-encoding/im);
      expect(answer?.head).toMatch(/^content-type: application\/json$/im);
    }
  });

  test.each([
    ['GET /', 404],
    ['GET /nonce/', 404],
    ['GET /nonce?x=1', 404],
    ['GET /%6eonce', 404],
    ['GET http://relay/nonce', 404],
    ['GET //nonce', 404],
    ['POST /Messages', 404],
    ['POST /messages?x=1', 404],
    ['POST /m%65ssages', 404],
    ['HEAD /nonce', 405],
    ['POST /nonce', 405],
    ['GET /messages', 405],
    ['PUT /messages', 405],
    ['DELETE /messages', 405],
    ['OPTIONS /messages', 405],
  ])('%s is answered %i', async (line, status) => {
    const { rig, port } = await serve();
    const [answer] = await exchange(port, request(line));
    expect(answer?.status).toBe(status);
    const allowed = line.endsWith('/nonce') ? 'GET' : 'POST';
    if (status === 405) expect(answer?.head).toContain(`\r\nAllow: ${allowed}\r\n`);
    expect(rig.forwarded).toEqual([]);
  });
});

test.each([
  '',
  'text/plain',
  'application/jsonp',
  ';;',
  '/',
  'application/json, text/plain',
  'multipart/form-data; boundary=x',
])('a body of the type "%s" is 415', async (type) => {
  const { port } = await serve();
  const [answer] = await exchange(port, request('POST /messages', [`Content-Type: ${type}`], BODY));
  expect(answer).toMatchObject({ status: 415, body: '{"error":"not JSON"}' });
});

describe('size', () => {
  const bodyOf = (bytes: number) => `"${'x'.repeat(bytes - 2)}"`;

  test('16 KiB are taken, one byte more is 413, before it has been sent', async () => {
    const { rig, port } = await serve();
    const [largest] = await exchange(port, signed(rig, 'press-1', bodyOf(16_384)));
    expect(largest?.status).toBe(200);
    const announced = request('POST /messages', [JSON_TYPE, 'Content-Length: 16385']);
    const [oversize] = await exchange(port, announced);
    expect(oversize).toMatchObject({ status: 413, body: '{"error":"too large"}' });
    expect(rig.forwarded).toHaveLength(1);
  });

  test('a body that does not announce its size is turned down: the button does, and nobody has to wait for its end', async () => {
    const { rig, port } = await serve();
    const head = request('POST /messages', [JSON_TYPE, 'Transfer-Encoding: chunked']);
    const [answer] = await exchange(port, `${head}4000\r\n${'x'.repeat(0x4000)}\r\n`);
    expect(answer).toMatchObject({ status: 400, body: '{"error":"malformed"}' });
    expect(rig.forwarded).toEqual([]);
  });

  test('headers of more than 4 KiB are 431', async () => {
    const { port } = await serve();
    const [answer] = await exchange(port, request('GET /nonce', [`X: ${'x'.repeat(5000)}`]));
    expect(answer?.status).toBe(431);
  });
});

describe('malformed on purpose', () => {
  test.each([
    [
      'two Authorizations',
      ['Authorization: Button nonce="a", mac="b"', 'Authorization: Button nonce="a", mac="b"'],
    ],
    ['two keys', ['Idempotency-Key: a-1', 'Idempotency-Key: a-2']],
    ['two lengths', ['Content-Length: 0', 'Content-Length: 5']],
    ['a length and chunks', ['Content-Length: 5', 'Transfer-Encoding: chunked']],
    ['a length that is no number', ['Content-Length: 0x10']],
    ['a zero byte in a header', ['Idempotency-Key: a-1\0']],
    ['a bare line feed in a header', ['Idempotency-Key: a-1\nNext-Nonce: evil']],
    ['a folded header', ['Idempotency-Key: a-1', ' continued']],
  ])('%s: 400', async (_what, headers) => {
    const { rig, port } = await serve();
    const [answer] = await exchange(port, request('POST /messages', [JSON_TYPE, ...headers]));
    expect(answer?.status).toBe(400);
    expect(rig.forwarded).toEqual([]);
  });

  test('nothing of a request comes back in an answer or goes into the log', async () => {
    const { rig, port, log } = await serve();
    const evil = 'evil"%0d%0aSet-Cookie:x';
    const headers = [
      JSON_TYPE,
      `Idempotency-Key: ${evil}`,
      `Authorization: Button nonce="${evil}", mac="${evil}"`,
    ];
    for (const line of ['POST /messages', `GET /${evil}`, `POST /messages?${evil}`]) {
      const [answer] = await exchange(port, request(line, headers, `"${evil}"`));
      expect((answer?.head ?? 'evil') + (answer?.body ?? '')).not.toContain('evil');
    }
    expect(rig.log.concat(log).join()).not.toContain('evil');
  });

  test('a thousand garbage requests later it serves the button as before', async () => {
    const { rig, port, log } = await serve();
    const line = fc.constantFrom(
      'POST /messages HTTP/1.1',
      'GET /nonce HTTP/1.1',
      'POST /messages HTTP/9',
      '\0',
    );
    const header = fc.oneof(
      fc.constantFrom(
        'Host: relay',
        JSON_TYPE,
        'Content-Length: 3',
        'Transfer-Encoding: chunked',
        'Expect: 100-continue',
      ),
      fc.constantFrom('Idempotency-Key: a-1', 'Authorization: Button nonce="a", mac="b"', 'Upgrade: h2c'),
      fc.string(),
    );
    const shaped = fc
      .tuple(line, fc.array(header, { maxLength: 6 }), fc.string())
      .map(([first, headers, body]) => Buffer.from([first, ...headers, '', body].join('\r\n'), 'latin1'));
    const garbage = fc.oneof(
      shaped,
      fc.uint8Array().map((bytes) => Buffer.from(bytes)),
    );
    const sent = fc.sample(garbage, { numRuns: 1000, seed: 20_261_122 });
    for (let start = 0; start < sent.length; start += 50) {
      const batch = sent.slice(start, start + 50).map(async (bytes) => {
        const socket = open(port, bytes);
        socket.end();
        return readToEnd(socket);
      });
      await Promise.all(batch);
    }
    expect(rig.forwarded).toEqual([]);
    expect(log).toEqual([]);
    expect((await exchange(port, signed(rig)))[0]?.status).toBe(200);
  });
});

describe('a second request on one connection', () => {
  const kept = (bytes: string) => bytes.replace('Connection: close\r\n', '');

  test.each([
    ['another message', (rig: Rig) => signed(rig, 'press-2')],
    ['the same again', (rig: Rig) => signed(rig, 'press-1')],
    ['a heartbeat', () => request('GET /nonce')],
    ['ten thousand without a MAC', () => kept(request('POST /messages', [JSON_TYPE], BODY)).repeat(10_000)],
  ])('%s is not looked at: the button makes a new one for each', async (_what, second) => {
    const { rig, port } = await serve();
    const answers = await exchange(port, kept(signed(rig, 'press-1')) + second(rig));
    expect(answers.map(({ status }) => status)).toEqual([200]);
    expect(answers[0]?.head).toMatch(/^connection: close$/im);
    expect(rig.forwarded).toHaveLength(1);
  });

  test('is not taken after the answer to the first either', async () => {
    const { rig, port } = await serve();
    const socket = open(port, kept(signed(rig, 'press-1')));
    const received = readToEnd(socket);
    await once(socket, 'data');
    socket.write(signed(rig, 'press-2'));
    expect((await received).match(/^HTTP/gm)).toHaveLength(1);
    expect(rig.forwarded).toHaveLength(1);
  });
});

/** All but the timers of the code itself: sockets go on by the real clock. */
const REAL_TIME = ['setImmediate', 'nextTick', 'queueMicrotask', 'performance', 'Date', 'hrtime'] as const;

function connectionsOf(server: Server): Promise<number> {
  return promisify(server.getConnections.bind(server))();
}

describe('connections', () => {
  const QUICK = { requestMs: 100, connections: 64 };

  test.each([
    ['says nothing', ''],
    ['does not end its headers', 'POST /messages HTTP/1.1\r\nHost: relay\r\n'],
    [
      'does not send its body',
      `POST /messages HTTP/1.1\r\nHost: relay\r\n${JSON_TYPE}\r\nContent-Length: 5\r\n\r\n{`,
    ],
    ['idles after a request', 'GET /nonce HTTP/1.1\r\nHost: relay\r\n\r\n'],
  ])('one that %s is ended when its time is over', async (_what, bytes) => {
    const { port } = await serve({}, QUICK);
    const received = await readToEnd(open(port, bytes));
    expect(received).not.toContain('Button-Mac');
  });

  test('one that says nothing and does not hang up either is gone when its time is over', async () => {
    const { port, server } = await serve({}, QUICK);
    const half = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    await once(half.resume(), 'end');
    while ((await connectionsOf(server)) > 0) await new Promise(setImmediate);
    half.destroy();
  });

  test('that time is 5 s, where nobody says otherwise', async () => {
    const { port, server } = await serve();
    jest.useFakeTimers({ now: 0, doNotFake: [...REAL_TIME] });
    try {
      const [idle, gone] = [open(port), open(port)];
      const taken = [await once(server, 'connection'), await once(server, 'connection')] as [Socket][];
      gone.destroy();
      await Promise.race(taken.map(([socket]) => once(socket, 'close')));
      // Of one that has gone nothing stays.
      expect(jest.getTimerCount()).toBe(1);
      jest.advanceTimersByTime(4999);
      expect(await connectionsOf(server)).toBe(1);
      jest.advanceTimersByTime(1);
      await readToEnd(idle);
      expect(jest.getTimerCount()).toBe(0);
    } finally {
      jest.useRealTimers();
    }
  });

  test('one that does not hang up after the answer to its message is ended as well', async () => {
    const { rig, port, server } = await serve({}, QUICK);
    const half = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    half.write(signed(rig));
    await once(half.resume(), 'end');
    while ((await connectionsOf(server)) > 0) await new Promise(setImmediate);
    expect(rig.forwarded).toHaveLength(1);
    half.destroy();
  });

  test('one that is reset in the middle of its request harms nobody', async () => {
    const { rig, port, server, log } = await serve();
    const socket = open(port, 'POST /messages HTTP/1.1\r\n');
    const [taken] = (await once(server, 'connection')) as [Socket];
    await once(taken, 'data');
    // Without anybody who listens to its error it would end the process.
    expect(taken.listenerCount('error')).toBeGreaterThan(0);
    socket.resetAndDestroy();
    await new Promise((resolve) => taken.once('close', resolve));
    expect(taken.errored).toMatchObject({ code: 'ECONNRESET' });
    expect((await exchange(port, signed(rig)))[0]?.status).toBe(200);
    expect(log).toEqual([]);
  });

  test('one that the system can not hand over is logged, and the next are taken', async () => {
    const { rig, port, server, log } = await serve();
    server.emit('error', Object.assign(new Error('accept EMFILE'), { code: 'EMFILE' }));
    expect(log.join('')).toContain('accept EMFILE');
    expect((await exchange(port, signed(rig)))[0]?.status).toBe(200);
  });

  test('a port that can not be had is told to who asked for it, and not logged', async () => {
    const { port, log } = await serve();
    const lines: string[] = [];
    const second = createServer(
      () => Promise.reject(new Error('no relay')),
      createLog({ write: (line) => void lines.push(line) }, false),
    );
    await expect(second.listen({ host: '127.0.0.1', port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await second.close();
    expect(log.concat(lines)).toEqual([]);
  });

  test('those that are gone take no place', async () => {
    const { rig, port, server } = await serve({}, { requestMs: 60_000, connections: 2 });
    const own = open(port);
    await once(own, 'connect');
    for (const stranger of ['127.0.0.2', '127.0.0.3', '127.0.0.4']) {
      expect(await readToEnd(open(port, request('GET /nonce'), stranger))).toContain('200 OK');
      while ((await connectionsOf(server)) > 1) await new Promise(setImmediate);
    }
    own.write(signed(rig));
    expect(await readToEnd(own)).toContain('200 OK');
  });

  test('the time for a request is none for its answer: the button may wait longer', async () => {
    let take: (attempt: Attempt) => void = () => undefined;
    const { rig, port } = await serve({ forward: () => new Promise((resolve) => (take = resolve)) }, QUICK);
    const answer = exchange(port, signed(rig));
    // An idle connection that comes later is ended for its time first.
    await readToEnd(open(port));
    take(TAKEN);
    expect((await answer)[0]?.status).toBe(200);
  });

  test('2000 idle ones of a stranger never keep the button out, and never are more than the limit', async () => {
    const { rig, port, server } = await serve();
    const idle: Socket[] = [];
    for (let batch = 1; batch <= 20; batch += 1) {
      const opened = Array.from({ length: 100 }, () =>
        open(port, 'POST /messages HTTP/1.1\r\n', '127.0.0.2'),
      );
      await Promise.all(opened.map((socket) => once(socket, 'connect')));
      idle.push(...opened);
      expect((await exchange(port, signed(rig, `press-${batch}`)))[0]?.status).toBe(200);
      expect(await connectionsOf(server)).toBeLessThanOrEqual(64);
    }
    for (const socket of idle) socket.destroy();
  });

  test('an idle one of the button outlasts those of a stranger who has more', async () => {
    const { rig, port } = await serve();
    const own = open(port);
    await once(own, 'connect');
    const idle = Array.from({ length: 200 }, () => open(port, '', '127.0.0.2'));
    for (const socket of idle.slice(0, 130)) await readToEnd(socket);
    own.write(signed(rig));
    expect(await readToEnd(own)).toContain('200 OK');
    for (const socket of idle) socket.destroy();
  });

  test('one that never hangs up after its answer has to go like an idle one', async () => {
    const { rig, port } = await serve({}, { requestMs: 60_000, connections: 1 });
    for (const bytes of [signed(rig, 'press-1'), request('GET /nonce'), request('GET /')]) {
      const half = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
      half.on('error', () => undefined).write(bytes);
      await once(half.resume(), 'end');
      expect((await exchange(port, request('GET /nonce')))[0]?.status).toBe(200);
      half.destroy();
    }
  });

  test('a message that is being delivered outlasts any number of strangers', async () => {
    let take: (attempt: Attempt) => void = () => undefined;
    const { rig, port } = await serve({ forward: () => new Promise((resolve) => (take = resolve)) });
    const answer = exchange(port, signed(rig));
    while (rig.forwarded.length === 0) await new Promise(setImmediate);
    const idle = Array.from({ length: 200 }, () => open(port));
    for (const socket of idle.slice(0, 130)) await readToEnd(socket);
    take(TAKEN);
    expect((await answer)[0]?.status).toBe(200);
    for (const socket of idle) socket.destroy();
  });

  test('a message whose button hung up while the relay was starting is not sent', async () => {
    const rig = new Rig();
    let start: (relay: Rig['relay']) => void = () => undefined;
    const relay = new Promise<Rig['relay']>((resolve) => (start = resolve));
    const app = createServer(() => relay, createLog({ write: () => undefined }, false));
    closers.push(() => app.close());
    await app.listen({ host: '127.0.0.1', port: 0 });
    const socket = open(portOf(app), signed(rig));
    const [taken] = (await once(app.server, 'connection')) as [Socket];
    await once(taken, 'data');
    socket.destroy();
    await once(taken, 'close');
    start(rig.relay);
    while (rig.journal.length < 2) await new Promise(setImmediate);
    expect(rig.journal[1]).toMatchObject({ outcome: 'notDelivered' });
    expect(rig.forwarded).toEqual([]);
  });

  test.each(['destroy', 'resetAndDestroy'] as const)(
    'when the button hangs up by %s, what was not sent is withdrawn',
    async (end) => {
      const withdrawn = new Promise<void>((resolve) => {
        void serve({
          forward: (_body, _mayLeave, signal) => {
            hangUp();
            return once(signal, 'abort').then(() => {
              resolve();
              return { kind: 'notSent' };
            });
          },
        }).then(({ rig, port }) => {
          const socket = open(port, signed(rig));
          hangUp = () => socket[end]();
        });
      });
      let hangUp: () => void = () => undefined;
      await withdrawn;
    },
  );
});

describe('a fault of its own', () => {
  test.each(['GET /nonce', 'POST /messages'])(
    '%s: the caller is told that it is one, and no more',
    async (line) => {
      const lines: string[] = [];
      const log = createLog({ write: (line) => lines.push(line) }, false);
      const fault = new Error('a fault that tells of /services/secret');
      const app = createServer(() => Promise.reject(fault), log);
      closers.push(() => app.close());
      await app.listen({ host: '127.0.0.1', port: 0 });
      const [answer] = await exchange(
        portOf(app),
        request(line, [JSON_TYPE], line.startsWith('GET') ? '' : '{}'),
      );
      expect(answer).toMatchObject({ status: 500, body: '{"error":"a fault of the relay"}' });
      expect(answer?.head).not.toMatch(/secret|\.ts|at /);
      expect(lines.join('')).toContain('a fault that tells of');
    },
  );
});

describe('the end', () => {
  test('what the webhook did not take is not tried again', async () => {
    const { rig, port, close } = await serve({
      forward: () => {
        void close();
        return Promise.resolve(NOT_SENT);
      },
    });
    expect((await exchange(port, signed(rig)))[0]?.status).toBe(503);
    expect(rig.forwarded).toHaveLength(1);
  });

  test('what is being forwarded is answered, strangers are dropped, and nobody else is let in', async () => {
    let take: (attempt: Attempt) => void = () => undefined;
    const forward = () => new Promise<Attempt>((resolve) => (take = resolve));
    // Whoever is not dropped stays for longer than a test lasts.
    const { rig, port, close } = await serve({ forward }, { requestMs: 600_000, connections: 64 });
    const answer = exchange(port, signed(rig).replace('Connection: close\r\n', ''));
    const stranger = readToEnd(
      open(port, 'POST /messages HTTP/1.1\r\nHost: relay\r\nContent-Length: 9\r\n\r\n'),
    );
    while (rig.forwarded.length === 0) await new Promise(setImmediate);
    let isOver = false;
    const closed = close().then(() => (isOver = true));
    expect(await stranger).toBe('');
    expect(isOver).toBe(false);
    take(TAKEN);
    expect((await answer)[0]?.status).toBe(200);
    await closed;
    expect(await readToEnd(open(port, request('GET /nonce')))).toBe('');
  });
});
