import { reasonOf } from '../../reason.ts';
import { replaceFile } from './durable.ts';
import { Fingerprints } from './fingerprints.ts';
import { linesOf } from './lines.ts';
import { parseRecord } from './record.ts';

/** How far back the journal goes after a start, by the calendar. */
export const KEPT_MS = 7 * 24 * 60 * 60 * 1000;

/**
 * The calendar may have jumped since they were written, by any amount: the last lines stay whatever it says. More than are
 * written while a button can still ask for a message: a press and the life of a nonce, at some 500 messages a second.
 */
export const KEPT_LINES = 100_000;

/** Written at a time. */
const BATCH_CHARACTERS = 65_536;

/**
 * Lets go of what is older than {@link KEPT_MS} and not among the last lines. A key's lines stay together: an outcome without
 * its intent would say too little. At any moment of it, a crash leaves a journal that can be opened again.
 * @param count how many lines it has, all of them whole
 * @returns what there is to say of it, undefined for nothing
 */
export async function compact(
  path: string,
  count: number,
  wallMs: number,
  keptLines: number,
): Promise<string | undefined> {
  const latest = count - keptLines;
  const kept = new Fingerprints();
  let place = 0;
  for await (const { text } of linesOf(path)) {
    const record = parseRecord(text);
    if (record && (place >= latest || Date.parse(record.time) >= wallMs - KEPT_MS)) kept.add(record.key);
    place += 1;
  }
  // A key that only looks like one of them stays as well.
  const isKept = (text: string): boolean => kept.mayHave(parseRecord(text)?.key ?? '');
  let gone = 0;
  for await (const { text } of linesOf(path)) if (!isKept(text)) gone += 1;
  if (gone === 0) return undefined;
  try {
    await replaceFile(path, batches(path, isKept));
    return `Lines older than 7 days are gone: ${gone} of ${count}.`;
  } catch (error) {
    // A full disk, or on Windows another program that has it open.
    return `The journal could not be compacted (${reasonOf(error)}): it stays as it is.`;
  }
}

async function* batches(path: string, isKept: (text: string) => boolean): AsyncGenerator<string> {
  let batch = '';
  for await (const { text } of linesOf(path)) {
    if (isKept(text)) batch += `${text}\n`;
    if (batch.length < BATCH_CHARACTERS) continue;
    yield batch;
    batch = '';
  }
  yield batch;
}
