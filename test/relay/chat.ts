import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:https';
import { text } from 'node:stream/consumers';
import { makeCertificates } from '../../src/relay/command/chat-certificates.ts';

export interface StandInChat {
  /** The webhook: `https://`, with a path that nobody can guess. */
  readonly webhookUrl: string;
  /** PEM of the authority that its certificate is by; a relay trusts it through `NODE_EXTRA_CA_CERTS`. */
  readonly authority: string;
  /** The bodies that it was given, in order. */
  readonly got: readonly string[];
  close(): Promise<void>;
}

/**
 * A chat with HTTPS webhooks on this machine, with a certificate authority of its own: what stands in for Slack where
 * there is none.
 * @param take is given each message's body; the chat answers with the status that it returns, 200 for all without it
 * @param name that its certificate is of, beside its address
 */
export async function startChat(
  take: (body: string) => number | Promise<number> = () => 200,
  name?: string,
): Promise<StandInChat> {
  const { authority, certificate, key } = await makeCertificates(name);
  const got: string[] = [];
  const path = `/services/${randomBytes(12).toString('hex')}`;

  async function answer(request: IncomingMessage): Promise<number> {
    const body = await text(request);
    if (request.url !== path) return 404;
    if (request.method !== 'POST') return 405;
    got.push(body);
    return take(body);
  }

  const server = createServer({ key, cert: certificate }, (request, response) => {
    answer(request).then(
      (status) =>
        response.writeHead(status, { 'Content-Type': 'text/plain' }).end(status === 200 ? 'ok' : ''),
      () => response.destroy(),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The stand-in chat has no port.');
  return {
    webhookUrl: `https://127.0.0.1:${address.port}${path}`,
    authority,
    got,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
