import { createServer as createHttpServer, type IncomingMessage } from 'node:http';
import { createServer, Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { checkWebhookHost } from '../../../src/relay/command/check.ts';
import { forwardTo } from '../../../src/relay/http/forward.ts';
import { proxyFor, Way } from '../../../src/relay/http/way.ts';
import { listenLocally, type LocalServer } from '../local-server.ts';

/** The way through a proxy, which alone knows where "chat.test" is. */

const BODY = Buffer.from('{"text":"!deploy prod master -f"}');
const NAMES = ['http_proxy', 'https_proxy', 'all_proxy', 'no_proxy'].flatMap((name) => [
  name,
  name.toUpperCase(),
]);
const before = Object.fromEntries(NAMES.map((name) => [name, process.env[name]]));
const servers: LocalServer[] = [];

beforeEach(() => {
  for (const name of NAMES) Reflect.deleteProperty(process.env, name);
});

afterEach(async () => {
  for (const name of NAMES) Reflect.deleteProperty(process.env, name);
  Object.assign(
    process.env,
    Object.fromEntries(Object.entries(before).filter(([, value]) => value !== undefined)),
  );
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

interface Asked {
  readonly line: string;
  readonly credentials: string | undefined;
  readonly body: string;
}

/** @param connect answers a CONNECT */
async function proxy(connect: (socket: Socket) => void = () => undefined) {
  const asked: Asked[] = [];
  const note = ({ method = '', url = '', headers }: IncomingMessage, body: string) =>
    asked.push({ line: `${method} ${url}`, credentials: headers['proxy-authorization'], body });
  const server = createHttpServer((request, response) => {
    void text(request).then((body) => {
      note(request, body);
      response.end('ok');
    });
  }).on('connect', (request: IncomingMessage, socket: Socket) => {
    note(request, '');
    socket.on('error', () => undefined);
    connect(socket);
  });
  const listening = await listenLocally(server);
  servers.push(listening);
  return { asked, url: `http://us%20er:pass@127.0.0.1:${listening.port}` };
}

const CREDENTIALS = `Basic ${Buffer.from('us er:pass').toString('base64')}`;

function attempt(url: string) {
  return forwardTo({ url, headers: {} }, () => 0, 5000)(BODY, () => true, new AbortController().signal);
}

test('a plain webhook is asked for by all of its URL', async () => {
  const { asked, url } = await proxy();
  process.env['http_proxy'] = url;
  expect(await attempt('http://chat.test/hook?x=1')).toMatchObject({ kind: 'answered', status: 200 });
  expect(asked).toEqual([
    { line: 'POST http://chat.test/hook?x=1', credentials: CREDENTIALS, body: BODY.toString() },
  ]);
});

test('a proxy without credentials gets none', async () => {
  const { asked, url } = await proxy();
  process.env['http_proxy'] = url.replace(/\/\/.*@/, '//');
  await attempt('http://chat.test/hook');
  expect(asked).toMatchObject([{ credentials: undefined }]);
});

test.each([
  ['http://127.0.0.1/hook', 80],
  ['https://127.0.0.1/hook', 443],
])('%s has the port of its protocol', async (url, port) => {
  const connect = jest.spyOn(Socket.prototype, 'connect').mockImplementation(function (this: Socket) {
    return this.destroy(new Error('no network'));
  });
  try {
    await expect(new Way(url).open(new AbortController().signal)).rejects.toThrow('no network');
    expect(JSON.stringify(connect.mock.calls)).toContain(`"port":${port},`);
  } finally {
    connect.mockRestore();
  }
});

test('credentials for the proxy that the configuration names win over those in its URL', async () => {
  const { asked, url } = await proxy();
  process.env['http_proxy'] = url;
  const target = { url: 'http://chat.test/hook', headers: { 'proxy-authorization': 'Bearer own' } };
  await forwardTo(target, () => 0, 5000)(BODY, () => true, new AbortController().signal);
  expect(asked).toMatchObject([{ credentials: 'Bearer own' }]);
});

describe('a webhook with TLS', () => {
  test('is reached by a tunnel, and in it the handshake comes first', async () => {
    let firstByte = -1;
    const { asked, url } = await proxy((socket) => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      socket.once('data', (bytes: Buffer) => {
        firstByte = bytes[0] ?? -1;
        socket.destroy();
      });
    });
    process.env['HTTPS_PROXY'] = url;
    expect(await attempt('https://chat.test/hook')).toMatchObject({ kind: 'notSent' });
    expect(asked).toEqual([{ line: 'CONNECT chat.test:443', credentials: CREDENTIALS, body: '' }]);
    // A handshake record (RFC 8446, 5.1).
    expect(firstByte).toBe(22);
  });

  test('is surely not sent where the proxy wants no tunnel, and the check says the same', async () => {
    const { url } = await proxy((socket) => socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n'));
    process.env['https_proxy'] = url;
    const why = 'the proxy answered 407';
    expect(await attempt('https://chat.test/hook')).toEqual({ kind: 'notSent', why });
    const webhook = { protocol: 'https:', host: 'chat.test', port: 443, path: '/hook', headers: {} } as const;
    await expect(checkWebhookHost({ webhook, relay: undefined })).rejects.toMatchObject({
      exit: 'relayWebhook',
      message: expect.stringContaining(why),
    });
  });
});

test('what a TLS host is told first is the name it is asked for and the protocol, and an address has no name', async () => {
  const hellos: string[] = [];
  const host = await listenLocally(
    createServer((socket) => {
      socket.once('data', (hello: Buffer) => {
        hellos.push(hello.toString('latin1'));
        socket.destroy();
      });
    }),
  );
  servers.push(host);
  for (const name of ['localhost', '127.0.0.1']) {
    expect(await attempt(`https://${name}:${host.port}/hook`)).toMatchObject({ kind: 'notSent' });
  }
  expect(hellos.map((hello) => hello.includes('localhost'))).toEqual([true, false]);
  expect(hellos[1]).not.toContain('127.0.0.1');
  expect(hellos.map((hello) => hello.includes('http/1.1'))).toEqual([true, true]);
});

test('a host that keeps silent in the handshake is left when the attempt is over', async () => {
  const attempted = new AbortController();
  const host = await listenLocally(
    createServer((socket) => {
      socket.once('data', () => {
        attempted.abort(new Error('over'));
      });
    }),
  );
  servers.push(host);
  const opening = new Way(`https://127.0.0.1:${host.port}/hook`).open(attempted.signal);
  await expect(opening).rejects.toMatchObject({ cause: { message: 'over' } });
});

describe('a proxy', () => {
  test('with TLS gets not a byte in the clear', async () => {
    let got = '';
    const host = await listenLocally(
      createServer((socket) => {
        socket.once('data', (bytes: Buffer) => {
          got += bytes.toString('latin1');
          socket.destroy();
        });
      }),
    );
    servers.push(host);
    process.env['https_proxy'] = `https://us%20er:pass@localhost:${host.port}`;
    expect(await attempt('https://chat.test/hook')).toMatchObject({ kind: 'notSent' });
    expect(got.charCodeAt(0)).toBe(22);
    // The name that its certificate must be of.
    expect(got).toContain('localhost');
    expect(got).not.toMatch(/CONNECT|Basic/);
  });

  test('that keeps silent is waited for no longer than the attempt', async () => {
    const { url } = await proxy();
    process.env['https_proxy'] = url;
    const target = { url: 'https://chat.test/hook', headers: {} };
    const sent = forwardTo(target, () => 0, 50)(BODY, () => true, new AbortController().signal);
    expect(await sent).toEqual({ kind: 'notSent', why: 'it took longer than 0.05 s' });
  });

  test('that wants no tunnel is left', async () => {
    let left: () => void = () => undefined;
    const over = new Promise<void>((resolve) => (left = resolve));
    const { url } = await proxy((socket) => {
      socket.once('end', left).resume();
      socket.write('HTTP/1.1 204 No Tunnel\r\n\r\n');
    });
    process.env['https_proxy'] = url;
    expect(await attempt('https://chat.test/hook')).toEqual({
      kind: 'notSent',
      why: 'the proxy answered 204',
    });
    await over;
  });
});

test.each([
  ['this machine', {}],
  ['what no_proxy names', { no_proxy: '127.0.0.1' }],
])('%s is reached without the proxy', async (_what, env) => {
  const { asked, url } = await proxy();
  const paths: unknown[] = [];
  Object.assign(process.env, { http_proxy: url }, env);
  const chat = await listenLocally(
    createHttpServer((request, response) => {
      paths.push(request.url);
      request.resume();
      response.end('ok');
    }),
  );
  servers.push(chat);
  expect(await attempt(`http://127.0.0.1:${chat.port}/hook?x=1`)).toMatchObject({
    kind: 'answered',
    status: 200,
  });
  expect(paths).toEqual(['/hook?x=1']);
  expect(asked).toEqual([]);
});

test('a name that only holds one of this machine is reached by the proxy', () => {
  process.env['https_proxy'] = 'http://proxy.test:3128';
  for (const name of ['localhost.chat.test', 'notlocalhost', '127.0.0.1.chat.test', 'x127.0.0.1.test']) {
    expect(proxyFor(new URL(`https://${name}/hook`))?.host).toBe('proxy.test:3128');
  }
  for (const name of ['localhost', '127.0.0.1', '127.100.100.100', '[::1]']) {
    expect(proxyFor(new URL(`https://${name}/hook`))).toBeUndefined();
  }
});

test('a proxy that can not be reached, or is none, is no way: nothing is sent', async () => {
  const gone = await listenLocally(createServer());
  await gone.close();
  for (const url of [`http://u:pass@127.0.0.1:${gone.port}`, 'socks5://u:pass@127.0.0.1:1080', 'not a URL']) {
    process.env['https_proxy'] = url;
    const came = await attempt('https://chat.test/hook');
    expect(came).toMatchObject({ kind: 'notSent', why: expect.not.stringContaining('pass') });
    if (url.startsWith('http')) continue;
    expect(came).toMatchObject({ why: expect.stringContaining('is no http:// or https:// URL') });
  }
});
