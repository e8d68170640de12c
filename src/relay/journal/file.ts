import { open, readFile, rename, truncate } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Failure } from '../../failure.ts';
import { Journal, type AppendedFile } from './journal.ts';
import { parseRecord, type JournalRecord } from './record.ts';
import { codeOf, reasonOf } from '../../reason.ts';

/** How far back the journal goes after a start, by the calendar. */
export const KEPT_MS = 7 * 24 * 60 * 60 * 1000;

/**
 * The calendar may have jumped since they were written, by any amount: the last lines stay whatever it says. More than are
 * written while a button can still ask for a message: a press and the life of a nonce, at some 500 messages a second.
 */
export const KEPT_LINES = 100_000;

export interface OpenedJournal {
  readonly journal: Journal;
  /** What it held, oldest first. */
  readonly records: readonly JournalRecord[];
  /** What was found and mended, a sentence each. */
  readonly notes: readonly string[];
  /** @returns what the file says of one key, in its order */
  readonly find: (key: string) => Promise<JournalRecord[]>;
}

interface Line {
  readonly text: string;
  readonly record: JournalRecord;
}

/**
 * Opens a journal that its last process may have left in the middle of a write: drops a torn last line and lets go
 * of what is older than {@link KEPT_MS} and not among the last {@link KEPT_LINES}. At any moment of it, a crash leaves a journal that can be opened again.
 * @throws Failure 'relayJournal' when it can't be read or made, or is damaged before its last line
 */
export async function openJournal(
  path: string,
  wallMs: number,
  keptLines = KEPT_LINES,
): Promise<OpenedJournal> {
  try {
    const notes: string[] = [];
    const lines = await mendTornLine(path, notes);
    const kept = await compact(path, lines, wallMs - KEPT_MS, keptLines, notes);
    const file = await openToAppend(path);
    await syncFolder(path);
    const { size } = await file.stat();
    return {
      journal: new Journal(file, size),
      records: kept.map(({ record }) => record),
      notes,
      find: (key) => find(path, key),
    };
  } catch (cause) {
    if (cause instanceof Failure) throw cause;
    throw new Failure(
      'relayJournal',
      `"${path}" can't be the relay's journal (${reasonOf(cause)}). Name a file that the relay may write to with --journal.`,
      { cause },
    );
  }
}

async function mendTornLine(path: string, notes: string[]): Promise<Line[]> {
  const content = await readOrEmpty(path);
  const { lines, goodBytes } = parseLines(content, path);
  if (goodBytes < content.length) {
    await truncate(path, goodBytes);
    notes.push(`The last line was torn: it is dropped, ${content.length - goodBytes} bytes.`);
  }
  return lines;
}

async function readOrEmpty(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
}

/** Each record is synced before the next is written, so a crash can have damaged the last one only. */
function parseLines(content: Buffer, path: string): { lines: Line[]; goodBytes: number } {
  const lines: Line[] = [];
  let goodBytes = 0;
  while (goodBytes < content.length) {
    const end = content.indexOf('\n', goodBytes);
    const isWhole = end !== -1;
    const text = content.toString('utf8', goodBytes, isWhole ? end : content.length);
    const record = isWhole ? parseRecord(text) : undefined;
    if (record === undefined) {
      const isLast = !isWhole || end === content.length - 1;
      // A torn record begins as one, or with the zeros of a power cut; a file without any may be somebody's own.
      const isOurs = lines.length > 0 || /^[{\0]/.test(text);
      if (isLast && isOurs) break;
      throw new Failure(
        'relayJournal',
        `"${path}" is damaged in line ${lines.length + 1}, so what was delivered can't be known from it. ` +
          'Move it away, at a time when nobody presses the button, and start again.',
      );
    }
    lines.push({ text, record });
    goodBytes = end + 1;
  }
  return { lines, goodBytes };
}

/** A key's lines stay together: an outcome without its intent would say too little. */
async function compact(
  path: string,
  lines: Line[],
  sinceMs: number,
  keptLines: number,
  notes: string[],
): Promise<Line[]> {
  const latest = lines.length - keptLines;
  const isKept = ({ record }: Line, place: number): boolean =>
    place >= latest || Date.parse(record.time) >= sinceMs;
  const keptKeys = new Set(lines.filter(isKept).map(({ record }) => record.key));
  const kept = lines.filter(({ record }) => keptKeys.has(record.key));
  if (kept.length === lines.length) return lines;
  try {
    await replace(path, kept.map(({ text }) => `${text}\n`).join(''));
    notes.push(`Lines older than 7 days are gone: ${lines.length - kept.length} of ${lines.length}.`);
    return kept;
  } catch {
    notes.push('There is no room to compact the journal: it stays as it is.');
    return lines;
  }
}

/** Writes a file anew so that at any moment, also after a power cut, it is whole: the old one or the new one. */
async function replace(path: string, text: string): Promise<void> {
  const temporary = `${path}.new`;
  const file = await open(temporary, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
  await syncFolder(path);
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
  const file = await open(path, 'r');
  for await (const line of file.readLines()) {
    if (!line.includes(key)) continue;
    const record = parseRecord(line);
    if (record?.key === key) records.push(record);
  }
  return records;
}

/** What Windows and file systems of networks say to a folder's sync. They have no such thing: their names are journaled. */
const NO_FOLDER_SYNC = ['EPERM', 'EISDIR', 'EINVAL', 'ENOTSUP'];

/** Makes a file's name as durable as its content, where that takes something. */
async function syncFolder(path: string): Promise<void> {
  try {
    const folder = await open(dirname(path), 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  } catch (error) {
    if (!NO_FOLDER_SYNC.includes(codeOf(error) ?? '')) throw error;
  }
}
