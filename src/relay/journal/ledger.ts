import type { Outcome } from '../protocol/answers.ts';
import { recordedOutcome, type JournalRecord } from './record.ts';
import { parseKey, type MessageKey } from '../protocol/words.ts';

export interface KnownMessage extends MessageKey {
  readonly bodyHash: string;
}

export type FinalOutcome = Exclude<Outcome, { kind: 'notDelivered' }>;

/** `open`: it may be forwarded. A final outcome is the answer from then on. */
export type MessageState = 'open' | 'inFlight' | 'otherBody' | FinalOutcome;

interface Entry {
  readonly bodyHash: string;
  state: 'open' | 'inFlight' | FinalOutcome;
}

/**
 * What is known of every key: the journal, in memory. It holds a few hundred bytes for each message since the
 * start and of the week before; only somebody with the secret adds to it.
 */
export class Ledger {
  readonly #entries = new Map<string, Entry>();
  readonly #pressSeenMs = new Map<string, number>();

  /**
   * Takes the journal of the process before. An intent without an outcome is unknown for ever.
   * @param ageMs tells how old a record is, at `nowMs`
   */
  constructor(records: readonly JournalRecord[], ageMs: (record: JournalRecord) => number, nowMs: number) {
    for (const record of records) {
      if (record.event === 'outcome') {
        this.end(record.key, recordedOutcome(record));
        continue;
      }
      this.#entries.set(record.key, { bodyHash: record.bodyHash, state: { kind: 'unknown' } });
      this.#see(parseKey(record.key)?.press ?? record.key, nowMs - Math.max(ageMs(record), 0));
    }
  }

  look({ key, bodyHash }: KnownMessage): MessageState {
    const entry = this.#entries.get(key);
    if (entry === undefined) return 'open';
    return entry.bodyHash === bodyHash ? entry.state : 'otherBody';
  }

  /**
   * Marks a message as being delivered.
   * @returns when its press was first seen
   */
  begin({ key, press, bodyHash }: KnownMessage, nowMs: number): number {
    this.#entries.set(key, { bodyHash, state: 'inFlight' });
    return this.#see(press, nowMs);
  }

  end(key: string, outcome: Outcome): void {
    const entry = this.#entries.get(key);
    if (entry !== undefined) entry.state = outcome.kind === 'notDelivered' ? 'open' : outcome;
  }

  #see(press: string, nowMs: number): number {
    const seenMs = this.#pressSeenMs.get(press) ?? nowMs;
    this.#pressSeenMs.set(press, seenMs);
    return seenMs;
  }
}
