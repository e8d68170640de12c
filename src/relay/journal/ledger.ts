import type { Outcome } from '../protocol/answers.ts';
import { Fingerprints } from './fingerprints.ts';
import { recordedOutcome, type JournalRecord } from './record.ts';
import { parseKey, type MessageKey } from '../protocol/words.ts';

export interface KnownMessage extends MessageKey {
  readonly bodyHash: string;
}

export type FinalOutcome = Exclude<Outcome, { kind: 'notDelivered' }>;

/** `open`: it may be forwarded. `inJournal`: only the journal knows. A final outcome is the answer from then on. */
export type MessageState = 'open' | 'inFlight' | 'inJournal' | 'otherBody' | FinalOutcome;

interface Entry {
  readonly bodyHash: string;
  state: 'open' | 'inFlight' | FinalOutcome;
}

/** Milliseconds by the calendar, which a record's time is of, and by the clock that presses are timed by. */
interface Times {
  readonly wallMs: () => number;
  readonly elapsedMs: () => number;
}

/** More than buttons ask for at a time. Each takes some 300 bytes. */
const MOST_HELD = 4096;
/** More than there are in the life of a press. */
const MOST_PRESSES = 32_768;

/**
 * What is known of every key: of the latest all that the journal says, of those before only that it says something. So a
 * million messages take little memory, and none of them is forwarded again.
 */
export class Ledger {
  /** Oldest first. */
  readonly #entries = new Map<string, Entry>();
  /** When a press was first seen; oldest first. */
  readonly #pressSeenMs = new Map<string, number>();
  readonly #inJournal = new Fingerprints();
  readonly #mostHeld: number;

  constructor(mostHeld = MOST_HELD) {
    this.#mostHeld = mostHeld;
  }

  /** Takes what the journal says next. An intent without an outcome is unknown for ever. */
  learn(record: JournalRecord, { wallMs, elapsedMs }: Times): void {
    if (record.event === 'outcome') {
      this.end(record.key, recordedOutcome(record));
      return;
    }
    this.#hold(record.key, { bodyHash: record.bodyHash, state: { kind: 'unknown' } });
    const ageMs = Math.max(wallMs() - Date.parse(record.time), 0);
    this.#see(parseKey(record.key)?.press ?? record.key, elapsedMs() - ageMs);
  }

  look({ key, bodyHash }: KnownMessage): MessageState {
    const entry = this.#entries.get(key);
    if (entry === undefined) return this.#inJournal.mayHave(key) ? 'inJournal' : 'open';
    return entry.bodyHash === bodyHash ? entry.state : 'otherBody';
  }

  /**
   * Marks a message as being delivered.
   * @returns when its press was first seen
   */
  begin({ key, press, bodyHash }: KnownMessage, nowMs: number): number {
    this.#hold(key, { bodyHash, state: 'inFlight' });
    return this.#see(press, nowMs);
  }

  end(key: string, outcome: Outcome): void {
    const entry = this.#entries.get(key);
    if (entry !== undefined) entry.state = outcome.kind === 'notDelivered' ? 'open' : outcome;
  }

  #hold(key: string, entry: Entry): void {
    this.#entries.set(key, entry);
    if (this.#entries.size <= this.#mostHeld) return;
    for (const [oldest, { state }] of this.#entries) {
      if (oldest === key || state === 'inFlight') continue;
      this.#entries.delete(oldest);
      this.#inJournal.add(oldest);
      return;
    }
  }

  #see(press: string, nowMs: number): number {
    const seenMs = this.#pressSeenMs.get(press) ?? nowMs;
    this.#pressSeenMs.set(press, seenMs);
    if (this.#pressSeenMs.size > MOST_PRESSES) {
      const [oldest = ''] = this.#pressSeenMs.keys();
      this.#pressSeenMs.delete(oldest);
    }
    return seenMs;
  }
}
