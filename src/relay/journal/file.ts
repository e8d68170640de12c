import { open, truncate } from 'node:fs/promises';
import { Failure } from '../../failure.ts';
import { compact, KEPT_LINES } from './compact.ts';
import { syncFolder } from './durable.ts';
import { Journal, type AppendedFile } from './journal.ts';
import { linesOf, type Line } from './lines.ts';
import { parseRecord, type JournalRecord } from './record.ts';
import { codeOf, reasonOf } from '../../reason.ts';

export interface OpenedJournal {
  readonly journal: Journal;
  /** What was found and mended, a sentence each. */
  readonly notes: readonly string[];
  /** @returns what the file says of one key, in its order */
  readonly find: (key: string) => Promise<JournalRecord[]>;
}

/**
 * Opens a journal that its last process may have left in the middle of a write: drops a torn last line, and compacts it.
 * @param learn is told what it holds, oldest first, a torn line and nothing else left out
 * @throws Failure 'relayJournal' when it can't be read or made, or is damaged before its last line
 */
export async function openJournal(
  path: string,
  wallMs: number,
  learn: (record: JournalRecord) => void,
  keptLines = KEPT_LINES,
): Promise<OpenedJournal> {
  try {
    const notes: string[] = [];
    const { count, goodBytes, torn } = await readRecords(path, learn);
    if (torn !== undefined) {
      await truncate(path, goodBytes);
      notes.push(`The last line was torn: it is dropped, ${torn.endByte - goodBytes} bytes.`);
    }
    if (count > keptLines) notes.push(...(await compact(path, count, wallMs, keptLines)));
    const file = await openToAppend(path);
    await syncFolder(path);
    const { size } = await file.stat();
    return { journal: new Journal(file, size), notes, find: (key) => find(path, key) };
  } catch (cause) {
    if (cause instanceof Failure) throw cause;
    throw new Failure(
      'relayJournal',
      `"${path}" can't be the relay's journal (${reasonOf(cause)}). Name a file that the relay may write to with --journal.`,
      { cause },
    );
  }
}

/**
 * Reads a journal as it is: the relay may be running.
 * @param learn is told what it holds, oldest first, a torn last line left out
 * @throws Failure 'relayJournal' when it can't be read, or is damaged before its last line
 */
export async function readJournal(path: string, learn: (record: JournalRecord) => void): Promise<void> {
  try {
    await readRecords(path, learn);
  } catch (cause) {
    if (cause instanceof Failure) throw cause;
    const mend = 'Check its permissions, or name another one with --journal.';
    throw new Failure('relayJournal', `"${path}" can't be read (${reasonOf(cause)}). ${mend}`, { cause });
  }
}

/**
 * Each record is synced before the next is written, so a crash can have damaged the last one only.
 * @returns how many whole records there are, where they end, and what is torn behind them
 */
async function readRecords(
  path: string,
  learn: (record: JournalRecord) => void,
): Promise<{ count: number; goodBytes: number; torn: Line | undefined }> {
  let count = 0;
  let goodBytes = 0;
  let torn: Line | undefined;
  for await (const line of linesSoFar(path)) {
    const record = line.isWhole && torn === undefined ? parseRecord(line.text) : undefined;
    if (record === undefined) {
      if (torn !== undefined) throw damaged(path, count);
      torn = line;
      continue;
    }
    learn(record);
    goodBytes = line.endByte;
    count += 1;
  }
  // A torn record begins as one, or with the zeros of a power cut; a file without any may be somebody's own.
  if (torn !== undefined && count === 0 && !/^[{\0]/.test(torn.text)) throw damaged(path, count);
  return { count, goodBytes, torn };
}

/** A journal that nobody has made yet has no lines. */
async function* linesSoFar(path: string): AsyncGenerator<Line> {
  try {
    yield* linesOf(path);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}

function damaged(path: string, goodLines: number): Failure {
  return new Failure(
    'relayJournal',
    `"${path}" is damaged in line ${goodLines + 1}, so what was delivered can't be known from it. ` +
      'Move it away, at a time when nobody presses the button, and start again.',
  );
}

/** One handle adds, which never writes over what is there; Windows cuts off by another one only. */
async function openToAppend(path: string): Promise<AppendedFile> {
  const adding = await open(path, 'a', 0o600);
  const cutting = await open(path, 'r+');
  return {
    appendFile: (bytes) => adding.appendFile(bytes),
    datasync: () => adding.datasync(),
    truncate: (bytes) => cutting.truncate(bytes),
    stat: () => adding.stat(),
    close: async () => {
      await Promise.all([adding.close(), cutting.close()]);
    },
  };
}

async function find(path: string, key: string): Promise<JournalRecord[]> {
  const records: JournalRecord[] = [];
  for await (const { text } of linesOf(path)) {
    if (!text.includes(key)) continue;
    const record = parseRecord(text);
    if (record?.key === key) records.push(record);
  }
  return records;
}
