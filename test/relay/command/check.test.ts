import { X509Certificate } from 'node:crypto';
import { createServer as createPlainServer } from 'node:net';
import { createServer } from 'node:tls';
import { expect, jest, test } from '@jest/globals';
import { makeCertificates } from '../../../src/relay/command/chat-certificates.ts';
import { listenLocally } from '../local-server.ts';

/** The check of a webhook whose certificate is right: its authority is trusted here as a public one is elsewhere. */

const ours = await makeCertificates();
const tls = await import('node:tls');
jest.unstable_mockModule('node:tls', () => ({
  ...tls,
  createSecureContext: () => tls.createSecureContext({ ca: ours.authority }),
}));
const { certificateEnd, checkRoundTrip, checkWebhookHost } =
  await import('../../../src/relay/command/check.ts');

function configOf(protocol: 'http:' | 'https:', port: number, host = 'localhost') {
  const webhook = { protocol, host, port, path: '/hook', headers: {} } as const;
  return { webhook, relay: undefined };
}

test('says that it is right, and knows when it ends', async () => {
  const host = await listenLocally(createServer({ cert: ours.certificate, key: ours.key }));
  const config = configOf('https:', host.port);
  expect(await checkWebhookHost(config)).toBe(
    `localhost:${host.port} takes connections, and its certificate is right. Nothing was posted.`,
  );
  expect(await certificateEnd(config)).toEqual(new Date(new X509Certificate(ours.certificate).validTo));
  await host.close();
});

test('says nothing of one where there is none', async () => {
  const host = await listenLocally(createPlainServer());
  const config = configOf('http:', host.port);
  expect(await checkWebhookHost(config)).toBe(
    `localhost:${host.port} takes connections. Nothing was posted.`,
  );
  expect(await certificateEnd(config)).toBeUndefined();
  await host.close();
});

test('takes that of a proxy for none of the webhook', async () => {
  const proxy = await listenLocally(createServer({ cert: ours.certificate, key: ours.key }));
  const before = process.env['http_proxy'];
  process.env['http_proxy'] = `https://localhost:${proxy.port}`;
  try {
    expect(await certificateEnd(configOf('http:', 80, 'chat.test'))).toBeUndefined();
  } finally {
    if (before === undefined) Reflect.deleteProperty(process.env, 'http_proxy');
    else process.env['http_proxy'] = before;
  }
  await proxy.close();
});

test('and the check of the relay keep the reason where nobody is', async () => {
  const gone = await listenLocally(createPlainServer());
  await gone.close();
  await expect(certificateEnd(configOf('http:', gone.port))).rejects.toMatchObject({
    exit: 'relayWebhook',
    cause: { code: 'ECONNREFUSED' },
  });
  const port = gone.port;
  const relay = { url: `http://127.0.0.1:${port}`, host: '127.0.0.1', port, secret: 's'.repeat(32) };
  await expect(checkRoundTrip({ ...configOf('http:', port), relay })).rejects.toMatchObject({
    exit: 'relayUnreachable',
    cause: { cause: { code: 'ECONNREFUSED' } },
  });
});
