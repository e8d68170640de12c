import type { Attempt, Forward } from '../delivery/deliver.ts';

/** How long one attempt may take, from name lookup to the answer's headers. */
const ATTEMPT_LIMIT_MS = 15_000;

/** As much of the webhook's answer as is read, so that its connection can serve the next message. */
const MAX_DRAINED_BYTES = 64 * 1024;

export interface WebhookTarget {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Posts to the webhook with Node's fetch: verified TLS (a private authority by `NODE_EXTRA_CA_CERTS`), no redirects.
 *
 * Whether a failed attempt was sent is not guessed from error codes, which are the same before and after. The body is a
 * stream that hands out its bytes when the connection asks for them, after TLS has been verified: what never was
 * handed out was never sent. It can be read once only, so nothing below can send it a second time either.
 *
 * @param wallMs the calendar, for a Retry-After that is a date
 */
export function forwardTo(
  { url, headers }: WebhookTarget,
  wallMs: () => number,
  limitMs = ATTEMPT_LIMIT_MS,
): Forward {
  return async (body, mayLeave, withdrawn) => {
    const attempt = new AbortController();
    const timer = setTimeout(() => {
      attempt.abort();
    }, limitMs);
    const gated = new GatedBody(body, mayLeave);
    const withdraw = () => {
      if (!gated.handedOut) attempt.abort();
    };
    withdrawn.addEventListener('abort', withdraw);
    if (withdrawn.aborted) withdraw();
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: requestHeaders(headers, body),
        body: gated.stream,
        duplex: 'half',
        redirect: 'manual',
        signal: attempt.signal,
      });
      void drain(response).finally(() => {
        clearTimeout(timer);
      });
      return answered(response, wallMs());
    } catch {
      clearTimeout(timer);
      return { kind: gated.handedOut ? 'lost' : 'notSent' };
    } finally {
      withdrawn.removeEventListener('abort', withdraw);
    }
  };
}

/** The configuration's headers win, but for the length: a wrong one would cut the message. */
function requestHeaders(configured: WebhookTarget['headers'], body: Buffer): Headers {
  const headers = new Headers({ 'Content-Type': 'application/json', 'Accept-Encoding': 'identity' });
  for (const [name, value] of Object.entries(configured)) headers.set(name, value);
  headers.set('Content-Length', body.length.toString());
  return headers;
}

class GatedBody {
  handedOut = false;
  readonly stream: ReadableStream<Uint8Array>;

  constructor(body: Buffer, mayLeave: () => boolean) {
    let primed = false;
    const pull = (controller: ReadableStreamDefaultController<Uint8Array>) => {
      if (!primed) {
        // fetch reads one chunk ahead of the connection. This one is empty; the next is read when it is to be written.
        primed = true;
        controller.enqueue(new Uint8Array(0));
      } else if (mayLeave()) {
        this.handedOut = true;
        controller.enqueue(body);
        controller.close();
      } else {
        controller.error(new Error('The press is over.'));
      }
    };
    this.stream = new ReadableStream({ pull }, { highWaterMark: 0 });
  }
}

function answered(response: Response, wallMs: number): Attempt {
  const retryAfterMs = parseRetryAfter(response.headers.get('retry-after'), wallMs);
  return { kind: 'answered', status: response.status, retryAfterMs };
}

/** @returns milliseconds to wait (RFC 9110, 10.2.3: seconds or a date), or undefined when it can't be read */
export function parseRetryAfter(value: string | null, wallMs: number): number | undefined {
  if (value === null) return undefined;
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000;
  const dateMs = value.endsWith(' GMT') ? Date.parse(value) : NaN;
  return Number.isNaN(dateMs) ? undefined : Math.max(dateMs - wallMs, 0);
}

/** Throws the answer's body away. The status has said it all, so no error here matters. */
async function drain(response: Response): Promise<void> {
  const body: ReadableStream<Uint8Array> | null = response.body;
  let bytes = 0;
  try {
    for await (const chunk of body ?? []) {
      bytes += chunk.length;
      if (bytes > MAX_DRAINED_BYTES) return;
    }
  } catch {
    return;
  }
}
