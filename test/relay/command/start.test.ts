import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import { createServer as createTcpServer, Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { checkRelay } from '../../../src/relay/command/check.ts';
import { createLog } from '../../../src/relay/command/log.ts';
import { askNonce, postSigned } from '../../../src/relay/http/client.ts';
import { answerMac, bodyHash } from '../../../src/relay/protocol/words.ts';
import { startRelay, type RelaySettings } from '../../../src/relay/index.ts';
import { startChat } from '../chat.ts';
import { listenLocally } from '../local-server.ts';
import { BODY, SECRET } from '../rig.ts';
import { settings } from './settings.ts';

const closers: (() => Promise<void>)[] = [];
const patient = new AbortController().signal;

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** A relay in this process, with what it logs. */
async function started(overrides: Partial<RelaySettings> = {}) {
  const log: string[] = [];
  const chosen = settings({ pressTtlMs: 900, ...overrides });
  const relay = await startRelay(chosen, createLog({ write: (line) => void log.push(line) }, false));
  closers.push(() => relay.close());
  return { relay, log, ...chosen };
}

async function press(url: string, key: string, secret = SECRET) {
  const nonce = await askNonce(url, patient);
  return postSigned(url, secret, { nonce, key, body: BODY }, patient);
}

/** A configuration as far as the check needs one. */
function configOf(relayUrl: string, webhookUrl: string, secret = SECRET) {
  const { protocol, hostname: host, port, pathname: path } = new URL(webhookUrl);
  if (protocol !== 'http:' && protocol !== 'https:') throw new Error('no webhook');
  const relay = { url: relayUrl, host: '127.0.0.1', port: 1, secret };
  return { relay, webhook: { protocol, host, port: Number(port), path, headers: {} } } as const;
}

describe('a started relay', () => {
  test('forwards, keeps its journal over a restart, and logs no secret', async () => {
    const bodies: string[] = [];
    const credentials: unknown[] = [];
    const webhook = await listenLocally(
      createServer((request, response) => {
        credentials.push(request.headers.authorization);
        request.setEncoding('utf8').on('data', (part: string) => bodies.push(part));
        request.on('end', () => response.end());
      }),
    );
    closers.push(() => webhook.close());
    const url = `http://127.0.0.1:${webhook.port}/hooks/the-secret-path`;
    const first = await started({ webhook: { url, headers: { Authorization: 'Bearer the-secret-token' } } });
    expect(await press(first.relay.url, 'press-1')).toMatchObject({ status: 200, proven: true });
    await first.relay.close();

    const second = await started({ webhook: { url, headers: {} }, journalPath: first.journalPath });
    expect(await press(second.relay.url, 'press-1')).toMatchObject({ status: 200, proven: true });
    expect(bodies).toEqual([BODY]);
    expect(credentials).toEqual(['Bearer the-secret-token']);
    const written = first.log.concat(second.log).join() + readFileSync(first.journalPath, 'utf8');
    expect(written).toContain('"outcome":"delivered"');
    for (const secret of [SECRET, 'the-secret-path', 'the-secret-token', 'deploy prod']) {
      expect(written).not.toContain(secret);
    }
  });

  test('says that a torn last line was dropped, and of which journal', async () => {
    const { journalPath } = settings();
    writeFileSync(journalPath, '{"time":"2026-');
    const { log } = await started({ journalPath });
    expect(log).toHaveLength(1);
    expect(JSON.parse(log[0] ?? '')).toMatchObject({
      journal: journalPath,
      msg: expect.stringContaining('The last line was torn'),
    });
  });

  test('answers 503 when the webhook can not be reached', async () => {
    const { relay } = await started();
    expect(await press(relay.url, 'press-1')).toMatchObject({ status: 503, proven: true });
  });

  test('leaves a webhook that wants no more alone for a second before it asks again', async () => {
    const times: number[] = [];
    const webhook = await listenLocally(
      createServer((request, response) => {
        request.resume();
        response.writeHead(times.length === 0 ? 429 : 200).end('ok');
        times.push(performance.now());
      }),
    );
    closers.push(() => webhook.close());
    const { relay } = await started({
      webhook: { url: `http://127.0.0.1:${webhook.port}/`, headers: {} },
      pressTtlMs: 20_000,
    });
    expect(await press(relay.url, 'press-1')).toMatchObject({ status: 200, proven: true });
    const [first = NaN, second = NaN] = times;
    // Timers may be early by a millisecond.
    expect(second - first).toBeGreaterThan(990);
  });

  test('takes for delivered what is answered as the configuration says, all of it', async () => {
    const answers = ['ok', 'no'];
    const webhook = await listenLocally(
      createServer((request, response) => {
        const [first = '', rest] = answers.shift() ?? '';
        request.resume();
        response.write(first);
        setTimeout(() => response.end(rest), 20);
      }),
    );
    closers.push(() => webhook.close());
    const url = `http://127.0.0.1:${webhook.port}/`;
    const { relay } = await started({ webhook: { url, headers: {}, expected: { is: 'ok' } } });
    expect(await press(relay.url, 'press-1')).toMatchObject({ status: 200 });
    expect(await press(relay.url, 'press-2')).toMatchObject({ status: 502 });
  });

  test('delivers nothing again that its journal has, however much came after it', async () => {
    let posts = 0;
    const webhook = await listenLocally(createServer((_request, response) => response.end(String(++posts))));
    closers.push(() => webhook.close());
    const { journalPath } = settings();
    const time = new Date().toISOString();
    const lines = Array.from({ length: 5000 }, (_, press) => {
      const whose = { time, key: `old${press}-1`, message: 1, address: 'x' };
      const intent = { ...whose, event: 'intent', bodyHash: bodyHash(Buffer.from(BODY)) };
      const outcome = { ...whose, event: 'outcome', outcome: 'delivered', status: 201 };
      return `${JSON.stringify(intent)}\n${JSON.stringify(outcome)}\n`;
    });
    writeFileSync(journalPath, lines.join(''));
    const url = `http://127.0.0.1:${webhook.port}/`;
    const { relay } = await started({ journalPath, webhook: { url, headers: {} } });
    expect(await press(relay.url, 'old0-1')).toMatchObject({ status: 200, body: '{"status":201}' });
    expect(posts).toBe(0);
  });
});

describe('the end of a relay', () => {
  test('waits for the outcome of what is under way, and for its place in the journal', async () => {
    const asked: ServerResponse[] = [];
    const webhook = await listenLocally(createServer((_request, response) => asked.push(response)));
    closers.push(() => webhook.close());
    const url = `http://127.0.0.1:${webhook.port}/`;
    const { relay, journalPath } = await started({ pressTtlMs: 60_000, webhook: { url, headers: {} } });
    const answer = press(relay.url, 'press-1');
    while (asked.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    let over = false;
    const closed = relay.close().then(() => (over = true));
    // As long as an end that waits for nothing takes, and more.
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(over).toBe(false);
    expect(readFileSync(journalPath, 'utf8')).not.toContain('"outcome"');
    asked[0]?.end('ok');
    await closed;
    expect(readFileSync(journalPath, 'utf8')).toContain('"outcome":"delivered"');
    expect(await answer).toMatchObject({ status: 200, proven: true });
  });

  test('does not wait for what would be tried again', async () => {
    let posts = 0;
    const webhook = await listenLocally(
      createServer((_request, response) => {
        posts += 1;
        response.writeHead(429, { 'Retry-After': '50' }).end();
      }),
    );
    closers.push(() => webhook.close());
    const url = `http://127.0.0.1:${webhook.port}/`;
    const { relay, journalPath } = await started({ pressTtlMs: 60_000, webhook: { url, headers: {} } });
    const answered = once(webhook.server, 'request');
    const answer = press(relay.url, 'press-1');
    await answered;
    // Long enough for the answer to have come; if not, the end is the same.
    await new Promise((resolve) => setTimeout(resolve, 100));
    await relay.close();
    expect(await answer).toMatchObject({ status: 429, proven: true });
    // And before its end it keeps to what the webhook asks for.
    expect(posts).toBe(1);
    expect(readFileSync(journalPath, 'utf8')).toContain('"outcome":"notDelivered"');
  }, 30_000);
});

describe('a relay that can not start', () => {
  test('on a port that is taken leaves the journal of the one that has it alone', async () => {
    const first = await started();
    const old = {
      time: '2020-01-01T00:00:00.000Z',
      event: 'intent',
      key: 'a-1',
      message: 1,
      address: 'x',
      bodyHash: 'y',
    };
    writeFileSync(first.journalPath, `${JSON.stringify(old)}\n`);
    const { port } = new URL(first.relay.url);
    await expect(started({ port: Number(port), journalPath: first.journalPath })).rejects.toMatchObject({
      exit: 'relayPort',
      message: expect.stringMatching(/"127\.0\.0\.1:\d+" \(EADDRINUSE\).*--port/),
    });
    expect(readFileSync(first.journalPath, 'utf8')).toContain('2020-01-01');
  });

  test('on an address that is not its own says which to mend', async () => {
    await expect(started({ host: '192.0.2.1' })).rejects.toMatchObject({
      exit: 'relayPort',
      message: expect.stringContaining('--host'),
    });
  });

  test.each([
    ['EADDRINUSE', /Something else does, .* --port /],
    ['EADDRNOTAVAIL', /an address of this machine; --host /],
    ['ENOTFOUND', /an address of this machine; --host /],
    ['EACCES', /below 1024.* --port /],
    ['EIO', /Check --host and --port/],
  ])('for %s is told how to mend that', async (code, mend) => {
    const spy = jest.spyOn(Server.prototype, 'listen').mockImplementation(function (this: Server) {
      process.nextTick(() => this.emit('error', Object.assign(new Error('as the system says'), { code })));
      return this;
    });
    try {
      await expect(started()).rejects.toMatchObject({
        exit: 'relayPort',
        message: expect.stringMatching(mend),
        cause: { code },
      });
    } finally {
      spy.mockRestore();
    }
  });

  test('with a journal that it can not use lets its port go', async () => {
    const probe = await listenLocally(createServer());
    await probe.close();
    const failing = started({ port: probe.port, journalPath: join(tmpdir(), 'no', 'such', 'folder') });
    await expect(failing).rejects.toMatchObject({ exit: 'relayJournal' });
    expect((await started({ port: probe.port })).relay.url).toBe(`http://127.0.0.1:${probe.port}`);
  });
});

describe('the check', () => {
  test('proves the secret on both sides and the way to the webhook, and posts nothing', async () => {
    let posts = 0;
    const webhook = await listenLocally(createServer(() => (posts += 1)));
    closers.push(() => webhook.close());
    const url = `http://127.0.0.1:${webhook.port}/`;
    const { relay, journalPath } = await started({ webhook: { url, headers: {} } });
    const said: string[] = [];
    await checkRelay(configOf(relay.url, url), (line) => said.push(line));
    expect(said).toEqual([
      `ok: the relay at ${relay.url} answers, and both sides know the same secret.`,
      `ok: ${new URL(url).host} takes connections. Nothing was posted.`,
    ]);
    expect(posts).toBe(0);
    expect(readFileSync(journalPath, 'utf8')).toBe('');
    // Nothing stays open that would keep the command from ending.
    while (webhook.connections > 0) await new Promise(setImmediate);
  });

  test('goes nowhere else, though what answers says so', async () => {
    const { relay } = await started();
    const elsewhere = await listenLocally(
      createServer((request, response) => {
        if (request.url === '/nonce' && real) {
          void askNonce(relay.url, patient).then((nonce) => response.end(JSON.stringify({ nonce })));
        } else response.writeHead(307, { Location: `${relay.url}${request.url ?? ''}` }).end();
      }),
    );
    let real = false;
    closers.push(() => elsewhere.close());
    const url = `http://127.0.0.1:${elsewhere.port}`;
    const check = () => checkRelay(configOf(url, url), () => undefined);
    await expect(check()).rejects.toMatchObject({
      exit: 'relayUnreachable',
      message: expect.stringContaining('307 without a nonce'),
    });
    real = true;
    await expect(check()).rejects.toMatchObject({
      exit: 'relaySecret',
      message: expect.stringContaining('(307)'),
    });
  });

  test.each([
    [200, '{"nonce":"a\\" b"}'],
    [200, '{"nonce":""}'],
    [200, 'abc'],
    [500, '{"nonce":"abc"}'],
  ])('signs nothing with what is no nonce: %i %s', async (status, body) => {
    const methods: unknown[] = [];
    const other = await listenLocally(
      createServer((request, response) => {
        methods.push(request.method);
        response.writeHead(status).end(body);
      }),
    );
    closers.push(() => other.close());
    const url = `http://127.0.0.1:${other.port}`;
    await expect(checkRelay(configOf(url, url), () => undefined)).rejects.toMatchObject({
      exit: 'relayUnreachable',
      message: expect.stringContaining(`(${status} without a nonce)`),
    });
    expect(methods).toEqual(['GET']);
  });

  test('takes no other answer for the one that it asks for, proven as it may be', async () => {
    const ends: number[] = [];
    const other = await listenLocally(
      createServer((request, response) => {
        if (request.method === 'GET') response.end('{"nonce":"abc"}');
        else {
          const nonce = /nonce="([^"]*)"/.exec(request.headers.authorization ?? '')?.[1] ?? '';
          ends.push(Number(nonce.split('-')[1]));
          const signature = answerMac(SECRET, { nonce, status: 200, nextNonce: 'next', body: '' });
          response.writeHead(200, { 'Next-Nonce': 'next', 'Button-Mac': signature }).end();
        }
      }),
    );
    closers.push(() => other.close());
    const url = `http://127.0.0.1:${other.port}`;
    const before = Date.now();
    await expect(checkRelay(configOf(url, url), () => undefined)).rejects.toMatchObject({
      exit: 'relaySecret',
      message: expect.stringContaining('(200)'),
    });
    // A press that is over would be refused for that.
    expect(ends).toEqual([expect.any(Number)]);
    expect(ends[0]).toBeGreaterThanOrEqual(before + 10_000);
  });

  test('waits 10 s for what keeps silent, and no longer', async () => {
    const timeout = AbortSignal.timeout.bind(AbortSignal);
    const waits: number[] = [];
    const faster = jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
      waits.push(ms);
      return timeout(ms / 100);
    });
    try {
      const deaf = await listenLocally(createTcpServer());
      const half = await listenLocally(
        createServer((request, response) => {
          if (request.method === 'GET') response.end('{"nonce":"abc"}');
        }),
      );
      closers.push(
        () => deaf.close(),
        () => half.close(),
      );
      const [never, late] = [`https://127.0.0.1:${deaf.port}`, `http://127.0.0.1:${half.port}`];
      for (const url of [never.replace('https', 'http'), late]) {
        await expect(checkRelay(configOf(url, never), () => undefined)).rejects.toMatchObject({
          exit: 'relayUnreachable',
          message: expect.stringMatching(/^No relay answers.*\nNo verified TLS connection/),
        });
      }
      expect(waits).toEqual(Array(4).fill(10_000));
    } finally {
      faster.mockRestore();
    }
  });

  test('whose words can not be said fails for that alone', async () => {
    const { relay } = await started();
    const broken = new Error('nobody reads');
    const check = checkRelay(configOf(relay.url, relay.url), () => {
      throw broken;
    });
    await expect(check).rejects.toBe(broken);
  });

  test('says when the relay has another secret, and still looks at the webhook', async () => {
    const webhook = await listenLocally(createServer());
    closers.push(() => webhook.close());
    const { relay } = await started();
    const said: string[] = [];
    const config = configOf(
      relay.url,
      `http://127.0.0.1:${webhook.port}/`,
      'another secret of enough characters',
    );
    await expect(checkRelay(config, (line) => said.push(line))).rejects.toMatchObject({
      exit: 'relaySecret',
      message: expect.stringContaining('runs with another "relay.secret"'),
    });
    expect(said).toEqual([expect.stringContaining('takes connections')]);
  });

  test('says when what answers is no relay, or nothing answers', async () => {
    const other = await listenLocally(createServer((_request, response) => response.end('{"nonce":"abc"}')));
    closers.push(() => other.close());
    const url = `http://127.0.0.1:${other.port}`;
    const say = () => undefined;
    await expect(checkRelay(configOf(url, url), say)).rejects.toMatchObject({ exit: 'relaySecret' });
    await other.close();
    await expect(checkRelay(configOf(url, url), say)).rejects.toMatchObject({
      exit: 'relayUnreachable',
      message: expect.stringMatching(/^No relay answers.*\([A-Z_]+\).*\nNo connection to "127/),
    });
  });

  test('says when the certificate of the webhook is by nobody who is trusted', async () => {
    const chat = await startChat();
    closers.push(() => chat.close());
    const { relay } = await started();
    await expect(checkRelay(configOf(relay.url, chat.webhookUrl), () => undefined)).rejects.toMatchObject({
      exit: 'relayWebhook',
      message: expect.stringMatching(/verified TLS connection.*NODE_EXTRA_CA_CERTS/),
    });
  });
});
