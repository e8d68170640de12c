import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import type { Server } from 'node:http';
import { connect as connectTo, Server as NetServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Bench } from '../../../../src/simulator/faces/page/bench.ts';
import type { RunningPage } from '../../../../src/simulator/faces/page/index.ts';
import { PageServer } from '../../../../src/simulator/faces/page/server.ts';
import { ask as askAt, connect, visitor, type Answer } from './caller.ts';
import { serve, SILENT } from './served.ts';

/** Not looked at before there is a port. */
const NOBODY = {} as unknown as Bench;

let page: RunningPage;
beforeAll(async () => {
  page = await serve({}, SILENT);
});
afterAll(() => page.close());

const ask = (
  path: string,
  headers?: Record<string, string>,
  method?: string,
  at: RunningPage = page,
): Promise<Answer> => askAt(at, path, headers, method);

describe('the files', () => {
  test('weigh less than 100 kB together', async () => {
    const bodies = await Promise.all(['/', '/page.js', '/page.css', '/icon.svg'].map((path) => ask(path)));
    expect(bodies.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const bytes = bodies.reduce((sum, { body }) => sum + Buffer.byteLength(body), 0);
    expect(bytes).toBeLessThan(100_000);
  });

  test('name no other server', async () => {
    for (const path of ['/', '/page.js', '/page.css', '/icon.svg']) {
      const { body } = await ask(path);
      expect(body.replaceAll('http://www.w3.org/', '')).not.toMatch(/https?:\/\/|\/\/[a-z]+\./);
    }
  });

  test.each([
    ['/', 200, {}],
    ['/page.js', 200, {}],
    ['/page.css', 200, {}],
    ['/icon.svg', 200, {}],
    ['/bench', 426, {}],
    ['/none', 404, {}],
    ['/', 403, { Host: 'evil.example' }],
  ])(
    'may load nothing from elsewhere, run no script but their own, and not be framed or guessed at: %s, %i',
    async (path, status, asked) => {
      const answer = await ask(path, asked);
      const { headers } = answer;
      expect(answer.status).toBe(status);
      const policy = String(headers['content-security-policy']).split('; ');
      expect(policy.sort()).toEqual([
        "base-uri 'none'",
        "connect-src 'self'",
        "default-src 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "img-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
      ]);
      expect(headers).toMatchObject({
        'x-frame-options': 'DENY',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'cache-control': 'no-store',
      });
      expect(headers).not.toHaveProperty('access-control-allow-origin');
    },
  );

  test.each([
    ['/', 'text/html; charset=utf-8', '<!doctype html>'],
    ['/page.js', 'text/javascript; charset=utf-8', ''],
    ['/page.css', 'text/css; charset=utf-8', ''],
    ['/icon.svg', 'image/svg+xml', '<svg '],
    ['/bench', 'text/plain; charset=utf-8', 'This is for WebSockets.'],
    ['/none', 'text/plain; charset=utf-8', 'There is no such file.'],
  ])('say what they are, and what is none says so in text: %s', async (path, type, begins) => {
    const { headers, body } = await ask(path);
    expect(headers['content-type']).toBe(type);
    expect(body.slice(0, begins.length)).toBe(begins);
  });

  test('are the only ones there are', async () => {
    expect((await ask('/package.json')).status).toBe(404);
    expect((await ask('/../package.json')).status).toBe(404);
    // What opens a live page is in no query: a server would see it, and a browser keep it.
    expect((await ask('/?token=x')).status).toBe(404);
    // The page's script tells by this that nothing but the WebSocket is there.
    expect((await ask('/bench')).status).toBe(426);
  });
});

describe('strangers', () => {
  /** Somebody else's page asks for the board. */
  function foreignUpgrade(): string {
    const { host } = new URL(page.url);
    return `GET /bench HTTP/1.1\r\nHost: ${host}\r\nOrigin: http://evil.example\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`;
  }

  test('a foreign Host header is refused', async () => {
    expect((await ask('/', { Host: 'evil.example' })).status).toBe(403);
    expect((await ask('/', { Host: `evil.example:${new URL(page.url).port}` })).status).toBe(403);
    for (const Host of ['127.0.0.1', '127.0.0.1:1', 'localhost:1']) {
      expect((await ask('/', { Host })).status).toBe(403);
      expect(await connect(page, { Host, Origin: `http://${Host}` })).toBe(403);
    }
  });

  test('a cross-site POST is refused', async () => {
    const answer = await ask(
      '/bench',
      { Origin: 'http://evil.example', 'Sec-Fetch-Site': 'cross-site' },
      'POST',
    );
    expect(answer.status).toBe(403);
    expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
  });

  test.each(['/', '/page.js', '/bench'])('%s takes nothing that is sent to it', async (path) => {
    for (const method of ['POST', 'PUT', 'DELETE']) expect((await ask(path, {}, method)).status).toBe(405);
  });

  test('whoever is refused a WebSocket and never hangs up is let go all the same', async () => {
    const { port } = new URL(page.url);
    const socket = connectTo({ port: Number(port), host: '127.0.0.1', allowHalfOpen: true });
    const over = new Promise((resolve) => socket.once('error', resolve).once('close', resolve));
    let told = '';
    socket.on('data', (data: Buffer) => (told += data.toString()));
    socket.write(foreignUpgrade());
    await once(socket, 'end');
    expect(told).toBe('HTTP/1.1 403 Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    const talking = setInterval(() => socket.write('still here'), 20);
    await over;
    clearInterval(talking);
    expect(socket.errored).not.toBeNull();
  });

  test('whoever is refused a WebSocket and is gone before it is told does not end the page', async () => {
    const { port } = new URL(page.url);
    for (let turn = 0; turn < 20; turn++) {
      const socket = connectTo(Number(port), '127.0.0.1');
      await once(socket, 'connect');
      socket.write(foreignUpgrade());
      socket.resetAndDestroy();
    }
    expect((await ask('/')).status).toBe(200);
  });

  test.each([
    ['another origin', { Origin: 'http://evil.example' }],
    ['another port', { Origin: 'http://127.0.0.1:1' }],
    ['no origin', {}],
  ])('a WebSocket from %s is refused', async (_whose, headers) => {
    expect(await connect(page, headers)).toBe(403);
  });

  test.each(['/', '/bench/', '/bench?x', '/page.js'])('a WebSocket at %s finds nothing', async (path) => {
    expect(await connect(page, { Origin: new URL(page.url).origin }, undefined, path)).toBe(404);
  });

  test('a WebSocket by a name that was pointed at loopback is refused', async () => {
    const host = `evil.example:${new URL(page.url).port}`;
    expect(await connect(page, { Host: host, Origin: `http://${host}` })).toBe(403);
  });

  test('what is no command is ignored', async () => {
    const me = await visitor(page);
    const change = me.until(({ state }) => state.stuck.length > 0);
    for (const text of ['', 'null', '{"do":"explode"}', '{"do":"stick","pin":99,"stuck":true}']) {
      me.sendText(text);
    }
    me.send({ do: 'stick', pin: 5, stuck: true });
    expect((await change).state.stuck).toEqual([5]);
    me.send({ do: 'stick', pin: 5, stuck: false });
    me.close();
  });
});

describe('connections', () => {
  /** One that has sent these bytes, with all that it has got and whether it was let go. */
  async function caller(at: RunningPage, bytes = '') {
    const socket = connectTo(Number(new URL(at.url).port), '127.0.0.1');
    const me = { socket, got: '', gone: false };
    socket.on('error', () => undefined).once('close', () => (me.gone = true));
    socket.on('data', (data: Buffer) => (me.got += data.toString()));
    await once(socket, 'connect');
    socket.write(bytes);
    return me;
  }
  type Caller = Awaited<ReturnType<typeof caller>>;

  async function callers(at: RunningPage, count: number): Promise<Caller[]> {
    const all: Caller[] = [];
    for (let place = 0; place < count; place += 1) all.push(await caller(at));
    return all;
  }

  const get = (at: RunningPage): string => `GET /icon.svg HTTP/1.1\r\nHost: ${new URL(at.url).host}\r\n\r\n`;

  /** Asks over a connection that stays. */
  async function asks(at: RunningPage, { socket }: Caller): Promise<void> {
    socket.write(get(at));
    await once(socket, 'data');
  }

  const goneOf = (all: readonly Caller[]): number[] =>
    all.flatMap(({ gone }, index) => (gone ? [index] : []));

  test('of which nothing comes are 32 at most: the ones that came first, or were used first, have to go', async () => {
    const busy = await serve({}, SILENT);
    try {
      const me = await visitor(busy);
      const patient = await caller(busy);
      // Those that are gone take no place.
      for (let gone = 0; gone < 40; gone += 1) (await caller(busy)).socket.destroy();
      await asks(busy, patient);
      patient.socket.destroy();
      const [first, ...others] = (await callers(busy, 32)) as [Caller, ...Caller[]];
      await asks(busy, first);
      expect(goneOf([first, ...others])).toEqual([]);
      const more = await callers(busy, 2);
      await asks(busy, more[1]!);
      while (goneOf(others).length < 2) await new Promise(setImmediate);
      expect(goneOf([first, ...others, ...more])).toEqual([1, 2]);
      // And what was asked over does not stay for nothing either.
      for (const each of await callers(busy, 32)) {
        await asks(busy, each);
      }
      while (!first.gone || goneOf(more).length < 2) await new Promise(setImmediate);
      // Of a page that is open something comes, though it says nothing.
      const pong = once(me.socket, 'pong');
      me.socket.ping();
      await pong;
      me.close();
    } finally {
      await busy.close();
    }
  });

  test('stay open for 5 s after an answer, and for no head of more than 8 KiB', async () => {
    const me = await caller(page);
    await asks(page, me);
    expect(me.got).toMatch(/^keep-alive: timeout=5$/im);
    me.socket.destroy();
    expect((await ask('/', { X: 'x'.repeat(7000) })).status).toBe(200);
    expect((await ask('/', { X: 'x'.repeat(9000) })).status).toBe(431);
  });

  test('that the system can not hand over do not end the page', async () => {
    const servers: Server[] = [];
    const note = (message: unknown): void => {
      servers.push((message as { server: Server }).server);
    };
    subscribe('http.server.request.start', note);
    await ask('/');
    unsubscribe('http.server.request.start', note);
    expect(servers).toHaveLength(1);
    // What is half of a request goes soon: nobody looks for such by himself.
    expect(servers[0]).toMatchObject({ requestTimeout: 5000, connectionsCheckingInterval: 500 });
    for (const name of ['EMFILE', 'ENFILE']) servers[0]?.emit('error', new Error(`accept ${name}`));
    expect((await ask('/')).status).toBe(200);
  });

  test('do not hold up the end of the page, whatever they have sent', async () => {
    const ending = await serve({}, SILENT);
    const all = [await caller(ending), await caller(ending, get(ending).slice(0, 20))];
    await asks(ending, all[0]!);
    await ending.close();
    while (goneOf(all).length < 2) await new Promise(setImmediate);
    await expect(ask('/', {}, 'GET', ending)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});

describe('a page that sends too much', () => {
  test('is let go at once, and its hands with it, whether it hears of that or not', async () => {
    const [me, other] = [await visitor(page), await visitor(page)];
    const pressed = other.until(({ state }) => state.down.includes(4));
    me.send({ do: 'hold', pins: [4] });
    await pressed;
    // Deaf, it never answers that it is to go, and would have half a minute for that.
    me.socket.pause();
    const released = other.until(({ state }) => state.down.length === 0);
    me.sendText(' '.repeat(1025));
    await released;
    me.socket.terminate();
    other.close();
  }, 20_000);

  test('is let go, and its command is not obeyed', async () => {
    const [me, other] = [await visitor(page), await visitor(page)];
    const closed = once(me.socket, 'close');
    const command = JSON.stringify({ do: 'stick', pin: 12, stuck: true });
    me.sendText(command + ' '.repeat(1025 - command.length));
    expect((await closed)[0]).toBe(1009);
    const next = other.until(({ state }) => state.stuck.length > 0);
    other.send({ do: 'stick', pin: 5, stuck: true });
    expect((await next).state.stuck).toEqual([5]);
    other.send({ do: 'stick', pin: 5, stuck: false });
    other.close();
  });

  test('may send what a command takes', async () => {
    const me = await visitor(page);
    const stuck = me.until(({ state }) => state.stuck.length > 0);
    const command = JSON.stringify({ do: 'stick', pin: 5, stuck: true });
    me.sendText(command + ' '.repeat(1024 - command.length));
    await stuck;
    me.send({ do: 'stick', pin: 5, stuck: false });
    me.close();
  });
});

test('no more pages than 64 are let in, and one that goes makes room', async () => {
  const crowd = await serve({}, SILENT);
  try {
    const own = { Origin: new URL(crowd.url).origin };
    const pages = await Promise.all(Array.from({ length: 64 }, () => visitor(crowd)));
    expect(await connect(crowd, own)).toBe(503);
    const gone = once(pages[0]!.socket, 'close');
    pages[0]!.close();
    await gone;
    expect(await connect(crowd, own)).toMatchObject({ first: { fresh: true } });
  } finally {
    await crowd.close();
  }
});

describe('several pages', () => {
  test('see the same board, and a page that goes takes its hands off the keys', async () => {
    const [one, two] = [await visitor(page), await visitor(page)];
    const pressed = two.until(({ state }) => state.down.includes(4));
    one.send({ do: 'hold', pins: [4, 12] });
    expect((await pressed).state.down).toEqual([4, 12]);
    const released = two.until(({ state }) => state.down.length === 0);
    one.close();
    expect((await released).state.down).toEqual([]);
    two.close();
  });
});

describe('the port', () => {
  test('is open on 127.0.0.1 and on no other address of this machine', async () => {
    const own = Object.values(networkInterfaces()).flatMap((entries) => entries ?? []);
    const others = own.map(({ address }) => address).filter((address) => address !== '127.0.0.1');
    // All of 127.0.0.0/8 is this machine on Linux; elsewhere nobody answers there either.
    for (const host of ['127.0.0.2', ...others]) {
      const socket = connectTo({ host, port: Number(new URL(page.url).port), timeout: 2000 });
      const reached = await new Promise((resolve) => {
        for (const what of ['connect', 'error', 'timeout'])
          socket.once(what, () => {
            resolve(what);
          });
      });
      socket.on('error', () => undefined).destroy();
      expect({ host, reached }).not.toEqual({ host, reached: 'connect' });
    }
    expect((await ask('/')).status).toBe(200);
  });

  test('is all that its address names, where no token is needed', () => {
    expect(page.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
  });

  test.each([
    ['EACCES', { code: 'EACCES' }],
    ['out of luck', {}],
  ])('one that can not be had for another reason is refused with that: %s', async (why, more) => {
    const fault = Object.assign(new Error('out of luck'), more);
    const listens = jest.spyOn(NetServer.prototype, 'listen').mockImplementation(function (this: NetServer) {
      setImmediate(() => this.emit('error', fault));
      return this;
    });
    await expect(PageServer.open(NOBODY, { files: new Map(), edition: '' }, 80)).rejects.toMatchObject({
      exit: 'pagePort',
      message: `The page can't listen on port "80" (${why}). Name another with --port.`,
      cause: fault,
    });
    listens.mockRestore();
  });

  test('one that is taken is refused with the mend', async () => {
    const { port } = new URL(page.url);
    const open = (): string[] => process.getActiveResourcesInfo().filter((what) => what === 'TCPServerWrap');
    const before = open();
    await expect(serve({}, { ...SILENT, port: Number(port) })).rejects.toMatchObject({
      exit: 'pagePort',
      message: expect.stringContaining(`"${port}" (something else does)`),
    });
    // Nor does anything of it stay that would keep the command from ending.
    while (open().length > before.length) await new Promise(setImmediate);
  });
});

test('a button that a key keeps from booting says so on the console, as a note of the simulator’s', async () => {
  const oldWiring = await serve({ pins: [4, 5, 2, 15] }, { build: () => Promise.resolve(`print('runs')`) });
  try {
    const me = await visitor(oldWiring);
    me.send({ do: 'stick', pin: 2, stuck: true });
    const told = me.until(({ console }) => console.some(({ text }) => text.startsWith('D2 was low')));
    me.send({ do: 'powerCycle' });
    const { console, state } = await told;
    expect(console.map(({ note }) => note)).toEqual([true, true]);
    expect(state).toMatchObject({ down: [2], lamp: null, online: false });
    me.send({ do: 'stick', pin: 2, stuck: false });
    const runs = me.until((update) => update.console.some(({ text }) => text === 'runs'));
    me.send({ do: 'powerCycle' });
    await runs;
    me.close();
  } finally {
    await oldWiring.close();
  }
});
