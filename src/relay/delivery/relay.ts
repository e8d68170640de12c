import { outcomeAnswer, refusal, type Answer, type Outcome } from '../protocol/answers.ts';
import { carry, type CarryParts } from './carry.ts';
import { decide, decideKnown, type Decision, type MessageRequest } from './decide.ts';
import { Delivery, type DeliveryParts } from './deliver.ts';
import type { JournalRecord } from '../journal/record.ts';
import type { Ledger } from '../journal/ledger.ts';
import { Nonces } from '../protocol/nonces.ts';
import { OncePerMinute } from './once-per-minute.ts';
import { answerMac } from '../protocol/words.ts';

export interface RelayParts
  extends
    Pick<DeliveryParts, 'forward' | 'expected' | 'sleep'>,
    Pick<CarryParts, 'clock' | 'journal' | 'log'> {
  readonly secret: string;
  readonly pressTtlMs: number;
  /** What is known from before. */
  readonly ledger: Ledger;
  /** Reads what the journal says of one key. */
  readonly recall: (key: string) => Promise<readonly JournalRecord[]>;
  /** Gives that many unpredictable bytes. */
  readonly random: (bytes: number) => Buffer;
}

/** Where a request came from, and whether somebody still waits for its answer. */
export interface Caller {
  readonly address: string;
  /** Aborted when the connection is gone. */
  readonly gone: AbortSignal;
}

type Signed = Extract<Decision, { kind: 'answer' | 'deliver' }>;
type Accepted = Extract<Decision, { kind: 'deliver' }>;

/** The relay without its sockets: takes requests that were read whole, gives answers. */
export class Relay {
  readonly #parts: RelayParts;
  readonly #nonces: Nonces;
  readonly #ledger: Ledger;
  readonly #delivery: Delivery;
  readonly #complaints = new OncePerMinute();
  readonly #underWay = new Set<AbortController>();
  #stopping = false;

  constructor(parts: RelayParts) {
    this.#parts = parts;
    this.#nonces = new Nonces(parts.random);
    this.#ledger = parts.ledger;
    this.#delivery = new Delivery({ ...parts, nowMs: parts.clock.elapsedMs });
  }

  /** The heartbeat's answer. */
  nonce(): Answer {
    return { status: 200, headers: {}, body: JSON.stringify({ nonce: this.#freshNonce() }) };
  }

  /** Answers a POST of a message, when its outcome is known. Never rejects. */
  async answer(request: MessageRequest, caller: Caller): Promise<Answer> {
    const { secret, clock } = this.#parts;
    const nowMs = clock.elapsedMs();
    const decision = decide(request, { secret, nonces: this.#nonces, ledger: this.#ledger }, nowMs);
    switch (decision.kind) {
      case 'turnAway':
        if (decision.wrongMac) this.#complain(caller.address, nowMs);
        return decision.answer;
      case 'recall':
        return this.#recall(decision, caller);
      case 'answer':
      case 'deliver':
        return this.#carryOut(decision, caller);
    }
  }

  /** Lets what was sent come to its end, and sends nothing more. */
  stop(): void {
    this.#stopping = true;
    for (const withdrawal of this.#underWay) withdrawal.abort();
  }

  async #carryOut(decision: Signed, caller: Caller): Promise<Answer> {
    const { kind, nonce } = decision;
    if (kind === 'answer') return this.#sign(decision.answer, nonce);
    return this.#sign(outcomeAnswer(await this.#deliver(decision, caller)), nonce);
  }

  /** Asks the journal about a key before it is decided. Without its word nothing is forwarded. */
  async #recall({ message, nonce }: Extract<Decision, { kind: 'recall' }>, caller: Caller): Promise<Answer> {
    const { recall, clock, log } = this.#parts;
    let records: readonly JournalRecord[];
    try {
      records = await recall(message.key);
    } catch (err) {
      log.error({ err, key: message.key }, 'The journal can not be read, so nothing is forwarded.');
      return this.#sign(refusal('notDelivered'), nonce);
    }
    // In the meantime another request may have begun it; from here to its beginning nothing else happens.
    if (this.#ledger.look(message) === 'inJournal') {
      for (const record of records) this.#ledger.learn(record, clock);
    }
    const state = this.#ledger.look(message);
    return this.#carryOut(decideKnown(message, nonce, state === 'inJournal' ? 'open' : state), caller);
  }

  /** Forwards until the press ends or the nonce does: a request that was held back gets no time beyond that. */
  async #deliver({ message, nonce }: Accepted, { address, gone }: Caller): Promise<Outcome> {
    const nowMs = this.#parts.clock.elapsedMs();
    const pressEndMs = this.#ledger.begin(message, nowMs) + this.#parts.pressTtlMs;
    const deadlineMs = Math.min(pressEndMs, this.#nonces.endMs(nonce));
    const withdrawal = new AbortController();
    const withdraw = () => {
      withdrawal.abort();
    };
    if (gone.aborted || this.#stopping) withdraw();
    gone.addEventListener('abort', withdraw);
    this.#underWay.add(withdrawal);
    const parts = { ...this.#parts, delivery: this.#delivery };
    const outcome = await carry(message, address, parts, deadlineMs, withdrawal.signal);
    this.#underWay.delete(withdrawal);
    gone.removeEventListener('abort', withdraw);
    this.#ledger.end(message.key, outcome);
    return outcome;
  }

  #sign(answer: Answer, nonce: string): Answer {
    const nextNonce = this.#freshNonce();
    const { status, body } = answer;
    const signature = answerMac(this.#parts.secret, { nonce, status, nextNonce, body });
    return { ...answer, headers: { ...answer.headers, 'Next-Nonce': nextNonce, 'Button-Mac': signature } };
  }

  #freshNonce(): string {
    return this.#nonces.issue(this.#parts.clock.elapsedMs());
  }

  #complain(address: string, nowMs: number): void {
    if (!this.#complaints.isDue(address, nowMs)) return;
    this.#parts.log.warn({ address }, 'A request with a wrong MAC: another secret, or somebody trying.');
  }
}
