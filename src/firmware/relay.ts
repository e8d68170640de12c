import { bodies } from 'button:constants';
import { relayResult } from './answers.ts';
import { log, now } from './board.ts';
import { mac } from './hmac.ts';
import { ANSWER_LOST, FAILED, NOT_TAKEN } from './press.ts';
import { headerOf, request, retryAfterMs } from './request.ts';

/** What the button knows of its relay. */
export interface Relay {
  /** Good for one request; '' when there is none. */
  nonce: string;
  /** The relay's part of the first nonce of the press under way. */
  press: string;
  /** Whether the last heartbeat was answered. */
  alive: boolean;
  /** When the next heartbeat is due. */
  beatMs: number;
  /** Whether the relay has proved that it knows the secret: whoever denies it later is not the relay. */
  known: boolean;
}

/** A nonce lives 60 s: this and the 30 s of a press. */
const HEARTBEAT_MS = 30000;
const HEARTBEAT_TIMEOUT_MS = 5000;

/** Stands in for a missing nonce: the relay turns it down and gives a good one. */
const NO_NONCE = 'none';

export function newRelay(): Relay {
  return { nonce: '', press: '', alive: false, beatMs: 0, known: false };
}

/** Asks for a nonce when that is due, which it is at once when the link comes up. */
export function beat(relay: Relay, online: boolean): void {
  if (!online) {
    relay.alive = false;
    relay.beatMs = 0;
  } else if (now() >= relay.beatMs) {
    const sentMs = now();
    relay.beatMs = sentMs + HEARTBEAT_TIMEOUT_MS;
    request('GET', '/nonce', {}, '', relay.beatMs, (answer) => {
      relay.alive = answer.status === 200 && takeNonce(relay, answer.body.split('"')[3]);
      // A late failure of an older one makes the next one due at once.
      relay.beatMs = sentMs + (relay.alive ? HEARTBEAT_MS : HEARTBEAT_TIMEOUT_MS);
    });
  }
}

/**
 * Posts a message to the relay: always under the same key, each time with a new nonce, so that it is safe to ask again.
 * By docs/protocol.md; believes only what is signed: docs/design.md, D8.
 * @param endMs when the press expires
 * @param done gets the result for the press, and the least time to wait before another try
 */
export function postToRelay(
  relay: Relay,
  message: number,
  endMs: number,
  done: (result: number, waitMs: number) => void,
): void {
  const body = bodies()[message]!;
  // Nonces come unsigned, so somebody in between can hand one out again and play back the answer that it once got. The mark
  // makes each nonce and key this message's own, and that answer fits no more.
  const mark = '-' + endMs + '-' + (message + 1);

  const send = (maySignAgain: boolean): void => {
    const nonce = (relay.nonce || NO_NONCE) + mark;
    relay.press = relay.press || relay.nonce;
    relay.nonce = '';
    const key = (relay.press || NO_NONCE) + mark;
    const signature = mac('POST\n/messages\n' + nonce + '\n' + key + '\n' + body);
    const headers = {
      'Content-Type': 'application/json',
      'Content-Length': body.length,
      'Idempotency-Key': key,
      Authorization: 'Button nonce="' + nonce + '", mac="' + signature + '"',
    };
    request('POST', '/messages', headers, body, endMs, (answer) => {
      log(answer.status || answer.fault);
      const next = headerOf(answer, 'next-nonce');
      const expected = mac(nonce + '\n' + answer.status + '\n' + next + '\n' + answer.body);
      if (headerOf(answer, 'button-mac') === expected) {
        relay.known = true;
        relay.nonce = next;
        return done(relayResult(answer.status), retryAfterMs(answer));
      }
      if (answer.status === 401) {
        const challenge = headerOf(answer, 'www-authenticate').split('"');
        takeNonce(relay, challenge[1]);
        if (challenge[3] === 'mac') {
          log('wrong secret');
          if (!relay.known) return done(FAILED, 0);
        } else if (maySignAgain && now() < endMs) return send(false);
      }
      done(answer.sent ? ANSWER_LOST : NOT_TAKEN, 0);
    });
  };
  send(true);
}

/** Takes a nonce if it is one: a stranger's text must not change what a signature is over. */
function takeNonce(relay: Relay, nonce: string | undefined): boolean {
  if (!nonce || !/^[\w-]+$/.test(nonce)) return false;
  relay.nonce = nonce;
  return true;
}
