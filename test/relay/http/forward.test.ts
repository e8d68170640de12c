import { getEventListeners } from 'node:events';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { startChat } from '../chat.ts';
import { forwardTo } from '../../../src/relay/http/forward.ts';
import { listenLocally, type LocalServer } from '../local-server.ts';

/** One attempt against real sockets on this machine, which do what a webhook's host can do. */

const BODY = Buffer.from('{"text":"!deploy prod master -f"}');
const LIMIT_MS = 20_000;
const servers: LocalServer[] = [];

afterEach(async () => {
  jest.useRealTimers();
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function webhook(listener: RequestListener): Promise<string> {
  const server = await listenLocally(createHttpServer(listener));
  servers.push(server);
  return `http://127.0.0.1:${server.port}/hooks/secret`;
}

async function rawHost(talk: (socket: Socket) => void): Promise<LocalServer> {
  const server = await listenLocally(createServer(talk));
  servers.push(server);
  return server;
}

function attempt(
  url: string,
  {
    limitMs = LIMIT_MS,
    withdrawn = new AbortController().signal,
    mayLeave = (): boolean => true,
    headers = {},
  } = {},
) {
  return forwardTo({ url, headers }, () => 0, limitMs)(BODY, mayLeave, withdrawn).then((came) => {
    // The path alone is enough to post: whatever it came to, the log is told nothing of it.
    expect(came.kind === 'answered' ? came.told : (came.why ?? '')).not.toMatch(/secret/);
    expect(getEventListeners(withdrawn, 'abort')).toEqual([]);
    return came;
  });
}

/** Fakes the timers of the code itself: sockets go on by the real clock. */
function fakeTimers(): void {
  jest.useFakeTimers({
    doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask', 'performance', 'Date', 'hrtime'],
  });
}

describe('what the webhook gets', () => {
  test('is one POST with the exact body, and with these headers alone', async () => {
    const got: unknown[] = [];
    const url = await webhook((request, response) => {
      void text(request).then((body) => {
        got.push([request.method, request.url, body, request.headers]);
        response.end();
      });
    });
    await attempt(`${url}?key=the-secret`, { headers: { 'X-Key': 'k' } });
    const headers = {
      host: new URL(url).host,
      'content-type': 'application/json',
      'content-length': String(BODY.length),
      'accept-encoding': 'identity',
      'user-agent': 'deploy-button',
      connection: 'close',
      'x-key': 'k',
    };
    expect(got).toEqual([['POST', '/hooks/secret?key=the-secret', BODY.toString(), headers]]);
  });
});

test('a type of the configuration takes the place of the own one, in whatever case it is written', async () => {
  const types: unknown[] = [];
  const url = await webhook((request, response) => {
    types.push(request.headers['content-type']);
    request.resume();
    response.end();
  });
  await attempt(url, {
    headers: { 'CONTENT-type': 'application/json; charset=utf-8', 'Content-length': '1' },
  });
  expect(types).toEqual(['application/json; charset=utf-8']);
});

test('a length and a connection of the configuration do not count: a wrong one would cut the message', async () => {
  const got: unknown[] = [];
  const url = await webhook((request, response) => {
    void text(request).then((body) => {
      got.push([body, request.headers['content-length'], request.headers.connection]);
      response.end();
    });
  });
  await attempt(url, { headers: { 'Content-Length': '3', connection: 'keep-alive' } });
  expect(got).toEqual([[BODY.toString(), String(BODY.length), 'close']]);
});

describe('the status is the outcome', () => {
  test.each([200, 204, 301, 307, 401, 404, 421, 429, 500, 503])('%i', async (status) => {
    let requests = 0;
    const url = await webhook((request, response) => {
      requests += 1;
      request.resume();
      response.writeHead(status, { Location: '/elsewhere', 'Retry-After': '7' }).end();
    });
    expect(await attempt(url)).toMatchObject({ kind: 'answered', status, retryAfterMs: 7000 });
    expect(requests).toBe(1);
  });

  test('and a time to come back, which may be a date', async () => {
    const url = await webhook((request, response) => {
      request.resume();
      response.writeHead(429, { 'Retry-After': 'Thu, 01 Jan 1970 00:00:07 GMT' }).end();
    });
    const forward = forwardTo({ url, headers: {} }, () => 2000);
    const answer = await forward(BODY, () => true, new AbortController().signal);
    expect(answer).toMatchObject({ status: 429, retryAfterMs: 5000 });
  });

  test('whatever the body: one that does not end is cut off', async () => {
    let written = 0;
    const url = await webhook((request, response) => {
      request.resume();
      const timer = setInterval(() => {
        for (let chunk = 0; chunk < 16 && !response.destroyed; chunk += 1) {
          written += 65_536;
          response.write(Buffer.alloc(65_536));
        }
      });
      response.once('close', () => {
        clearInterval(timer);
        closed();
      });
    });
    let closed: () => void = () => undefined;
    const hungUp = new Promise<void>((resolve) => (closed = resolve));
    expect(await attempt(url)).toMatchObject({ status: 200 });
    await hungUp;
    expect(written).toBeGreaterThan(0);
  });

  test('also where the connection breaks in the middle of the body', async () => {
    const host = await rawHost((socket) => {
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf', () => socket.destroy());
      });
    });
    expect(await attempt(`http://127.0.0.1:${host.port}/`)).toMatchObject({ kind: 'answered', status: 200 });
  });
});

describe('surely not sent', () => {
  test('nobody listens', async () => {
    const host = await rawHost(() => undefined);
    await host.close();
    expect(await attempt(`http://127.0.0.1:${host.port}/`)).toMatchObject({ kind: 'notSent' });
  });

  test('there is no such host', async () => {
    // A label of 64 characters is no name, so no resolver has to be asked.
    expect(await attempt(`http://${'a'.repeat(64)}.invalid/`)).toMatchObject({ kind: 'notSent' });
  });

  test('its certificate is by nobody who is trusted: it gets not a byte of the message', async () => {
    const chat = await startChat();
    expect(await attempt(chat.webhookUrl)).toMatchObject({ kind: 'notSent' });
    await chat.close();
    expect(chat.got).toEqual([]);
  });

  test('it speaks no TLS, and gets not a byte of the message', async () => {
    const got: Buffer[] = [];
    const host = await rawHost((socket) => {
      socket.on('data', (bytes: Buffer) => got.push(bytes)).write('HTTP/1.1 400 Bad Request\r\n\r\n');
    });
    expect(await attempt(`https://127.0.0.1:${host.port}/`)).toMatchObject({ kind: 'notSent' });
    expect(Buffer.concat(got).includes('deploy')).toBe(false);
  });

  test('it breaks the connection in the middle of the TLS handshake', async () => {
    const host = await rawHost((socket) => {
      socket.once('data', () => socket.resetAndDestroy());
    });
    expect(await attempt(`https://127.0.0.1:${host.port}/`)).toMatchObject({ kind: 'notSent' });
  });

  test('it does not get through the TLS handshake in time', async () => {
    const host = await rawHost(() => undefined);
    expect(await attempt(`https://127.0.0.1:${host.port}/`, { limitMs: 50 })).toMatchObject({
      kind: 'notSent',
    });
  });

  test('the button hangs up during the TLS handshake: the message is not sent any more', async () => {
    const hangUp = new AbortController();
    const host = await rawHost((socket) => {
      socket.once('data', () => {
        hangUp.abort();
      });
    });
    const sent = attempt(`https://127.0.0.1:${host.port}/`, { withdrawn: hangUp.signal });
    expect(await sent).toMatchObject({ kind: 'notSent' });
  });

  test('the press is over once there is a connection, as after a sleep of the machine: not a byte is sent', async () => {
    let received = 0;
    const host = await rawHost((socket) => {
      socket.on('data', ({ length }) => (received += length)).once('end', hungUp);
    });
    let hungUp: () => void = () => undefined;
    // And nothing of it stays open.
    const over = new Promise<void>((resolve) => (hungUp = resolve));
    const sent = attempt(`http://127.0.0.1:${host.port}/`, { mayLeave: () => false });
    expect(await sent).toEqual({
      kind: 'notSent',
      why: 'the press was over before there was a connection',
    });
    await over;
    expect(received).toBe(0);
  });

  test('the button hangs up at the last moment: not a byte is sent', async () => {
    const hangUp = new AbortController();
    let received = 0;
    const host = await rawHost((socket) => socket.on('data', ({ length }) => (received += length)));
    const mayLeave = (): boolean => {
      hangUp.abort();
      return true;
    };
    const sent = attempt(`http://127.0.0.1:${host.port}/`, { withdrawn: hangUp.signal, mayLeave });
    expect(await sent).toMatchObject({ kind: 'notSent' });
    await host.close();
    expect(received).toBe(0);
  });

  test('the button had hung up before: not even a connection is opened', async () => {
    let connections = 0;
    const host = await rawHost(() => (connections += 1));
    const sent = attempt(`http://127.0.0.1:${host.port}/`, { withdrawn: AbortSignal.abort() });
    expect(await sent).toMatchObject({ kind: 'notSent' });
    expect(connections).toBe(0);
  });
});

describe('sent, and lost', () => {
  test.each<[string, (socket: Socket) => void]>([
    [
      'the connection is reset after the message',
      (socket) => void socket.once('data', () => socket.resetAndDestroy()),
    ],
    ['it is closed after the message', (socket) => void socket.once('data', () => socket.end())],
    [
      'it breaks in the middle of the headers',
      (socket) => void socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nConte')),
    ],
    ['the answer is no HTTP', (socket) => void socket.once('data', () => socket.end('deployed!\r\n\r\n'))],
  ])('%s', async (_what, talk) => {
    const host = await rawHost(talk);
    expect(await attempt(`http://127.0.0.1:${host.port}/`)).toMatchObject({ kind: 'lost' });
  });

  test('the webhook takes the message and never answers', async () => {
    let got = '';
    const host = await rawHost((socket) => {
      socket.on('data', (bytes) => (got += bytes.toString()));
    });
    expect(await attempt(`http://127.0.0.1:${host.port}/`, { limitMs: 1000 })).toMatchObject({
      kind: 'lost',
    });
    expect(got).toContain(BODY.toString());
  });

  test('it has 15 s for its answer, where nobody says otherwise', async () => {
    let hungUp: () => void = () => undefined;
    const over = new Promise<void>((resolve) => (hungUp = resolve));
    const host = await rawHost((socket) => {
      socket.once('close', hungUp).once('data', () => {
        jest.advanceTimersByTime(14_999);
        expect(jest.getTimerCount()).toBe(1);
        jest.advanceTimersByTime(1);
      });
    });
    fakeTimers();
    const came = forwardTo({ url: `http://127.0.0.1:${host.port}/`, headers: {} }, () => 0)(
      BODY,
      () => true,
      new AbortController().signal,
    );
    expect(await came).toEqual({ kind: 'lost', why: 'it took longer than 15 s' });
    await over;
    expect(jest.getTimerCount()).toBe(0);
  });

  test('the button hangs up after it was sent: its outcome is still awaited', async () => {
    const hangUp = new AbortController();
    const url = await webhook((request, response) => {
      void text(request).then(() => {
        hangUp.abort();
        response.end();
      });
    });
    expect(await attempt(url, { withdrawn: hangUp.signal })).toMatchObject({ kind: 'answered', status: 200 });
  });

  test.each([
    ['closes', 'destroySoon'],
    ['resets', 'resetAndDestroy'],
  ] as const)(
    'a webhook that keeps a connection and %s it 0 to 40 ms after its answer never makes the next message unknown',
    async (_how, end) => {
      const connections = new Set<Socket>();
      let received = 0;
      const url = await webhook((request, response) => {
        connections.add(request.socket);
        void text(request).then(() => {
          received += 1;
          response.end('ok', () => setTimeout(() => void request.socket[end](), received % 41));
        });
      });
      const forward = forwardTo({ url, headers: {} }, () => 0);
      for (let count = 0; count < 60; count += 1) {
        const { kind } = await forward(BODY, () => true, new AbortController().signal);
        expect(kind).toBe('answered');
        if (count % 3 === 0) await new Promise((resolve) => setTimeout(resolve, count % 11));
      }
      expect(received).toBe(60);
      expect(connections.size).toBe(60);
    },
  );
});

describe('the body of the answer', () => {
  const SECRETS = { 'X-Token': 'Bearer the-token-of-the-chat' };

  test('is told by its first 80 printable characters, without what it repeats of the request', async () => {
    const url = await webhook((request, response) => {
      request.resume();
      const { 'x-token': token } = request.headers;
      response
        .writeHead(404)
        .end(`no hook\u0007\n at ${request.url ?? ''} for ${String(token)}: ${'x'.repeat(900)}`);
    });
    const answer = await attempt(`${url}/with-a-secret?key=and-another-one`, { headers: SECRETS });
    expect(answer).toMatchObject({ kind: 'answered', status: 404 });
    const told = answer.kind === 'answered' ? answer.told : '';
    expect(told).toMatch(/^no hook at [^ ]+ for … …: x+$/);
    expect(told).toHaveLength(80);
    for (const secret of ['with-a-secret', 'and-another-one', 'the-token'])
      expect(told).not.toContain(secret);
  });

  test.each([
    ['?key=the-first-one&other=the-second', 'the-first-one, the-second', '…, …'],
    ['?the-only-one', 'the-only-one', '…'],
    ['?key=secret', 'secret', '…'],
    ['?key=short', '\n short \n', 'short'],
    ['?key=the-first-one', 'the-first-one and the-first-one', '… and …'],
  ])('is told without what a query of %s holds, however it is repeated', async (query, body, told) => {
    const url = await webhook((request, response) => {
      request.resume();
      response.writeHead(404).end(body);
    });
    expect(await attempt(`${url}${query}`)).toMatchObject({ told });
  });

  test('shows no rest of a secret that begins with another', async () => {
    const url = await webhook((request, response) => {
      request.resume();
      response.writeHead(404).end('no hook abcdefgh');
    });
    const answer = await attempt(`${url}/abcdef/abcdefgh`);
    expect(answer).toMatchObject({ told: 'no hook …' });
  });

  test('is read whole where it decides, as long as it takes', async () => {
    const url = await webhook((request, response) => {
      request.resume();
      response.write('{"ok":');
      setTimeout(() => void response.end('true}'), 100);
    });
    const expected = { members: { ok: true } };
    const forward = forwardTo({ url, headers: {}, expected }, () => 0);
    const answer = await forward(BODY, () => true, new AbortController().signal);
    expect(answer).toMatchObject({ kind: 'answered', text: '{"ok":true}', whole: true });
  });

  test('is read to its first word that is no blank, where any will do: what follows may be a page', async () => {
    const host = await rawHost((socket) => {
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n\n\n');
        setTimeout(() => socket.write('<p>'), 20);
      });
    });
    expect(await attempt(`http://127.0.0.1:${host.port}/`)).toMatchObject({ text: '\n\n<p>' });
  });

  test('is read to the text that it has to hold, and no longer', async () => {
    const host = await rawHost((socket) => {
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nwait: ');
        setTimeout(() => socket.write('done, '), 20);
      });
    });
    const target = { url: `http://127.0.0.1:${host.port}/`, headers: {}, expected: { holds: 'done' } };
    const answer = await forwardTo(target, () => 0)(BODY, () => true, new AbortController().signal);
    expect(answer).toMatchObject({ kind: 'answered', text: 'wait: done, ' });
  });

  test('is read to 64 KiB where it decides and does not end', async () => {
    const url = await webhook((request, response) => {
      request.resume();
      const timer = setInterval(() => response.write('x'.repeat(16_384)));
      response.once('close', () => {
        clearInterval(timer);
      });
    });
    const target = { url, headers: {}, expected: { is: 'ok' } };
    const answer = await forwardTo(target, () => 0)(BODY, () => true, new AbortController().signal);
    expect(answer).toMatchObject({ kind: 'answered', whole: false });
    expect(answer.kind === 'answered' ? answer.text.length : 0).toBeLessThan(256 * 1024);
  });

  /** A host that answers with this much, says no more, and keeps the connection. */
  async function stalling(status: string, body: string): Promise<string> {
    const host = await rawHost((socket) => {
      socket.once('data', () => {
        // As long as the attempt has taken until then.
        jest.advanceTimersByTime(1000);
        socket.write(`HTTP/1.1 ${status}\r\nContent-Length: 99999\r\n\r\n${body}`);
      });
    });
    fakeTimers();
    return `http://127.0.0.1:${host.port}/`;
  }

  /** Lets so much time pass once an answer is being read, and looks whether that is its end, to the millisecond. */
  async function endsAfter<Came>(ms: number, sent: Promise<Came>): Promise<Came> {
    let over = false;
    void sent.then(() => (over = true));
    while (jest.getTimerCount() < 2) await new Promise(setImmediate);
    jest.advanceTimersByTime(ms - 1);
    await new Promise(setImmediate);
    expect(over).toBe(false);
    jest.advanceTimersByTime(1);
    const came = await sent;
    expect(jest.getTimerCount()).toBe(0);
    return came;
  }

  test('that is only told is waited for no longer than 2 s', async () => {
    const sent = attempt(await stalling('404 Not Found', 'no hook'));
    expect(await endsAfter(2000, sent)).toMatchObject({ status: 404, told: 'no hook', whole: false });
  });

  test('that is told though another was expected is waited for no longer either', async () => {
    const target = { url: await stalling('404 Not Found', 'no'), headers: {}, expected: { members: {} } };
    const sent = forwardTo(target, () => 0)(BODY, () => true, new AbortController().signal);
    expect(await endsAfter(2000, sent)).toMatchObject({ status: 404, text: 'no', whole: false });
  });

  test('nor is one of which any word would do, while it has none', async () => {
    const sent = attempt(await stalling('200 OK', ' '));
    expect(await endsAfter(2000, sent)).toMatchObject({ status: 200, text: ' ', whole: false });
  });

  test.each([
    ['a redirect', '301 Moved', 301],
    ['a choice', '300 Multiple Choices', 300],
    ['a status that there is not', '099 What', 99],
  ])('of %s is told like that of a refusal', async (_what, line, status) => {
    const sent = attempt(await stalling(line, 'gone'));
    expect(await endsAfter(2000, sent)).toMatchObject({ status, text: 'gone', told: 'gone' });
  });

  test('that is enough to be told is not waited for', async () => {
    const answer = await attempt(await stalling('404 Not Found', 'x'.repeat(512)));
    expect(answer).toMatchObject({ status: 404, told: 'x'.repeat(80) });
    expect(jest.getTimerCount()).toBe(0);
  });

  test('that decides is read to 64 KiB and no further, where that is all that comes', async () => {
    const url = await stalling('200 OK', 'x'.repeat(65_536));
    const target = { url, headers: {}, expected: { is: 'ok' } };
    const answer = await forwardTo(target, () => 0)(BODY, () => true, new AbortController().signal);
    expect(answer).toMatchObject({ status: 200, text: 'x'.repeat(65_536), whole: false });
    expect(jest.getTimerCount()).toBe(0);
  });

  test('that decides is waited for as long as the attempt lasts', async () => {
    const target = { url: await stalling('200 OK', '{"ok":'), headers: {}, expected: { members: {} } };
    const sent = forwardTo(target, () => 0)(BODY, () => true, new AbortController().signal);
    expect(await endsAfter(14_000, sent)).toMatchObject({ status: 200, text: '{"ok":', whole: false });
  });

  test.each([
    ['at once', 0],
    ['in the middle', 20],
  ])(
    'that turns out to be no HTTP, %s, is not whole, and ends nothing but itself',
    async (_when, laterMs) => {
      const host = await rawHost((socket) => {
        socket.once('data', () => {
          socket.write('HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nno\r\n');
          setTimeout(() => socket.write('what?\r\n'), laterMs);
        });
      });
      expect(await attempt(`http://127.0.0.1:${host.port}/`)).toMatchObject({
        status: 404,
        text: 'no',
        whole: false,
      });
      await host.close();
    },
  );

  test('is of the type that it says', async () => {
    const url = await webhook((request, response) => {
      request.resume();
      response.writeHead(200, { 'Content-Type': 'text/html' }).end('Log in');
    });
    expect(await attempt(url)).toMatchObject({ text: 'Log in', contentType: 'text/html' });
  });

  test('that breaks off is not whole', async () => {
    const host = await rawHost((socket) => {
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n{"ok":', () => socket.destroy());
      });
    });
    const expected = { members: { ok: true } };
    const forward = forwardTo({ url: `http://127.0.0.1:${host.port}/`, headers: {}, expected }, () => 0);
    const answer = await forward(BODY, () => true, new AbortController().signal);
    expect(answer).toMatchObject({ kind: 'answered', status: 200, whole: false, contentType: '' });
  });
});
