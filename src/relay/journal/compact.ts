import { reasonOf } from '../../reason.ts';
import { replaceFile } from './durable.ts';
import { Fingerprints } from './fingerprints.ts';
import { linesOf } from './lines.ts';
import type { JournalRecord } from './record.ts';

/** How far back the journal goes after a start, by the calendar. */
export const KEPT_MS = 7 * 24 * 60 * 60 * 1000;

/**
 * The calendar may have jumped since they were written, by any amount: the last lines stay whatever it says. More than are
 * written while a button can still ask for a message: a press and the life of a nonce, at some 500 messages a second.
 */
export const KEPT_LINES = 100_000;

/**
 * Lets go of what is older than {@link KEPT_MS} and not among the last lines. A key's lines stay together: an outcome without
 * its intent would say too little. At any moment of it, a crash leaves a journal that can be opened again.
 * @param count how many lines it has, all of them records
 * @returns what there is to say of it
 */
export async function compact(
  path: string,
  count: number,
  wallMs: number,
  keptLines: number,
): Promise<string[]> {
  const latest = count - keptLines;
  const kept = new Fingerprints();
  let place = 0;
  let gone = 0;
  try {
    for await (const { time, key } of recordsOf(path)) {
      if (place >= latest || Date.parse(time) >= wallMs - KEPT_MS) kept.add(key);
      place += 1;
    }
    for await (const { key } of recordsOf(path)) if (!kept.mayHave(key)) gone += 1;
    if (gone === 0) return [];
    await replaceFile(path, linesWith(kept, path));
    return [`Lines older than 7 days are gone: ${gone} of ${count}.`];
  } catch (error) {
    // A full disk, a second relay that is writing, or on Windows another program that has it open.
    return [`The journal could not be compacted (${reasonOf(error)}): it stays as it is.`];
  }
}

/** A key that only looks like one of these has its lines kept as well. */
async function* linesWith(kept: Fingerprints, path: string): AsyncGenerator<string> {
  for await (const record of recordsOf(path))
    if (kept.mayHave(record.key)) yield `${JSON.stringify(record)}\n`;
}

/** Each line has been found to be one. What is none by now, as half a line of a second relay, ends it: none may be lost. */
async function* recordsOf(path: string): AsyncGenerator<JournalRecord> {
  for await (const { text } of linesOf(path)) yield JSON.parse(text) as JournalRecord;
}
