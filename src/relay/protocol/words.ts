import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/**
 * The words of the protocol between button and relay, which docs/protocol.md tells whole. HMAC-SHA1 because SHA-1 is
 * the only hash on the chip; as a MAC it is sound.
 *
 * The relay's nonces make requests fresh, not answers: they come unsigned, so somebody in between can hand one out again
 * and play back the answer that it once got. So the button puts a mark of its own behind each nonce that it uses,
 * `-<end of the press, in ms since boot>-<what it has left of it, in ms>-<number of the message>`, and ends its keys with the
 * first and the last of these. What is left is counted from when the button took the nonce, so what somebody holds back never
 * leaves after its press has ended. To the relay a nonce is the same one with any mark or none; both MACs are over it as sent.
 */

export const NONCE_PATH = '/nonce';
export const MESSAGES_PATH = '/messages';

/** The largest body that the relay reads. */
export const MAX_BODY_BYTES = 16 * 1024;

/** A nonce's life: a heartbeat's age plus a press's life. What is held back for longer can't deploy. */
export const NONCE_LIFE_MS = 60_000;

const SHA1_BLOCK_BYTES = 64;

const AUTHORIZATION = /^Button +nonce="([A-Za-z0-9_-]{1,64})" *, *mac="([^"]*)"$/i;
const KEY = /^([A-Za-z0-9_-]{1,64})-([1-9][0-9]{0,2})$/;

/**
 * How a press of a button for practice ends. Any other ends with a number, and the button alone writes what stands behind the
 * nonce: whatever nonce somebody hands out, neither becomes the other.
 */
const PRACTICE_MARK = '-practice';

export interface SignedParts {
  /** As sent, with its mark. */
  readonly nonce: string;
  /** `Idempotency-Key` as sent. */
  readonly key: string;
  readonly body: Buffer | string;
}

export interface AnswerParts {
  /** The nonce of the request that is answered, as sent. */
  readonly nonce: string;
  /** Of HTTP, so it has three digits. */
  readonly status: number;
  readonly nextNonce: string;
  readonly body: string;
}

/** @returns the `mac` of a request for {@link MESSAGES_PATH} */
export function requestMac(secret: string, { nonce, key, body }: SignedParts): string {
  return mac(secret, `POST\n${MESSAGES_PATH}\n${nonce}\n${key}\n`, body);
}

/** @returns the `Button-Mac` of an answer */
export function answerMac(secret: string, { nonce, status, nextNonce, body }: AnswerParts): string {
  return mac(secret, `${nonce}\n${status}\n${nextNonce}\n`, body);
}

/**
 * The text is filled up with line feeds to whole blocks, because the chip's SHA-1 can reset it at other lengths. They stand
 * in front, where no text of the protocol has one, so no two texts become one.
 */
function mac(secret: string, head: string, body: Buffer | string): string {
  const textBytes = Buffer.byteLength(head) + Buffer.byteLength(body);
  const filler = '\n'.repeat(-textBytes & (SHA1_BLOCK_BYTES - 1));
  return createHmac('sha1', secret).update(filler).update(head).update(body).digest('hex');
}

/** Compares without telling by its time how much was right. */
export function sameMac(expected: string, given: string): boolean {
  const [left, right] = [Buffer.from(expected), Buffer.from(given)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** @returns what an `Authorization` of the button says, or undefined when it is none */
export function parseAuthorization(text: string): { nonce: string; mac: string } | undefined {
  if (!AUTHORIZATION.test(text)) return undefined;
  return { nonce: text.replace(AUTHORIZATION, '$1'), mac: text.replace(AUTHORIZATION, '$2') };
}

export function authorization(nonce: string, requestMac: string): string {
  return `Button nonce="${nonce}", mac="${requestMac}"`;
}

/** A message's name: the press it belongs to and its place in it, counted from 1. */
export interface MessageKey {
  readonly key: string;
  readonly press: string;
  readonly number: number;
}

export function parseKey(key: string): MessageKey | undefined {
  if (!KEY.test(key)) return undefined;
  return { key, press: key.replace(KEY, '$1'), number: Number(key.replace(KEY, '$2')) };
}

/** @returns whether a press is of a button for practice: it deploys nothing */
export function isPractice({ press }: MessageKey): boolean {
  return press.endsWith(PRACTICE_MARK);
}

/** What the journal keeps of a body: enough to know it again, not what it says. */
export function bodyHash(body: Buffer): string {
  return createHash('sha256').update(body).digest('hex');
}
