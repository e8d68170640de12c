import { createHash } from 'node:crypto';
import { outcomeAnswer, type Answer, type Outcome } from '../../src/relay/protocol/answers.ts';
import { decide, type AcceptedMessage } from '../../src/relay/delivery/decide.ts';
import type { JournalRecord } from '../../src/relay/journal/record.ts';
import { Ledger } from '../../src/relay/journal/ledger.ts';
import { Nonces } from '../../src/relay/protocol/nonces.ts';
import { answerMac, NONCE_PATH } from '../../src/relay/protocol/words.ts';
import {
  BEHAVIOURS,
  type Behaviour,
  type BehaviourName,
  type Clock,
  type SeenRequest,
} from '../../src/simulator/index.ts';
import type { Forwarding, Trick, Upstream } from './schedule.ts';
import type { Fate, LoggedRequest, Server } from './stand-ins.ts';
import { Stranger } from './stranger.ts';

const FATES: Readonly<Record<Upstream, Fate>> = {
  taken: 'taken',
  refused: 'refused',
  unknown: 'silent',
  notDelivered: 'notNow',
  tooMany: 'notNow',
  crash: 'silent',
};

const AT_ONCE: Forwarding = { outcome: 'taken', afterMs: 0 };
const NOT_IN_TIME: Forwarding = { outcome: 'notDelivered', afterMs: 0 };

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** What the relay says, once it knows. */
interface Reply {
  readonly answer: () => Answer;
  readonly afterMs: number;
}

/** The relay's own decisions in virtual time: its journal is a list, its webhook does as it is told. */
export class RelayStandIn implements Server {
  readonly requests: SeenRequest[] = [];
  readonly queue: BehaviourName[] = [];
  readonly log: LoggedRequest[] = [];
  way: BehaviourName = 'ok';
  faults = 0;
  restarts = 0;
  underWay = 0;
  readonly #secret: string;
  readonly #pressTtlMs: number;
  readonly #clock: Clock;
  readonly #journal: JournalRecord[] = [];
  #forwardings: Forwarding[] = [];
  #nonces: Nonces;
  #ledger: Ledger;
  #randoms = 0;
  readonly #stranger: Stranger;

  constructor(secret: string, pressTtlMs: number, clock: Clock) {
    this.#secret = secret;
    this.#pressTtlMs = pressTtlMs;
    this.#clock = clock;
    this.#nonces = this.#newNonces();
    this.#ledger = this.#newLedger();
    this.#stranger = new Stranger(clock, {
      ask: (request) => this.#answer(request, BEHAVIOURS.ok),
      nonce: () => this.#nonces.issue(clock.nowMs),
    });
  }

  stranger(tricks: readonly Trick[]): void {
    if (tricks.length === 0) this.#stranger.leave();
    else this.#stranger.plan(tricks);
  }

  upstream(forwardings: readonly Forwarding[]): void {
    this.#forwardings = [...forwardings];
  }

  restart(): void {
    this.restarts++;
    this.#nonces = this.#newNonces();
    this.#ledger = this.#newLedger();
  }

  next(): Behaviour {
    const name = this.queue.shift() ?? this.way;
    const way = BEHAVIOURS[name];
    if (name !== 'ok') this.faults++;
    const isCutShort = way.kind === 'reset' || way.kind === 'close';
    if (way.kind === 'refuse' || way.kind === 'swallow' || (isCutShort && way.at !== 'body')) return way;
    if (name === 'ok' && this.#stranger.isBusy) this.faults++;
    return {
      kind: 'decide',
      decide: (request) => (name === 'ok' ? this.#stranger.pass(request) : this.#answer(request, way)),
    };
  }

  /** An error that comes unsigned is from something in between: the relay never saw the request. */
  #answer(request: SeenRequest, way: Behaviour): Behaviour {
    if (way.kind === 'answer' && 'status' in way) return way;
    const { restarts } = this;
    const { answer, afterMs } = this.#decide(request);
    const decide = (): Behaviour => {
      if (this.restarts > restarts) return { kind: 'reset', at: 'body' };
      return way.kind === 'answer' ? { ...way, ...answer() } : way;
    };
    return afterMs > 0 && way.kind === 'answer' ? { kind: 'later', afterMs, decide } : decide();
  }

  #decide(request: SeenRequest): Reply {
    const { nowMs } = this.#clock;
    if (request.path === NONCE_PATH) {
      return atOnce({ status: 200, headers: {}, body: JSON.stringify({ nonce: this.#nonces.issue(nowMs) }) });
    }
    const { body, headers } = request;
    const decision = decide(
      {
        contentType: values(headers['content-type']),
        idempotencyKey: values(headers['idempotency-key']),
        authorization: values(headers['authorization']),
        body: Buffer.from(body),
      },
      { secret: this.#secret, nonces: this.#nonces, ledger: this.#ledger },
      nowMs,
    );
    if (decision.kind === 'turnAway') return atOnce(decision.answer);
    const { nonce } = decision;
    if (decision.kind === 'answer') return atOnce(this.#sign(decision.answer, nonce));
    const { outcome, afterMs } = this.#deliver(decision.message, this.#nonces.endMs(nonce), request);
    return { answer: () => this.#sign(outcomeAnswer(outcome), nonce), afterMs };
  }

  #sign(answer: Answer, nonce: string): Answer {
    const { status, headers, body } = answer;
    const nextNonce = this.#nonces.issue(this.#clock.nowMs);
    const signed = answerMac(this.#secret, { nonce, status, nextNonce, body });
    return { status, body, headers: { ...headers, 'Next-Nonce': nextNonce, 'Button-Mac': signed } };
  }

  /** Intent, webhook, outcome, as the relay does; what is older than a press is not passed on. */
  #deliver(
    message: AcceptedMessage,
    nonceEndMs: number,
    request: SeenRequest,
  ): { outcome: Outcome; afterMs: number } {
    const { nowMs } = this.#clock;
    const { key, bodyHash, number } = message;
    const record = { time: new Date(nowMs).toISOString(), key, message: number, address: 'button' };
    const seenMs = this.#ledger.begin(message, nowMs);
    this.#journal.push({ ...record, event: 'intent', bodyHash });
    const inTime = nowMs < Math.min(seenMs + this.#pressTtlMs, nonceEndMs);
    const { outcome: upstream, afterMs } = (inTime ? this.#forwardings.shift() : NOT_IN_TIME) ?? AT_ONCE;
    const outcome = outcomeOf(upstream);
    const ambiguous = upstream !== 'taken' || afterMs > 0;
    const logged: Mutable<LoggedRequest> = {
      request: { ...request },
      leftMs: nowMs,
      fate: FATES[upstream],
      ambiguous,
    };
    if (inTime) {
      if (ambiguous) this.faults++;
      this.log.push(logged);
    }
    const { restarts } = this;
    this.underWay++;
    const end = (): void => {
      this.underWay--;
      // A relay that was restarted in between has forgotten that it waits, and never learns what became of it.
      if (this.restarts > restarts) {
        logged.fate = 'silent';
        return;
      }
      if (upstream === 'crash') {
        this.restart();
        return;
      }
      const status = 'status' in outcome ? { status: outcome.status } : {};
      this.#journal.push({ ...record, event: 'outcome', outcome: outcome.kind, ...status });
      this.#ledger.end(key, outcome);
    };
    if (afterMs > 0) this.#clock.after(afterMs, end);
    else end();
    return { outcome, afterMs };
  }

  #newNonces(): Nonces {
    return new Nonces((bytes) =>
      createHash('sha512').update(String(this.#randoms++)).digest().subarray(0, bytes),
    );
  }

  #newLedger(): Ledger {
    const { nowMs } = this.#clock;
    const ledger = new Ledger(Infinity);
    for (const record of this.#journal) ledger.learn(record, { wallMs: () => nowMs, elapsedMs: () => nowMs });
    return ledger;
  }
}

function atOnce(answer: Answer): Reply {
  return { answer: () => answer, afterMs: 0 };
}

function outcomeOf(upstream: Upstream): Outcome {
  switch (upstream) {
    case 'taken':
      return { kind: 'delivered', status: 200 };
    case 'refused':
      return { kind: 'refused', status: 404 };
    case 'notDelivered':
      return { kind: 'notDelivered' };
    case 'tooMany':
      return { kind: 'notDelivered', status: 429, retryAfterMs: 2000 };
    case 'unknown':
    case 'crash':
      return { kind: 'unknown' };
  }
}

function values(header: string | undefined): string[] {
  return header === undefined ? [] : [header];
}
