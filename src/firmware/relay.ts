import { bodies, HEAD, NONCE_REQUEST, PRACTICE } from 'button:constants';
import { END, relayResult, retryAfterMs } from './answers.ts';
import { clock, log, round } from './board.ts';
import { mac } from './hmac.ts';
import { AGAIN, ANSWER_LOST, NOT_TAKEN, type Press } from './press.ts';
import { exchange, statusOf, type Exchange } from './request.ts';

/** What the button knows of its relay. */
export interface Relay {
  /** A nonce, good for one request, and when it was taken; '' when there is none. */
  fresh: string;
  takenMs: number;
  /** The first nonce of the press under way, with which its keys begin; '' when it has none yet. */
  first: string;
  /** Of the message under way: the nonce that it was signed with, and who gets its result. */
  usedNonce: string;
  settle: ((result: number, waitMs: number) => void) | null;
  /** Whether the last heartbeat was answered; 0 when there was none. */
  alive: boolean | 0;
  /** When the next heartbeat is due: in Espruino's seconds, because the look at the link has no time to convert them. */
  beatTime: number;
}

/** With the look at the link each second it comes every 30 s. A nonce lives 60: that and the 30 s of a press. */
const HEARTBEAT_MS = 29500;
const HEARTBEAT_TIMEOUT_MS = 5000;
const MAX_NONCE = 64;

/** How the name of the field Next-Nonce ends, mostly: in capitals it is looked for once more. */
const NEXT_NONCE = 'once: ';
const NEXT_NONCE_LENGTH = 32;
/** The longest body of an answer that is signed, and the empty line before it. */
const MAX_SIGNED = 64;

function newRelay(): Relay {
  return { fresh: '', takenMs: 0, first: '', usedNonce: '', settle: null, alive: 0, beatTime: 0 };
}

export const relay = /* @__PURE__ */ newRelay();

/**
 * Asks for a nonce.
 * @param changed is called when the relay is alive or gone
 */
export function beat(changed: () => void): void {
  const time = clock();
  exchange(NONCE_REQUEST, round(time * 1000) + HEARTBEAT_TIMEOUT_MS, (socket) => {
    const alive = takeNonce(socket.answer, 'nonce":"');
    // Its silence is told each time, its answer once.
    if (!alive || !relay.alive) log((alive ? '' : 'no ') + 'relay answers');
    relay.alive = alive;
    // A late failure of an older one makes the next one due at once.
    relay.beatTime = time + (alive ? HEARTBEAT_MS / 1000 : HEARTBEAT_TIMEOUT_MS / 1000);
    changed();
  });
}

/**
 * Posts the message that a press has come to to the relay: always under the same key, each time with a new nonce, so that it is safe to ask again.
 * By docs/protocol.md; believes only what is signed: docs/design.md, D8.
 * @param done gets the result for the press, and the least time to wait before another try, in a turn of its own: it sends the next
 *   message, and the chip's stack is small
 */
export function postToRelay(press: Press, done: (result: number, waitMs: number) => void): void {
  const body = bodies()[press.messageAt]!;
  // Nonces come unsigned, so somebody in between can hand one out again and play back the answer that it once got. The end of
  // the press and the message make each nonce and key this message's own, and that answer fits no more. He can hold a
  // request back as well: by what the press had left when it took the nonce the relay knows its end (docs/design.md, D10).
  // Without one the relay turns the request down, and gives one.
  const nonce = `${relay.fresh}-${press.endMs}-${press.endMs - relay.takenMs}-${PRACTICE ? 0 : press.messageAt + 1}`;
  if (!relay.first) relay.first = relay.fresh;
  relay.fresh = '';
  const key = `${relay.first}-${press.endMs}${PRACTICE ? '-practice' : ''}-${press.messageAt + 1}`;
  const signature = mac(`POST\n/messages\n${nonce}\n${key}\n${body}`);
  // In one piece: each text that is added to another is copied.
  const request = `${HEAD}${body.length}\r\nIdempotency-Key: ${key}\r\nAuthorization: Button nonce="${nonce}", mac="${signature}"\r\n\r\n${body}`;
  relay.usedNonce = nonce;
  relay.settle = done;
  exchange(request, press.endMs, judge);
}

/** Takes the answer to the message under way. It is no closure of `postToRelay`, which would keep all that the request was made of. */
function judge(socket: Exchange): void {
  const answer = socket.answer;
  const status = statusOf(socket);
  const nameAt = answer.indexOf(NEXT_NONCE);
  const at = (nameAt < 0 ? answer.toLowerCase().indexOf(NEXT_NONCE) : nameAt) + NEXT_NONCE.length;
  const next = answer.slice(at, at + NEXT_NONCE_LENGTH);
  const tail = answer.slice(-MAX_SIGNED);
  const rest = tail.slice(tail.indexOf('\r\n\r\n') + 4);
  let result = socket.isSent ? ANSWER_LOST : NOT_TAKEN;
  let waitMs = 0;
  // What is missing leaves something else in its place, short as well, which the relay has not signed.
  // With END: an answer that ends with the first digit of its MAC must not do.
  if ((answer + END).indexOf(mac(`${relay.usedNonce}\n${status}\n${next}\n${rest}`)) > 0) {
    keepNonce(next);
    result = relayResult(status);
    if (result === NOT_TAKEN) waitMs = retryAfterMs(answer);
  } else if (status === 401) {
    takeNonce(answer, 'nonce="');
    // Nobody has signed that: it may be the word of somebody who keeps what became of the message to himself.
    if (answer.indexOf('"mac"') > 0) log('wrong secret');
    else result = AGAIN;
  }
  setTimeout(relay.settle!, 0, result, waitMs);
}

/**
 * Takes the nonce that stands behind `before`, if it is one: a stranger's text must not change what a signature is over.
 * @returns whether it is one
 */
function takeNonce(text: string, before: string): boolean {
  const at = text.indexOf(before) + before.length;
  const nonce = text.slice(at, at + MAX_NONCE).split('"')[0]!;
  if (/^[\w-]+$/.test(nonce)) return keepNonce(nonce);
  return false;
}

/** @returns true: there is one now */
function keepNonce(nonce: string): true {
  relay.fresh = nonce;
  relay.takenMs = round(clock() * 1000);
  return true;
}
