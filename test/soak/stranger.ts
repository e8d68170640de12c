import type { Behaviour, Clock, SeenRequest } from '../../src/simulator/index.ts';
import type { Trick } from './schedule.ts';

/** What the relay does with a request that reaches it, and with one that nobody asked for: it hands out a nonce. */
export interface Heard {
  ask(request: SeenRequest): Behaviour;
  nonce(): string;
}

/** More than one life needs. */
const MOST_KEPT = 30;

/**
 * Somebody between button and relay who hears all, can change all, and has not the secret. He plays his tricks one a request,
 * and lets through what comes when he has none left.
 */
export class Stranger {
  readonly #tricks: Trick[] = [];
  readonly #clock: Clock;
  readonly #relay: Heard;
  readonly #requests: SeenRequest[] = [];
  readonly #answers: Behaviour[] = [];
  readonly #nonces: string[] = [];

  constructor(clock: Clock, relay: Heard) {
    this.#clock = clock;
    this.#relay = relay;
  }

  get isBusy(): boolean {
    return this.#tricks.length > 0;
  }

  plan(tricks: readonly Trick[]): void {
    this.#tricks.push(...tricks);
  }

  leave(): void {
    this.#tricks.length = 0;
  }

  /** @returns what the button gets */
  pass(request: SeenRequest): Behaviour {
    const trick = this.#tricks.shift();
    keep(this.#requests, request);
    if (trick === undefined) return this.#ask(request);
    switch (trick.how) {
      case 'drop':
        return { kind: 'silent' };
      case 'hold':
        this.#clock.after(trick.forMs, () => this.#ask(request));
        return { kind: 'silent' };
      case 'swallow':
        this.#ask(request);
        return { kind: 'silent' };
      case 'delay': {
        const answer = this.#ask(request);
        return { kind: 'later', afterMs: trick.forMs, decide: () => answer };
      }
      case 'repeat': {
        const first = this.#ask(request);
        const second = this.#ask(request);
        return trick.which % 2 === 0 ? first : second;
      }
      case 'replayRequest': {
        const answer = this.#ask(request);
        const old = pick(this.#requests, trick.which);
        if (old) this.#ask(old);
        return answer;
      }
      case 'replayAnswer':
        if (trick.passes) this.#ask(request);
        return pick(this.#answers, trick.which) ?? { kind: 'silent' };
      case 'own':
        if (trick.passes) this.#ask(request);
        return this.#own(trick);
    }
  }

  #ask(request: SeenRequest): Behaviour {
    const answer = this.#relay.ask(request);
    keep(this.#answers, answer);
    keep(this.#nonces, this.#relay.nonce());
    return answer;
  }

  /** His own words, with a nonce of his choice: one that he hoards, one that was used, or none that the relay knows. */
  #own({ status, which }: Extract<Trick, { how: 'own' }>): Behaviour {
    const nonce = pick([this.#relay.nonce(), ...this.#nonces, 'made-up'], which) ?? '';
    if (status === 0) return { kind: 'answer', body: JSON.stringify({ nonce }) };
    const error = which % 2 === 0 ? 'stale' : 'mac';
    const headers = {
      'WWW-Authenticate': `Button nonce="${nonce}", error="${error}"`,
      'Next-Nonce': nonce,
      'Button-Mac': '0'.repeat(40),
      'Retry-After': '1',
    };
    return { kind: 'answer', status, headers, body: JSON.stringify({ status, error }) };
  }
}

function keep<Thing>(things: Thing[], thing: Thing): void {
  things.push(thing);
  if (things.length > MOST_KEPT) things.shift();
}

function pick<Thing>(things: readonly Thing[], which: number): Thing | undefined {
  return things[which % Math.max(1, things.length)];
}
