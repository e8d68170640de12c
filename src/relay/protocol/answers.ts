/** Every answer that a request can get, once. What the button makes of each is the protocol's table. */
export const ANSWERS = {
  stale: { status: 401, error: 'stale' },
  wrongMac: { status: 401, error: 'mac' },
  malformed: { status: 400, error: 'malformed' },
  notFound: { status: 404, error: 'no such path' },
  wrongMethod: { status: 405, error: 'wrong method' },
  tooLarge: { status: 413, error: 'too large' },
  notJson: { status: 415, error: 'not JSON' },
  otherBody: { status: 422, error: 'key used before with another body' },
  inFlight: { status: 409, error: 'being delivered now' },
  internal: { status: 500, error: 'a fault of the relay' },
  tooMany: { status: 429, error: 'the webhook takes no more for now' },
  notDelivered: { status: 503, error: 'not delivered' },
  unknown: { status: 504, error: 'outcome unknown' },
} as const;

export type Refusal = keyof typeof ANSWERS;

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What became of a message. All but `notDelivered` are final. */
export type Outcome =
  | { readonly kind: 'delivered' | 'refused'; readonly status: number }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'notDelivered'; readonly status?: number; readonly retryAfterMs?: number };

export function refusal(name: Refusal, headers: Record<string, string> = {}): Answer {
  const { status, error } = ANSWERS[name];
  return { status, headers, body: JSON.stringify({ error }) };
}

/** An invitation to sign again: `nonce` is a fresh one. */
export function challenge(error: 'stale' | 'wrongMac', nonce: string): Answer {
  return refusal(error, {
    'WWW-Authenticate': `Button nonce="${nonce}", error="${ANSWERS[error].error}"`,
  });
}

export function outcomeAnswer(outcome: Outcome): Answer {
  switch (outcome.kind) {
    case 'delivered':
      return { status: 200, headers: {}, body: JSON.stringify({ status: outcome.status }) };
    case 'refused':
      return { status: 502, headers: {}, body: JSON.stringify({ status: outcome.status }) };
    case 'unknown':
      return refusal('unknown');
    case 'notDelivered':
      return refusal(outcome.status === 429 ? 'tooMany' : 'notDelivered', retryAfter(outcome.retryAfterMs));
  }
}

function retryAfter(ms: number | undefined): Record<string, string> {
  return ms === undefined ? {} : { 'Retry-After': Math.ceil(ms / 1000).toString() };
}
