import * as z from 'zod';
import type { Outcome } from '../protocol/answers.ts';

const whose = {
  /** Calendar time, ISO 8601 in UTC. */
  time: z.iso.datetime(),
  key: z.string(),
  /** Place of the message in its press, from 1. */
  message: z.int(),
  address: z.string(),
  /** Of a button for practice: it deploys nothing. */
  practice: z.literal(true).optional(),
};

/** One line of the journal: what the relay is about to forward, or what became of it. */
const journalRecord = z.discriminatedUnion('event', [
  z.object({ ...whose, event: z.literal('intent'), bodyHash: z.string() }),
  z.object({
    ...whose,
    event: z.literal('outcome'),
    outcome: z.enum(['delivered', 'refused', 'unknown', 'notDelivered']),
    /** The webhook's last HTTP status, where it gave one. */
    status: z.int().optional(),
  }),
]);

export type JournalRecord = z.output<typeof journalRecord>;
export type OutcomeRecord = Extract<JournalRecord, { event: 'outcome' }>;

/** @returns the record on a line of the journal, or undefined when it is none */
export function parseRecord(line: string): JournalRecord | undefined {
  try {
    const parsed = journalRecord.safeParse(JSON.parse(line));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

/** @returns the outcome that a record tells of; one without the status it should have is unknown */
export function recordedOutcome({ outcome, status }: OutcomeRecord): Outcome {
  if (outcome === 'notDelivered') return { kind: outcome };
  return outcome === 'unknown' || status === undefined ? { kind: 'unknown' } : { kind: outcome, status };
}
