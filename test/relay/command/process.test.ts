import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { makeCertificates } from '../../../src/relay/command/chat-certificates.ts';
import { startRelayProcess, type RelayProcess } from '../../../src/relay/command/process.ts';
import type { RelaySettings } from '../../../src/relay/command/settings.ts';
import { askNonce, postSigned } from '../../../src/relay/http/client.ts';
import { startChat } from '../chat.ts';
import { listenLocally } from '../local-server.ts';
import { BODY, SECRET } from '../rig.ts';
import { settings } from './settings.ts';

/** A relay in a process of its own. */

const closers: (() => Promise<void>)[] = [];
const patient = new AbortController().signal;

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function started(
  chosen: RelaySettings,
  options: Partial<Parameters<typeof startRelayProcess>[1]> = {},
): Promise<RelayProcess> {
  const relay = await startRelayProcess(chosen, { log: { write: () => undefined }, ...options });
  closers.push(() => relay.close());
  return relay;
}

async function press(url: string, key: string) {
  const nonce = await askNonce(url, patient);
  return postSigned(url, SECRET, { nonce, key, body: BODY }, patient);
}

/** Runs something with these in the environment, which whatever is started meanwhile has as well. */
async function within<T>(env: Readonly<Record<string, string>>, run: () => Promise<T>): Promise<T> {
  const before = { ...process.env };
  Object.assign(process.env, env);
  try {
    return await run();
  } finally {
    for (const name of Object.keys(env)) {
      if (before[name] === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = before[name];
    }
  }
}

/** For Node: this program before its own. */
function first(program: string): string {
  return `--import=data:text/javascript,${encodeURIComponent(program)}`;
}

/** Whether a process of this number is there. */
function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test('it trusts the authority of the stand-in chat, and delivers over verified TLS', async () => {
  let answer: (status: number) => void = () => undefined;
  const chat = await startChat(() =>
    chat.got.length === 1 ? 200 : new Promise((resolve) => (answer = resolve)),
  );
  closers.push(() => chat.close());
  const log: string[] = [];
  const chosen = settings({ webhook: { url: chat.webhookUrl, headers: {} } });
  const relay = await started(chosen, {
    authority: chat.authority,
    log: { write: (line) => void log.push(line) },
  });
  expect(await press(relay.url, 'press-1')).toMatchObject({ status: 200, proven: true });
  expect(chat.got).toEqual([BODY]);
  // And its end waits for what it has sent.
  const late = press(relay.url, 'press-2');
  while (chat.got.length < 2) await new Promise(setImmediate);
  const closed = relay.close();
  await new Promise((resolve) => setTimeout(resolve, 100));
  answer(200);
  expect(await late).toMatchObject({ status: 200, proven: true });
  await closed;
  expect(readFileSync(chosen.journalPath, 'utf8').match(/"outcome":"delivered"/g)).toHaveLength(2);
  // The last line of its log is not lost with its end.
  const lines = log.join('').trimEnd().split('\n');
  expect(lines.filter((line) => line.includes('The webhook took the message.'))).toHaveLength(2);
  for (const line of lines) expect(() => void JSON.parse(line)).not.toThrow();
  expect(isThere(relay.pid)).toBe(false);
});

test('SIGTERM ends it, once what it has sent has come to its outcome', async () => {
  let answer: () => void = () => undefined;
  const asked = new Promise<void>((resolve) => {
    answer = resolve;
  });
  let got = 0;
  const webhook = await listenLocally(
    createServer((request, response) => {
      request.resume();
      got += 1;
      void asked.then(() => response.end());
    }),
  );
  closers.push(() => webhook.close());
  const chosen = settings({ webhook: { url: `http://127.0.0.1:${webhook.port}/hooks/x`, headers: {} } });
  const relay = await started(chosen);
  const late = press(relay.url, 'press-1');
  while (got === 0) await new Promise(setImmediate);
  process.kill(relay.pid, 'SIGTERM');
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(isThere(relay.pid)).toBe(true);
  answer();
  expect(await late).toMatchObject({ status: 200, proven: true });
  while (isThere(relay.pid)) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(readFileSync(chosen.journalPath, 'utf8')).toContain('"outcome":"delivered"');
});

test.each([
  ['nothing to a host whose certificate is of another name', 'localhost', 503, []],
  ['to one whose certificate is right', 'chat.test', 200, [BODY]],
])('through a tunnel it posts %s', async (_what, name, status, got) => {
  const chat = await startChat(undefined, name);
  closers.push(() => chat.close());
  let tunnels = 0;
  // Whoever stands in between leads every name to that host.
  const proxy = await listenLocally(
    createServer().on('connect', (_request, socket: Socket) => {
      tunnels += 1;
      const way = connect(Number(new URL(chat.webhookUrl).port), '127.0.0.1');
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      socket.pipe(way.on('error', () => undefined)).pipe(socket);
    }),
  );
  closers.push(() => proxy.close());
  const url = `https://chat.test${new URL(chat.webhookUrl).pathname}`;
  const chosen = settings({ webhook: { url, headers: {} } });
  const relay = await within({ https_proxy: `http://127.0.0.1:${proxy.port}` }, () =>
    started(chosen, { authority: chat.authority }),
  );
  expect(await press(relay.url, 'press-1')).toMatchObject({ status, proven: true });
  expect(tunnels).toBeGreaterThan(0);
  expect(chat.got).toEqual(got);
});

test.each([
  ['ok', 'no', { is: 'ok' }],
  ['it is ok', 'it is not', { holds: 'ok' }],
  ['{"ok":true}', '{"ok":false}', { members: { ok: true } }],
])(
  'it knows what the webhook is to answer, and by which headers: %s and not %s',
  async (yes, no, expected) => {
    const tokens: unknown[] = [];
    const webhook = await listenLocally(
      createServer((request, response) => {
        request.resume();
        tokens.push(request.headers['x-token']);
        response.end(tokens.length === 1 ? yes : no);
      }),
    );
    closers.push(() => webhook.close());
    const url = `http://127.0.0.1:${webhook.port}/`;
    const relay = await started(
      settings({ webhook: { url, headers: { 'X-Token': 'the token' }, expected } }),
    );
    expect(await press(relay.url, 'press-1')).toMatchObject({ status: 200, proven: true });
    expect(await press(relay.url, 'press-2')).toMatchObject({ status: 502, proven: true });
    expect(tokens).toEqual(['the token', 'the token']);
  },
);

describe('it ends', () => {
  test('with the last line of its log, though that comes after it', async () => {
    // What it leaves behind writes to the same pipe, and is slow.
    const later = 'setTimeout(() => console.log("the last line"), 300)';
    const leave = `
      import { spawn } from 'node:child_process';
      process.on('exit', () => {
        spawn(process.execPath, ['-e', '${later}'], { stdio: ['ignore', 'inherit', 'ignore'], env: {} });
      });`;
    const log: string[] = [];
    const relay = await within({ NODE_OPTIONS: first(leave) }, () =>
      started(settings(), { log: { write: (line) => void log.push(line) } }),
    );
    await relay.close();
    expect(log.join('')).toContain('the last line\n');
  });

  test('in an orderly way when it is told to', async () => {
    const relay = await started(settings());
    process.kill(relay.pid, 'SIGTERM');
    // There is nobody any more to be told.
    await relay.close();
    expect(isThere(relay.pid)).toBe(false);
  });

  test('once, though it is told in two ways', async () => {
    const relay = await started(settings());
    const closed = relay.close();
    process.kill(relay.pid, 'SIGTERM');
    await closed;
    await relay.close();
  });

  test('as by a power cut: what is under way gets no outcome', async () => {
    const asked = createServer();
    const webhook = await listenLocally(asked);
    closers.push(() => webhook.close());
    const chosen = settings({ webhook: { url: `http://127.0.0.1:${webhook.port}/`, headers: {} } });
    const relay = await started(chosen);
    const pressed = press(relay.url, 'press-1').catch(() => 'no answer');
    await once(asked, 'request');
    await relay.kill();
    expect(await pressed).toBe('no answer');
    expect(isThere(relay.pid)).toBe(false);
    const journal = readFileSync(chosen.journalPath, 'utf8');
    expect(journal).toContain('"event":"intent"');
    expect(journal).not.toContain('"outcome"');
  });
});

describe('what keeps it from starting', () => {
  /**
   * Starts one that runs this program before its own, which tells where its authority is, and how its Node runs.
   * @returns how that ended, what was told, and whether anything is left of what it was given
   */
  async function fails(program: string, overrides: Partial<RelaySettings> = {}) {
    const told = join(mkdtempSync(join(tmpdir(), 'button-told-')), 'told');
    const tell = `
      import { writeFileSync } from 'node:fs';
      const { execArgv, env } = process;
      writeFileSync(env.TOLD, JSON.stringify({ execArgv, authority: env.NODE_EXTRA_CA_CERTS }));
      ${program}`;
    const { authority } = await makeCertificates();
    const failure = await within({ TOLD: told, NODE_OPTIONS: first(tell) }, () =>
      started(settings(overrides), { authority }),
    ).catch((error: unknown) => error);
    const given = JSON.parse(readFileSync(told, 'utf8')) as { execArgv: string[]; authority: string };
    return { failure, execArgv: given.execArgv, isLeft: () => existsSync(dirname(given.authority)) };
  }

  test('is the same failure where somebody has cleared away what it was given', async () => {
    const clears = `
      import { rmSync } from 'node:fs';
      import { dirname } from 'node:path';
      rmSync(dirname(env.NODE_EXTRA_CA_CERTS), { recursive: true, force: true });`;
    const { url } = await started(settings());
    const { failure } = await fails(clears, { port: Number(new URL(url).port) });
    expect(failure).toMatchObject({ exit: 'relayPort' });
  });

  test('is the same failure, and nothing of it is left', async () => {
    const { url } = await started(settings());
    const { failure, execArgv, isLeft } = await fails('', { port: Number(new URL(url).port) });
    expect(failure).toMatchObject({
      exit: 'relayPort',
      // The parent's user is told the sentence alone.
      message: expect.stringMatching(/^The relay can't listen on "127[^\n]*$/),
    });
    expect(isLeft()).toBe(false);
    // As whoever reads its memory expects it.
    expect(execArgv).toEqual(expect.arrayContaining(['--optimize-for-size', '--no-opt']));
  });

  test('without a word is a fault, and no waiting without end', async () => {
    const { failure, isLeft } = await fails('process.exit(0)');
    expect(failure).toMatchObject({
      exit: 'unexpected',
      message: expect.stringContaining('ended before it was ready'),
      cause: expect.anything(),
    });
    while (isLeft()) await new Promise(setImmediate);
  });
});
