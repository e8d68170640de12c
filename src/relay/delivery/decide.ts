import { challenge, outcomeAnswer, refusal, type Answer, type Refusal } from '../protocol/answers.ts';
import type { KnownMessage, Ledger, MessageState } from '../journal/ledger.ts';
import type { Nonces } from '../protocol/nonces.ts';
import {
  bodyHash,
  parseAuthorization,
  parseKey,
  requestMac,
  sameMac,
  type MessageKey,
} from '../protocol/words.ts';

/** A POST of {@link MESSAGES_PATH}, read whole. Each header has all its values, so that two of one show. */
export interface MessageRequest {
  readonly contentType: readonly string[];
  readonly idempotencyKey: readonly string[];
  readonly authorization: readonly string[];
  readonly body: Buffer;
}

export interface Knowledge {
  readonly secret: string;
  readonly nonces: Nonces;
  readonly ledger: Ledger;
}

export interface AcceptedMessage extends KnownMessage {
  readonly body: Buffer;
}

export type Decision =
  /** Without a right MAC: the answer is sent unsigned. */
  | { readonly kind: 'turnAway'; readonly answer: Answer; readonly wrongMac: boolean }
  /** With a right MAC: the answer is signed for `nonce`. */
  | { readonly kind: 'answer'; readonly answer: Answer; readonly nonce: string }
  /** To be forwarded; the answer is what becomes of it. */
  | { readonly kind: 'deliver'; readonly message: AcceptedMessage; readonly nonce: string }
  /** Only the journal knows: to be decided by {@link decideKnown} when it has said. */
  | { readonly kind: 'recall'; readonly message: AcceptedMessage; readonly nonce: string };

const JSON_TYPE = /^application\/json *(;.*)?$/i;

/**
 * Decides what happens with a request, cheapest gate first: type, headers, nonce, MAC, body, key. A right MAC uses up
 * its nonce. Whatever was wrong with a request, its answer is signed if its nonce and MAC were right: docs/protocol.md. A
 * key that has an outcome is answered with it: docs/design.md, D9.
 */
export function decide(request: MessageRequest, known: Knowledge, nowMs: number): Decision {
  const key = messageKey(request);
  const proof = prove(request, known, nowMs);
  if (proof.failed !== undefined) {
    const isInvited = typeof key !== 'string' || key === 'stale';
    const turnedAway = isInvited ? challenge(proof.failed, known.nonces.issue(nowMs)) : refusal(key);
    return { kind: 'turnAway', answer: turnedAway, wrongMac: proof.failed === 'wrongMac' };
  }
  const { nonce } = proof;
  known.nonces.use(nonce, nowMs);
  const signed = (answer: Answer): Decision => ({ kind: 'answer', answer, nonce });

  if (typeof key === 'string') return signed(refusal(key));
  if (!isJson(request.body)) return signed(refusal('notJson'));

  const message = { ...key, body: request.body, bodyHash: bodyHash(request.body) };
  const state = known.ledger.look(message);
  return state === 'inJournal' ? { kind: 'recall', message, nonce } : decideKnown(message, nonce, state);
}

/** Decides what happens with a message whose request was sound, by what is known of its key. */
export function decideKnown(
  message: AcceptedMessage,
  nonce: string,
  state: Exclude<MessageState, 'inJournal'>,
): Extract<Decision, { kind: 'answer' | 'deliver' }> {
  if (state === 'open') return { kind: 'deliver', message, nonce };
  return { kind: 'answer', answer: typeof state === 'string' ? refusal(state) : outcomeAnswer(state), nonce };
}

/** @returns the key of a request with sound headers, or what is wrong with them */
function messageKey({ contentType, idempotencyKey, authorization }: MessageRequest): MessageKey | Refusal {
  if (contentType.length !== 1 || !JSON_TYPE.test(contentType[0] ?? '')) return 'notJson';
  if (idempotencyKey.length > 1 || authorization.length > 1) return 'malformed';
  // Who has no nonce yet can't have made a key from one: that calls for an invitation, whatever the key.
  if (authorization.length === 0) return 'stale';
  return parseKey(idempotencyKey[0] ?? '') ?? 'malformed';
}

type Proof =
  { readonly nonce: string; readonly failed?: undefined } | { readonly failed: 'stale' | 'wrongMac' };

function prove(request: MessageRequest, { secret, nonces }: Knowledge, nowMs: number): Proof {
  const [key, ...otherKeys] = request.idempotencyKey;
  const [credentials, ...others] = request.authorization;
  const claim = parseAuthorization(credentials ?? '');
  if (claim === undefined || others.length > 0 || !nonces.isGood(claim.nonce, nowMs))
    return { failed: 'stale' };
  if (key === undefined || otherKeys.length > 0) return { failed: 'wrongMac' };
  const expected = requestMac(secret, { nonce: claim.nonce, key, body: request.body });
  return sameMac(expected, claim.mac) ? { nonce: claim.nonce } : { failed: 'wrongMac' };
}

function isJson(body: Buffer): boolean {
  try {
    JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body));
    return true;
  } catch {
    return false;
  }
}
