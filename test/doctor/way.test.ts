import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { ButtonConfig } from '../../src/config/config.ts';
import { checkConfig } from '../../src/config/files/load.ts';
import { checkJournal, checkName, checkRelay, checkWebhook, judgeWebhook } from '../../src/doctor/way.ts';
import { listenLocally } from '../relay/local-server.ts';

/** The way to the chat as this machine sees it; as the board does, in on-board.test.ts. */

const SECRET = 'a secret of the relay, 32 and more';
const PROXIES = ['http_proxy', 'https_proxy', 'no_proxy'];

function configured(webhook: string, relayPort?: number): ButtonConfig {
  const relay = { url: `http://127.0.0.1:${relayPort ?? 0}`, secret: SECRET };
  const file = { wifi: { ssid: 'net' }, webhook, ...(relayPort !== undefined && { relay }) };
  return checkConfig(file, 'the test').config;
}

/** Where nobody listens. */
async function freePort(): Promise<number> {
  const server = await listenLocally(createServer());
  await server.close();
  return server.port;
}

const STRAIGHT = configured('http://chat.lan/x');
const RELAYED = configured('https://chat.lan/x', 8437);

test('without a relay nothing is known of one', async () => {
  expect(await checkRelay(STRAIGHT)).toMatchObject({
    verdict: 'untried',
    detail: expect.stringContaining('http://'),
  });
  expect(await checkJournal(STRAIGHT, import.meta.filename)).toMatchObject({
    verdict: 'untried',
    detail: expect.stringContaining('http://'),
  });
});

test('a relay that does not answer is a failure', async () => {
  const config = configured('https://chat.lan/x', await freePort());
  await expect(checkRelay(config)).rejects.toMatchObject({ exit: 'relayUnreachable' });
});

describe('the journal', () => {
  const record = (key: string, rest: object): string =>
    JSON.stringify({ time: '2026-07-01T10:00:00.000Z', key, message: 1, address: '10.0.0.9', ...rest });
  const intent = (key: string): string => record(key, { event: 'intent', bodyHash: 'ab'.repeat(32) });
  const outcome = (key: string, became: string): string => record(key, { event: 'outcome', outcome: became });

  /** @param lines of a journal in a folder of its own; undefined for none */
  async function judged(lines?: readonly string[]) {
    const path = join(mkdtempSync(join(tmpdir(), 'button-journal-')), 'audit.jsonl');
    if (lines) writeFileSync(path, lines.map((line) => `${line}\n`).join(''));
    return checkJournal(RELAYED, path);
  }

  test('that is not there says nothing', async () => {
    expect(await judged()).toMatchObject({
      verdict: 'untried',
      detail: expect.stringContaining('no "audit.jsonl"'),
    });
  });

  test('without a message is whole', async () => {
    expect(await judged([])).toEqual({
      verdict: 'good',
      detail: '"audit.jsonl" is whole, and has no message yet',
      facts: { messages: 0 },
    });
  });

  test.each([
    [[intent('a'), outcome('a', 'delivered')], 'good', 1, 'delivered'],
    [[intent('a'), outcome('a', 'delivered'), intent('b'), outcome('b', 'refused')], 'good', 2, 'refused'],
    [[intent('a'), outcome('a', 'unknown')], 'note', 1, 'unknown'],
    [[intent('a'), outcome('a', 'delivered'), intent('b')], 'note', 2, 'unknown'],
  ])('tells what became of the last message', async (lines, verdict, messages, became) => {
    const found = await judged(lines);
    expect(found).toMatchObject({
      verdict,
      detail: `"audit.jsonl" is whole, ${messages} messages, the last one 2026-07-01T10:00:00.000Z: ${became}`,
      facts: { messages, became },
    });
    if (verdict === 'note') expect(found.mend).toContain('Look into the chat');
  });

  test('that is damaged is a failure', async () => {
    await expect(judged([intent('a'), 'rubbish', intent('b')])).rejects.toMatchObject({
      exit: 'relayJournal',
    });
  });
});

describe("the name of the webhook's host", () => {
  const before = Object.fromEntries(PROXIES.map((name) => [name, process.env[name]]));
  afterEach(() => {
    for (const name of PROXIES) {
      if (before[name] === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = before[name];
    }
  });

  test('is looked up', async () => {
    for (const name of PROXIES) Reflect.deleteProperty(process.env, name);
    expect(await checkName(configured('http://localhost/x'))).toMatchObject({
      verdict: 'good',
      detail: expect.stringMatching(/^localhost is (127\.0\.0\.1|::1)(, |$)/),
      facts: { name: true },
    });
    expect(await checkName(configured('http://nowhere.invalid/x'))).toMatchObject({
      verdict: 'bad',
      detail: expect.stringMatching(/^"nowhere\.invalid" is not found \(E[A-Z_]+\)\.$/),
      facts: { failure: expect.stringMatching(/^E/) },
    });
  });

  test('is none where it is an address', async () => {
    expect(await checkName(configured('http://127.0.0.1/x'))).toMatchObject({
      verdict: 'good',
      detail: '127.0.0.1 is an address already',
      facts: { name: false },
    });
  });

  test('is looked up by the proxy, if there is one', async () => {
    process.env['http_proxy'] = 'http://127.0.0.1:1';
    expect(await checkName(configured('http://nowhere.invalid/x'))).toEqual({
      verdict: 'untried',
      detail: expect.stringContaining('the proxy'),
    });
  });
});

describe('the webhook', () => {
  test('is connected to, and told from one that is not there', async () => {
    const chat = await listenLocally(createServer());
    const config = configured(`http://127.0.0.1:${chat.port}/x`);
    expect(await checkWebhook(config, 0)).toEqual({
      verdict: 'good',
      detail: `127.0.0.1:${chat.port} takes connections; nothing was posted`,
      facts: { tls: false },
    });
    await chat.close();
    await expect(checkWebhook(config, 0)).rejects.toMatchObject({ exit: 'relayWebhook' });
  });

  test.each([
    ['2026-07-15T00:00:00Z', 'good', 14],
    ['2026-07-14T23:59:59Z', 'note', 13],
    ['2026-07-01T00:00:00Z', 'note', 0],
    ['2027-07-01T00:00:00Z', 'good', 365],
  ])('has a certificate that ends at %s: %s', (end, verdict, days) => {
    const outcome = judgeWebhook(RELAYED, new Date(end), Date.UTC(2026, 6, 1));
    expect(outcome).toMatchObject({ verdict, facts: { tls: true, days } });
    expect(outcome.detail).toContain(`chat.lan:443 takes connections; nothing was posted`);
    expect(outcome.detail).toMatch(new RegExp(`right until ${end.slice(0, 10)}(\\.|$)`));
  });
});
