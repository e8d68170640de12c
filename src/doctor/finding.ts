import { oneLine } from '../printable.ts';

/** `note` is for what works and its owner should know, `untried` for what nothing is known of. */
export type Verdict = 'good' | 'note' | 'bad' | 'untried';

/** What strangers may read: no name, no address, no secret. */
export type Facts = Readonly<Record<string, string | number | boolean>>;

/** What came of one check. */
export interface Outcome {
  readonly verdict: Verdict;
  /** What was found, or why nothing was. */
  readonly detail: string;
  readonly mend?: string;
  readonly facts?: Facts;
}

export interface Finding extends Outcome {
  /** What was looked at. */
  readonly name: string;
}

export const MARKS: Readonly<Record<Verdict, string>> = { good: '✔', note: '!', bad: '✖', untried: '–' };

export function good(detail: string, facts?: Facts): Outcome {
  return { verdict: 'good', detail, ...(facts && { facts }) };
}

export function note(detail: string, mend: string, facts?: Facts): Outcome {
  return { verdict: 'note', detail, mend, ...(facts && { facts }) };
}

export function bad(detail: string, mend: string, facts?: Facts): Outcome {
  return { verdict: 'bad', detail, mend, ...(facts && { facts }) };
}

export function untried(why: string): Outcome {
  return { verdict: 'untried', detail: `not tried: ${why}` };
}

/** @returns a finding as its lines on the screen */
export function lineOf({ name, verdict, detail, mend }: Finding): string {
  const lines = [...detail.split('\n'), ...(mend === undefined ? [] : [mend])].map((line) => oneLine(line));
  return `${MARKS[verdict]} ${name}: ${lines.join('\n    ')}`;
}
