import type { Behaviour, Clock, MemoryServer, SeenRequest } from '../../src/simulator/index.ts';
import type { ReferenceRelay } from './reference-relay.ts';

/** Somebody between the button and its relay who keeps all that is said, has not the secret, and later plays it back or passes it on. */
export class Stranger implements MemoryServer {
  readonly requests: SeenRequest[] = [];
  /** From which message of a press on the button hears a playback, from 1; Infinity for never. */
  playsBackFrom = Infinity;
  /** From which post on he keeps them to himself, from 1, and passes them on so much later; the button hears nothing. */
  holdsBack = { from: Infinity, forMs: 0 };
  readonly #relay: ReferenceRelay;
  readonly #clock: Clock;
  /** The nonces that the relay gave out for the posts that were heard, and its answers to these. */
  readonly #heard: { readonly nonce: string; readonly answer: Behaviour }[] = [];
  #played = 0;
  #posts = 0;

  constructor(relay: ReferenceRelay, clock: Clock) {
    this.#relay = relay;
    this.#clock = clock;
  }

  next(): Behaviour {
    const relay = this.#relay.next();
    return relay.kind === 'decide'
      ? { kind: 'decide', decide: (request) => this.#answer(request, relay.decide) }
      : relay;
  }

  #answer(request: SeenRequest, askRelay: (request: SeenRequest) => Behaviour): Behaviour {
    const [, message = 1] = /-(\d)$/.exec(request.headers['idempotency-key'] ?? '') ?? [];
    if (Number(message) >= this.playsBackFrom) return this.#playBack(request);
    const isPost = request.path === '/messages';
    if (isPost && ++this.#posts >= this.holdsBack.from) {
      this.#clock.after(this.holdsBack.forMs, () => askRelay(request));
      return { kind: 'silent' };
    }
    const answer = askRelay(request);
    if (isPost) this.#heard.push({ nonce: issuedNonce(request), answer });
    return answer;
  }

  /** Hands out the nonces again, and with each the answer that it got. */
  #playBack(request: SeenRequest): Behaviour {
    const next = this.#heard[this.#played];
    if (next === undefined) return { kind: 'silent' };
    if (request.path === '/nonce') return { kind: 'answer', body: `{"nonce":"${next.nonce}"}` };
    if (issuedNonce(request) !== next.nonce) {
      const headers = { 'WWW-Authenticate': `Button nonce="${next.nonce}", error="stale"` };
      return { kind: 'answer', status: 401, headers, body: '{}' };
    }
    this.#played++;
    return next.answer;
  }
}

/** The relay's part of the nonce that a request is signed with. */
function issuedNonce({ headers }: SeenRequest): string {
  return /nonce="([\w-]{32})/.exec(headers['authorization'] ?? '')?.[1] ?? '';
}
