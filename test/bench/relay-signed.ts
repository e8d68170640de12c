import { createHmac } from 'node:crypto';
import { request as requestHttp, type ClientRequest, type IncomingHttpHeaders } from 'node:http';

/** Signed messages, as the board sends them, for the benchmarks of the relay. */

export const BODY = '{"text":"!deploy prod master -f"}';

export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
}

/** Presses one after the other, each with the nonce of the answer before; as the board does it, each on a new connection. */
export class Presses {
  readonly #url: string;
  readonly #secret: string;
  #nonce: string | undefined;

  constructor(url: string, secret: string) {
    this.#url = url;
    this.#secret = secret;
  }

  /** @returns the status that the message was answered with */
  async press(): Promise<number> {
    this.#nonce ??= nonceIn((await this.#send('none')).headers);
    const { status, headers } = await this.#send(this.#nonce);
    this.#nonce = nonceIn(headers);
    return status;
  }

  #send(nonce: string): Promise<Reply> {
    const headers = signedHeaders(nonce, this.#secret);
    return post(requestHttp(`${this.#url}/messages`, { method: 'POST', agent: false, headers }));
  }
}

/** Posts the message. */
export async function post(sent: ClientRequest): Promise<Reply> {
  const answered = new Promise<Reply>((resolve, reject) => {
    sent.on('error', reject).on('response', (response) => {
      response.resume().on('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers });
      });
    });
  });
  sent.end(BODY);
  return answered;
}

/** How long each call takes, in milliseconds, after some that don't count. */
export async function timed(call: () => Promise<number>, count: number, warmUp = 50): Promise<number[]> {
  const timesMs: number[] = [];
  for (let done = -warmUp; done < count; done += 1) {
    const startMs = performance.now();
    const status = await call();
    if (status !== 200) throw new Error(`A message was answered ${status}.`);
    if (done >= 0) timesMs.push(performance.now() - startMs);
  }
  return timesMs;
}

function signedHeaders(nonce: string, secret: string) {
  const key = `${nonce}-1`;
  return {
    'Content-Type': 'application/json',
    'Idempotency-Key': key,
    Authorization: `Button nonce="${nonce}", mac="${mac(secret, 'POST', '/messages', nonce, key, BODY)}"`,
  };
}

function mac(secret: string, ...parts: string[]): string {
  const text = Buffer.from(parts.join('\n'));
  const filler = '\n'.repeat((64 - (text.length % 64)) % 64);
  return createHmac('sha1', secret).update(filler).update(text).digest('hex');
}

/** @returns the nonce that an answer gives: the next one, or that of a 401 */
function nonceIn(headers: IncomingHttpHeaders): string {
  const { 'next-nonce': next, 'www-authenticate': challenge = '' } = headers;
  return next === undefined ? (/nonce="([^"]+)"/.exec(challenge)?.[1] ?? '') : String(next);
}
