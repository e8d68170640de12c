import { X509Certificate } from 'node:crypto';
import { createServer } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { afterEach, describe, expect, test } from '@jest/globals';
import { listenLocally, type LocalServer } from '../local-server.ts';
import { trustedCertificates } from '../trusted.ts';

const ours = await trustedCertificates();
const check = await import('../../../src/relay/command/check.ts');
const servers: LocalServer[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function portOf(server: Parameters<typeof listenLocally>[0]): Promise<number> {
  const listening = await listenLocally(server);
  servers.push(listening);
  return listening.port;
}

function webhookAt(protocol: 'http:' | 'https:', port: number) {
  return {
    webhook: { protocol, host: '127.0.0.1', port, path: '/hook', headers: {} },
    relay: undefined,
  } as const;
}

describe('the check of the webhook', () => {
  test('by TLS says that the certificate is right, and knows when it ends', async () => {
    const server = createTlsServer({ cert: ours.certificate, key: ours.key }, (socket) => socket.resume());
    const port = await portOf(server.on('tlsClientError', () => undefined));
    const config = webhookAt('https:', port);
    expect(await check.checkWebhookHost(config)).toBe(
      `127.0.0.1:${port} takes connections, and its certificate is right. Nothing was posted.`,
    );
    const end = await check.certificateEnd(config);
    expect(end).toEqual(new Date(new X509Certificate(ours.certificate).validTo));
  });

  test('without TLS speaks of no certificate', async () => {
    const port = await portOf(createTcpServer((socket) => socket.resume()));
    const config = webhookAt('http:', port);
    expect(await check.checkWebhookHost(config)).toBe(
      `127.0.0.1:${port} takes connections. Nothing was posted.`,
    );
    expect(await check.certificateEnd(config)).toBeUndefined();
  });

  test('that finds nobody keeps the cause', async () => {
    const closed = await listenLocally(createTcpServer());
    await closed.close();
    await expect(check.checkWebhookHost(webhookAt('http:', closed.port))).rejects.toMatchObject({
      exit: 'relayWebhook',
      cause: { code: 'ECONNREFUSED' },
    });
  });
});

describe('the check of the relay', () => {
  const secret = 's'.repeat(32);

  test('is signed like a message of a press that is still alive, and what it posts is no message', async () => {
    const posts: { key: string; body: string }[] = [];
    const port = await portOf(
      createServer((request, response) => {
        let body = '';
        request.on('data', (bytes: Buffer) => (body += bytes.toString()));
        request.on('end', () => {
          if (request.method === 'POST')
            posts.push({ key: request.headers['idempotency-key'] as string, body });
          response.end('{"nonce":"abc"}');
        });
      }),
    );
    const config = { relay: { url: `http://127.0.0.1:${port}`, host: '127.0.0.1', port, secret } } as const;
    const before = Date.now();
    await expect(check.checkRoundTrip({ ...webhookAt('http:', 1), ...config })).rejects.toMatchObject({
      exit: 'relaySecret',
    });
    const [{ key, body } = { key: '', body: '' }] = posts;
    expect(Number(/^abc-(\d+)-1$/.exec(key)?.[1])).toBeGreaterThan(before);
    expect(body).not.toBe('');
    expect(() => JSON.parse(body) as unknown).toThrow(SyntaxError);
  });

  test('that finds nobody keeps the cause', async () => {
    const closed = await listenLocally(createTcpServer());
    await closed.close();
    const { port } = closed;
    const config = { relay: { url: `http://127.0.0.1:${port}`, host: '127.0.0.1', port, secret } } as const;
    await expect(check.checkRoundTrip({ ...webhookAt('http:', 1), ...config })).rejects.toMatchObject({
      exit: 'relayUnreachable',
      cause: expect.anything(),
    });
  });
});
