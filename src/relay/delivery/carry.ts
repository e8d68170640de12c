import type { Outcome } from '../protocol/answers.ts';
import type { Clock } from './clock.ts';
import type { AcceptedMessage } from './decide.ts';
import type { Delivered, Delivery } from './deliver.ts';
import type { JournalRecord } from '../journal/record.ts';
import type { Log } from './log.ts';
import { isPractice } from '../protocol/words.ts';

export interface CarryParts {
  readonly delivery: Delivery;
  readonly journal: { append(record: JournalRecord): Promise<void> };
  readonly clock: Clock;
  readonly log: Log;
}

/** For people: what became of the message, and what to do about it. */
const SAID: Readonly<Record<Outcome['kind'], string>> = {
  delivered: 'The webhook took the message.',
  refused: 'The webhook refused the message: look at its answer, and at "webhook" in the configuration.',
  unknown:
    'The message was sent, and its outcome is unknown: look into the chat before anybody smashes again.',
  notDelivered: 'The message was not delivered.',
};

/**
 * Carries a message: intent to disk, message to the webhook, outcome to disk, and then the log. Never rejects. Without a
 * synced intent nothing is forwarded; an outcome that can't be written is still true, and unknown only after a restart:
 * docs/design.md, D9.
 * @param deadlineMs when its press ends, on the clock's `elapsedMs`
 * @param withdrawn aborted when nobody waits for the answer any more
 */
export async function carry(
  message: AcceptedMessage,
  address: string,
  { delivery, journal, clock, log }: CarryParts,
  deadlineMs: number,
  withdrawn: AbortSignal,
): Promise<Outcome> {
  const { key, number, body, bodyHash } = message;
  const whose = { key, message: number, address, ...(isPractice(message) && { practice: true as const }) };
  const now = () => new Date(clock.wallMs()).toISOString();
  try {
    await journal.append({ time: now(), event: 'intent', ...whose, bodyHash });
  } catch (err) {
    log.error({ err, ...whose }, 'The journal can not be written, so nothing is forwarded.');
    return { kind: 'notDelivered' };
  }
  const { outcome, why } = await forwardOrUnknown();
  const said = { ...whose, outcome: outcome.kind, ...('status' in outcome && { status: outcome.status }) };
  try {
    await journal.append({ time: now(), event: 'outcome', ...said });
  } catch (err) {
    log.error({ err, ...whose }, 'The journal can not be written: after a restart this outcome is unknown.');
  }
  log[outcome.kind === 'delivered' ? 'info' : 'warn'](
    { ...said, ...(why !== undefined && { why }) },
    SAID[outcome.kind],
  );
  return outcome;

  async function forwardOrUnknown(): Promise<Delivered> {
    try {
      return await delivery.deliver(body, deadlineMs, withdrawn);
    } catch (err) {
      log.error({ err, ...whose }, 'A fault of the relay. The message may have been sent.');
      return { outcome: { kind: 'unknown' } };
    }
  }
}
