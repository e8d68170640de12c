import { createHmac } from 'node:crypto';
import { request, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';

/**
 * The button's side of the protocol, written from its text alone and sharing no line with the relay: what the table
 * says a button does with each answer.
 */

export type Believed = 'delivered' | 'refused' | 'unknown' | 'failed' | 'expired';

interface Reply {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export class ButtonClient {
  readonly #secret: string;
  readonly #port: number;
  /** Waits until it makes sense to try again. */
  readonly #pause: () => Promise<void>;
  #nonce = '';

  constructor(secret: string, port: number, pause: () => Promise<void>) {
    this.#secret = secret;
    this.#port = port;
    this.#pause = pause;
  }

  /**
   * Sends a message under one key until it believes to know what became of it.
   * @param patience how often it may hear that the message was not delivered before its press is over
   */
  async deliver(key: string, body: string, patience = Infinity): Promise<Believed> {
    for (let left = patience; left > 0;) {
      const believed = await this.#attempt(key, body).catch(() => undefined);
      if (believed === 'notDelivered') left -= 1;
      else if (believed !== undefined) return believed;
      await this.#pause();
    }
    return 'expired';
  }

  async #attempt(key: string, body: string): Promise<Believed | 'notDelivered' | undefined> {
    const nonce = this.#nonce || (await this.#heartbeat());
    this.#nonce = '';
    const signature = this.#mac('POST', '/messages', nonce, key, body);
    const headers = {
      'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(body),
      'Idempotency-Key': key,
      Authorization: `Button nonce="${nonce}", mac="${signature}"`,
    };
    const reply = await this.#send('POST', '/messages', headers, body);
    if (reply.status === 401) {
      this.#nonce = /nonce="([^"]+)"/.exec(reply.headers['www-authenticate'] ?? '')?.[1] ?? '';
      return reply.headers['www-authenticate']?.includes('error="mac"') === true ? 'failed' : undefined;
    }
    const next = String(reply.headers['next-nonce']);
    const proof = this.#mac(nonce, String(reply.status), next, reply.body);
    if (reply.headers['button-mac'] !== proof) return undefined;
    this.#nonce = next;
    const meanings: Readonly<Record<number, Believed>> = { 200: 'delivered', 502: 'refused', 504: 'unknown' };
    if (reply.status === 409) return undefined;
    if ([429, 503].includes(reply.status)) return 'notDelivered';
    return meanings[reply.status] ?? 'failed';
  }

  async #heartbeat(): Promise<string> {
    const { body } = await this.#send('GET', '/nonce', {}, '');
    return /"nonce":"([^"]+)"/.exec(body)?.[1] ?? '';
  }

  #mac(...parts: string[]): string {
    const text = Buffer.from(parts.join('\n'));
    const filler = '\n'.repeat((64 - (text.length % 64)) % 64);
    return createHmac('sha1', this.#secret).update(filler).update(text).digest('hex');
  }

  #send(
    method: string,
    path: string,
    headers: Record<string, string | number>,
    body: string,
  ): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const options = { host: '127.0.0.1', port: this.#port, method, path, headers, agent: false };
      const sent = request(options, (response) => {
        const { statusCode: status = 0, headers: received } = response;
        text(response).then((answer) => {
          resolve({ status, headers: received, body: answer });
        }, reject);
      });
      sent.on('error', reject).end(body);
    });
  }
}
