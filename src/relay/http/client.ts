import * as z from 'zod';
import {
  answerMac,
  authorization,
  MESSAGES_PATH,
  NONCE_PATH,
  requestMac,
  sameMac,
  type SignedParts,
} from '../protocol/words.ts';

/** The protocol from the button's side, for a person's questions to a running relay. */

const nonceAnswer = z.object({ nonce: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/) });

export interface RelayAnswer {
  readonly status: number;
  readonly body: string;
  /** Whether a right `Button-Mac` proves that the relay knows the secret. */
  readonly proven: boolean;
  /** The `error` of a 401. */
  readonly error: string | undefined;
}

/** @throws the connection's error, or one that says what came in place of a nonce */
export async function askNonce(relayUrl: string, signal: AbortSignal): Promise<string> {
  const response = await fetch(new URL(NONCE_PATH, relayUrl), { redirect: 'manual', signal });
  const parsed = nonceAnswer.safeParse(await response.json().catch(() => undefined));
  if (response.status !== 200 || !parsed.success) throw new Error(`${response.status} without a nonce`);
  return parsed.data.nonce;
}

/** Posts a signed request as it stands. */
export async function postSigned(
  relayUrl: string,
  secret: string,
  { nonce, key, body }: SignedParts,
  signal: AbortSignal,
): Promise<RelayAnswer> {
  const response = await fetch(new URL(MESSAGES_PATH, relayUrl), {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      'Idempotency-Key': key,
      Authorization: authorization(nonce, requestMac(secret, { nonce, key, body })),
    },
    body,
    redirect: 'manual',
    signal,
  });
  const { status, headers } = response;
  const text = await response.text();
  const expected = answerMac(secret, {
    nonce,
    status,
    nextNonce: headers.get('next-nonce') ?? '',
    body: text,
  });
  return {
    status,
    body: text,
    proven: sameMac(expected, headers.get('button-mac') ?? ''),
    error: /error="([^"]*)"/.exec(headers.get('www-authenticate') ?? '')?.[1],
  };
}
