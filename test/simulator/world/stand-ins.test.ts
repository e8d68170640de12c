import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from '@jest/globals';
import { checkConfig } from '../../../src/config/files/load.ts';
import { askNonce, postSigned } from '../../../src/relay/http/client.ts';
import { openRelayChain } from '../../../src/simulator/world/relay-chain.ts';
import { openStandIns } from '../../../src/simulator/world/stand-ins.ts';

const OWN = {
  wifi: { ssid: 'office', password: 'correct horse' },
  webhook: { url: 'https://chat.lan/secret', headers: { Authorization: 'a token' } },
  relay: { url: 'http://10.0.0.2:8437', secret: 'a secret of the relay, 32 and more' },
  pressTtlMs: 12_345,
};
const { config } = checkConfig(OWN, 'the test');
const patient = new AbortController().signal;

/** How many servers listen in this process. */
const listening = (): number =>
  process.getActiveResourcesInfo().filter((name) => name === 'TCPServerWrap').length;

/** A server that has closed is gone a moment later. */
async function comesDownTo(count: number): Promise<boolean> {
  for (let looks = 0; listening() > count && looks < 300; looks++) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return listening() <= count;
}

/** Of one press, which nobody else's journal has. */
const KEY = `press-${randomUUID()}-1`;

/** The folders of journals with that press. */
const journals = (): string[] =>
  readdirSync(tmpdir())
    .filter((name) => name.startsWith('button-journal-'))
    .map((name) => join(tmpdir(), name, 'journal.jsonl'))
    .filter((file) => existsSync(file))
    .filter((file) => readFileSync(file, 'utf8').includes(KEY))
    .map((file) => dirname(file));

test('a chat over plain HTTP takes the place of the Wi-Fi and of the webhook, and no secret is left', async () => {
  const before = listening();
  const standIns = await openStandIns(config);
  const { port } = standIns.chat;
  expect(standIns.config).toEqual({
    ...config,
    wifi: { ssid: 'stand-in' },
    webhook: { protocol: 'http:', host: '127.0.0.1', port, path: '/hooks/stand-in', headers: {} },
    relay: undefined,
  });
  expect(standIns.relay).toBeNull();
  const { status } = await fetch(`http://127.0.0.1:${port}/hooks/stand-in`, {
    method: 'POST',
    body: 'hello',
  });
  expect([status, standIns.chat.messages]).toEqual([200, ['hello']]);
  await standIns.close();
  expect(await comesDownTo(before)).toBe(true);
});

test('the whole chain carries a press to the chat, also after its relay was away, and leaves nothing behind', async () => {
  let log = '';
  const chain = await openRelayChain(config, { write: (lines) => (log += lines) });
  const { chat, relay } = chain;
  const { url = '', secret = '' } = chain.config.relay ?? {};
  const press = async () => {
    const nonce = await askNonce(url, patient);
    return postSigned(url, secret, { nonce, key: KEY, body: '{"text":"hello"}' }, patient);
  };
  expect(chain.config).toEqual({
    ...config,
    wifi: { ssid: 'stand-in' },
    webhook: { protocol: 'https:', host: '127.0.0.1', port: chat.port, path: '/hooks/stand-in', headers: {} },
    relay: {
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      host: '127.0.0.1',
      port: Number(new URL(url).port),
      secret: expect.stringMatching(/^[\w-]{43}$/),
    },
  });
  expect(secret).not.toBe(config.relay?.secret);

  expect(await press()).toMatchObject({ status: 200, proven: true });
  expect(chat.requests).toMatchObject([{ path: '/hooks/stand-in', body: '{"text":"hello"}' }]);
  const journal = journals();
  expect(journal).toHaveLength(1);

  await relay?.goDown();
  await relay?.goDown();
  expect(log).toMatch(/delivered/);
  await expect(askNonce(url, patient)).rejects.toThrow();
  await relay?.comeUp();
  await relay?.comeUp();
  // It is where it was, and knows the press.
  expect(await press()).toMatchObject({ status: 200, proven: true });
  expect(chat.messages).toHaveLength(1);

  await chain.close();
  await expect(askNonce(url, patient)).rejects.toThrow();
  await expect(fetch(`https://127.0.0.1:${chat.port}`)).rejects.toThrow();
  expect(journal.filter((folder) => existsSync(folder))).toEqual([]);
});

test('a relay that does not start leaves nothing behind either', async () => {
  const options = process.env['NODE_OPTIONS'];
  const before = listening();
  process.env['NODE_OPTIONS'] = '--import=data:text/javascript,process.exit(9)';
  try {
    await expect(openRelayChain(config, { write: () => undefined })).rejects.toMatchObject({
      exit: 'unexpected',
    });
  } finally {
    if (options === undefined) Reflect.deleteProperty(process.env, 'NODE_OPTIONS');
    else process.env['NODE_OPTIONS'] = options;
  }
  expect(await comesDownTo(before)).toBe(true);
});
