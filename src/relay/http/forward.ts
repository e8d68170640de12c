import { once } from 'node:events';
import { request as requestHttp, type IncomingMessage } from 'node:http';
import type { Expectation } from '../../config/rules/expect.ts';
import { reasonOf } from '../../reason.ts';
import type { Attempt, Forward } from '../delivery/deliver.ts';
import { retryAfterMs } from '../delivery/meaning.ts';
import { Way, type OpenWay } from './way.ts';

/** How long one attempt may take, from name lookup to as much of the answer as is needed. */
const ATTEMPT_LIMIT_MS = 15_000;

/** How long a body may take that is read only to be told. */
const TOLD_BODY_MS = 2000;

/** As much of the webhook's answer as is read. */
const MAX_READ_BYTES = 64 * 1024;
/** Enough of it to be told. */
const TOLD_BYTES = 512;
const TOLD_CHARACTERS = 80;

/** What is shorter than this may stand in an answer by chance. */
const LEAST_SECRET = 6;

export interface WebhookTarget {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** What a good answer is like. */
  readonly expected?: Expectation | undefined;
}

/**
 * Posts to the webhook: verified TLS (a private authority by `NODE_EXTRA_CA_CERTS`), no redirects.
 *
 * Whether a failed attempt was sent is not guessed from error codes, which are the same before and after: the message is
 * handed to a connection that is open and verified, and new. What never was handed over was never sent.
 *
 * @param wallMs the calendar, for a Retry-After that is a date
 */
export function forwardTo(target: WebhookTarget, wallMs: () => number, limitMs = ATTEMPT_LIMIT_MS): Forward {
  const way = new Way(target.url);
  return async (body, mayLeave, withdrawn) => {
    const attempt = new AbortController();
    const timer = setTimeout(() => {
      attempt.abort(new Error(`it took longer than ${limitMs / 1000} s`));
    }, limitMs);
    let handedOver = false;
    const withdraw = () => {
      if (!handedOver) attempt.abort(new Error('nobody waits for it any more'));
    };
    withdrawn.addEventListener('abort', withdraw);
    if (withdrawn.aborted) withdraw();
    try {
      const opened = await way.open(attempt.signal);
      if (!mayLeave() || attempt.signal.aborted) {
        opened.socket.destroy();
        return { kind: 'notSent', why: 'the press was over before there was a connection' };
      }
      handedOver = true;
      return await exchange(opened, target, body, attempt.signal, wallMs);
    } catch (error) {
      return { kind: handedOver ? 'lost' : 'notSent', why: reasonOf(error) };
    } finally {
      clearTimeout(timer);
      withdrawn.removeEventListener('abort', withdraw);
    }
  };
}

async function exchange(
  { socket, path, headers }: OpenWay,
  target: WebhookTarget,
  body: Buffer,
  signal: AbortSignal,
  wallMs: () => number,
): Promise<Attempt> {
  const request = requestHttp({
    createConnection: () => socket,
    method: 'POST',
    path,
    headers: {
      Host: new URL(target.url).host,
      'Content-Type': 'application/json',
      'Accept-Encoding': 'identity',
      // GitHub refuses who does not say what it is.
      'User-Agent': 'deploy-button',
      ...headers,
      // The configuration's win, in whatever case, but for the length: a wrong one would cut the message.
      ...target.headers,
      'Content-Length': body.length,
      Connection: 'close',
    },
    // With it Node listens to the request's errors as long as there can be any (stream.finished).
    signal,
  });
  request.end(body);
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  return answered(response, target, wallMs());
}

async function answered(
  response: IncomingMessage,
  { url, headers, expected }: WebhookTarget,
  wallMs: number,
): Promise<Attempt> {
  const { statusCode: status = 0 } = response;
  const contentType = response.headers['content-type'] ?? '';
  const isGoodStatus = status >= 200 && status < 300;
  const isEnough = (text: string): boolean => {
    if (!isGoodStatus) return text.length >= TOLD_BYTES;
    if (expected === undefined) return /\S/.test(text);
    return 'holds' in expected && text.includes(expected.holds);
  };
  // Where the body decides, it has as long as the attempt.
  const patienceMs = isGoodStatus && expected !== undefined ? ATTEMPT_LIMIT_MS : TOLD_BODY_MS;
  const { text, whole } = await read(response, isEnough, patienceMs);
  const { pathname, search } = new URL(url);
  const secrets = [...pathname.split('/'), ...search.slice(1).split(/[&=]/), ...secretsIn(headers)];
  return {
    kind: 'answered',
    status,
    retryAfterMs: retryAfterMs(response.headers['retry-after'], wallMs),
    text,
    whole,
    contentType,
    told: tellable(text, secrets),
  };
}

/** Reads until it is enough, too much, over, broken off, or too slow. */
async function read(
  response: IncomingMessage,
  isEnough: (text: string) => boolean,
  patienceMs: number,
): Promise<{ text: string; whole: boolean }> {
  const parts: Buffer[] = [];
  let bytes = 0;
  const timer = setTimeout(() => response.destroy(), patienceMs);
  const text = (): string => Buffer.concat(parts).toString();
  try {
    for await (const part of response as AsyncIterable<Buffer>) {
      parts.push(part);
      bytes += part.length;
      if (bytes >= MAX_READ_BYTES || isEnough(text())) return { text: text(), whole: false };
    }
    return { text: text(), whole: response.complete };
  } catch {
    return { text: text(), whole: false };
  } finally {
    clearTimeout(timer);
  }
}

/** The words of a header's value: "Bearer" is none that has to be hidden, and what follows it is. */
function secretsIn(headers: WebhookTarget['headers']): string[] {
  return Object.values(headers).flatMap((value) => value.split(' '));
}

/** @returns the beginning of an answer for the log: printable, and without what it may repeat of the request */
function tellable(text: string, secrets: readonly string[]): string {
  let told = text;
  // The longer first: one may hold another.
  for (const secret of [...secrets].sort((one, other) => other.length - one.length)) {
    if (secret.length >= LEAST_SECRET) told = told.replaceAll(secret, '…');
  }
  return told
    .replace(/[^\x21-\x7e…]+/g, ' ')
    .trim()
    .slice(0, TOLD_CHARACTERS);
}
