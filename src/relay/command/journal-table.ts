import { Failure } from '../../failure.ts';
import { oneLine } from '../../printable.ts';
import { codeOf, reasonOf } from '../../reason.ts';
import { linesOf } from '../journal/lines.ts';
import { parseRecord, type JournalRecord } from '../journal/record.ts';

/** Of a message, as far as the journal has come. */
interface Row {
  readonly begun: JournalRecord;
  /** In words. */
  became: string;
}

const BECAME: Readonly<Record<string, string>> = {
  delivered: 'delivered',
  refused: 'refused by the webhook',
  unknown: 'unknown: look into the chat',
  notDelivered: 'not delivered',
};

/** An intent alone: the relay is at it, or was killed in the middle of it. */
const OPEN = 'unknown: sent or about to be, and no outcome';

/**
 * Prints the journal as a table, a row for each message: when, from where, which, and what became of it. It only reads: the
 * relay may be running.
 * @throws Failure 'relayJournal' when it can't be read
 */
export async function printJournal(path: string, print: (line: string) => void): Promise<void> {
  const rows = [...(await rowsOf(path)).values()];
  if (rows.length === 0) {
    print(`"${path}" has no message yet.`);
    return;
  }
  const width = rows.reduce((most, { begun }) => Math.max(most, oneLine(begun.address).length), 4);
  print(`when                 ${'from'.padEnd(width)}  message  what became of it`);
  for (const { begun, became } of rows) {
    const from = oneLine(begun.address).padEnd(width);
    const message = `${begun.message}`.padStart(7);
    const practice = begun.practice === true ? 'PRACTICE, ' : '';
    print(`${localTime(begun.time)}  ${from}  ${message}  ${practice}${became}`);
  }
}

async function rowsOf(path: string): Promise<Map<string, Row>> {
  const rows = new Map<string, Row>();
  try {
    for await (const { text } of linesOf(path)) {
      const record = parseRecord(text);
      if (record === undefined) continue;
      const row = rows.get(record.key);
      if (record.event === 'intent') {
        rows.delete(record.key);
        rows.set(record.key, { begun: record, became: OPEN });
      } else if (row !== undefined) row.became = wordsFor(record);
    }
  } catch (cause) {
    const mend =
      codeOf(cause) === 'ENOENT'
        ? 'A relay makes it when it starts; --journal names another one.'
        : 'Check its permissions, or name another one with --journal.';
    throw new Failure('relayJournal', `"${path}" can't be read (${reasonOf(cause)}). ${mend}`, { cause });
  }
  return rows;
}

function wordsFor({ outcome, status }: Extract<JournalRecord, { event: 'outcome' }>): string {
  const words = BECAME[outcome] ?? outcome;
  return status === undefined ? words : `${words} (${status})`;
}

/** As a person on this machine reads a clock. */
function localTime(time: string): string {
  const date = new Date(time);
  const two = (number: number): string => number.toString().padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${date.toTimeString().slice(0, 8)}`;
}
