import { once } from 'node:events';
import { createServer } from 'node:tls';
import { afterEach, expect, test } from '@jest/globals';
import { listenLocally, type LocalServer } from '../local-server.ts';
import { trustedCertificates } from '../trusted.ts';

/** The way to a host that is verified: its authority is trusted here as a public one is elsewhere. */

let contexts = 0;
const ours = await trustedCertificates(() => (contexts += 1));
const { Way } = await import('../../../src/relay/http/way.ts');
const servers: LocalServer[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

/** @returns the port of a host, and for each connection whether it took up a session again */
async function host() {
  const reused: boolean[] = [];
  const server = createServer({ cert: ours.certificate, key: ours.key }, (socket) => {
    reused.push(socket.isSessionReused());
    // What is said last: the client has its session by then.
    socket.on('error', () => undefined).end('.');
  });
  const listening = await listenLocally(server);
  servers.push(listening);
  return { reused, port: listening.port };
}

/** Opens it, and reads until the host ends it. */
async function opened(way: InstanceType<typeof Way>): Promise<void> {
  const { socket } = await way.open(AbortSignal.timeout(5000));
  await once(socket.resume(), 'close');
}

test('a host whose certificate is right is reached, and its session is taken up again', async () => {
  const { reused, port } = await host();
  const way = new Way(`https://127.0.0.1:${port}/hook`);
  await opened(way);
  await opened(way);
  expect(reused).toEqual([false, true]);
  // The authorities are read once.
  expect(contexts).toBe(1);
});

test('a host whose certificate is of another name is not reached, and that is why', async () => {
  const { port } = await host();
  await expect(opened(new Way(`https://localhost:${port}/hook`))).rejects.toMatchObject({
    code: 'ERR_TLS_CERT_ALTNAME_INVALID',
  });
});
