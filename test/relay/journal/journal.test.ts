import fs, {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { Journal, type AppendedFile } from '../../../src/relay/journal/journal.ts';
import { compact, KEPT_MS } from '../../../src/relay/journal/compact.ts';
import { openJournal, readJournal } from '../../../src/relay/journal/file.ts';
import type { JournalRecord } from '../../../src/relay/journal/record.ts';

const NOW_MS = Date.UTC(2026, 10, 22, 20);

function intent(key: string, timeMs = NOW_MS): JournalRecord {
  const time = new Date(timeMs).toISOString();
  return { time, event: 'intent', key, message: 1, address: '10.0.0.9', bodyHash: 'ab'.repeat(32) };
}

function outcome(key: string, timeMs = NOW_MS): JournalRecord {
  const time = new Date(timeMs).toISOString();
  return { time, event: 'outcome', key, message: 1, address: '10.0.0.9', outcome: 'delivered', status: 200 };
}

function lines(...records: JournalRecord[]): string {
  return records.map((record) => `${JSON.stringify(record)}\n`).join('');
}

function fileWith(text?: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'button-journal-')), 'journal.jsonl');
  if (text !== undefined) writeFileSync(path, text);
  return path;
}

/** So many of the last lines stay whatever the calendar says: none, where it is the calendar that is looked at. */
const FEW_LINES = 0;

/** Opens a journal. @returns with it what it has told, and what it has kept */
async function opened(path: string, wallMs = NOW_MS, keptLines?: number) {
  const told: JournalRecord[] = [];
  const rest = await openJournal(path, wallMs, (record) => told.push(record), keptLines);
  const kept = readFileSync(path, 'utf8').split('\n').slice(0, -1);
  return { ...rest, told, kept: kept.map((line) => JSON.parse(line) as JournalRecord) };
}

/** Opens, reads and closes a journal, appending some records. */
async function session(path: string, ...appended: JournalRecord[]) {
  const { journal, told, kept, notes } = await opened(path, NOW_MS, FEW_LINES);
  for (const record of appended) await journal.append(record);
  await journal.close();
  return { told, kept, notes };
}

describe('a journal', () => {
  test('that is not there yet is made, for its owner only', async () => {
    const path = fileWith();
    expect(await session(path, intent('a-1'), outcome('a-1'))).toEqual({ told: [], kept: [], notes: [] });
    expect(readFileSync(path, 'utf8')).toBe(lines(intent('a-1'), outcome('a-1')));
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  const onLinux = existsSync('/proc/self/fd') ? test : test.skip;
  onLinux('that is closed leaves no file open, nor its folder, whatever was done to it', async () => {
    const path = fileWith(`${lines(intent('old-1', NOW_MS - KEPT_MS - 1), intent('a-1'))}{"torn`);
    await session(path, intent('b-1'));
    const open = readdirSync('/proc/self/fd').flatMap((fd) => {
      try {
        return [readlinkSync(`/proc/self/fd/${fd}`)];
      } catch {
        // That of the folder itself, which is closed by now.
        return [];
      }
    });
    expect(open.filter((name) => name.startsWith(dirname(path)))).toEqual([]);
  });

  test('has each record on the disk before it counts', async () => {
    const path = fileWith();
    const probe = await open(path, 'a');
    const handle = Object.getPrototypeOf(probe) as Pick<typeof probe, 'datasync' | 'stat'>;
    await probe.close();
    const synced: number[] = [];
    const spy = jest.spyOn(handle, 'datasync').mockImplementation(async function (this: typeof probe) {
      synced.push((await this.stat()).size);
    });
    try {
      await session(path, intent('a-1'), outcome('a-1'));
    } finally {
      spy.mockRestore();
    }
    const first = lines(intent('a-1')).length;
    expect(synced).toEqual([first, first + lines(outcome('a-1')).length]);
  });

  test('is read back by the next process, and added to', async () => {
    const path = fileWith();
    await session(path, intent('a-1'), outcome('a-1'));
    expect((await session(path, intent('b-1'))).told).toEqual([intent('a-1'), outcome('a-1')]);
    expect((await session(path)).told).toEqual([intent('a-1'), outcome('a-1'), intent('b-1')]);
  });

  test('torn anywhere in its last line loses that line only, and says so', async () => {
    const whole = lines(intent('a-1'), outcome('a-1'));
    const last = lines(intent('b-1'));
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: last.length - 1 }), async (cut) => {
        const path = fileWith(whole + last.slice(0, cut));
        const { told, notes } = await session(path, intent('c-1'));
        expect(told).toEqual([intent('a-1'), outcome('a-1')]);
        expect(notes).toEqual([expect.stringContaining(`torn: it is dropped, ${cut} bytes`)]);
        expect(readFileSync(path, 'utf8')).toBe(whole + lines(intent('c-1')));
      }),
      // All but its line break is not whole either: the next record would be glued to it.
      { numRuns: 30, examples: [[last.length - 1]] },
    );
  });

  test.each([
    ['zeros, as a power cut can leave them', '\0'.repeat(100)],
    ['a line of zeros', `${'\0'.repeat(100)}\n`],
    ['a line that is no record', '{"time":"now"}\n'],
    ['half a character', Buffer.from('"ü').subarray(0, 2).toString('latin1')],
  ])('that ends in %s loses that and no more', async (_what, tail) => {
    const path = fileWith(lines(intent('a-1')) + tail);
    expect((await session(path)).told).toEqual([intent('a-1')]);
    expect(readFileSync(path, 'utf8')).toBe(lines(intent('a-1')));
  });

  test('damaged before its last line is not used: what was delivered could be sent again', async () => {
    const path = fileWith(`${lines(intent('a-1'))}garbage\n${lines(intent('b-1'))}`);
    await expect(opened(path)).rejects.toMatchObject({
      exit: 'relayJournal',
      message: expect.stringMatching(/^"[^"]*" is damaged in line 2, .* Move it away/),
    });
  });

  test('that can not be opened is a failure that names it and the mend', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'button-journal-'));
    for (const path of [folder, join(folder, 'missing', 'journal.jsonl')]) {
      await expect(opened(path)).rejects.toMatchObject({
        exit: 'relayJournal',
        message: expect.stringMatching(/^".*" can't be the relay's journal \(E[A-Z]+\)\. .*--journal/),
      });
    }
  });
});

describe('a journal that can not be read', () => {
  /** Where each read of a file fails. */
  async function withoutReads(code: string, path: string): Promise<unknown> {
    const probe = await open(path, 'r');
    const handle = Object.getPrototypeOf(probe) as Pick<typeof probe, 'read'>;
    await probe.close();
    const spy = jest.spyOn(handle, 'read').mockRejectedValue(Object.assign(new Error(code), { code }));
    try {
      return await opened(path);
    } finally {
      spy.mockRestore();
    }
  }

  test('is no new one: as if it said nothing, all of it would be sent again', async () => {
    await expect(withoutReads('EIO', fileWith(lines(intent('a-1'))))).rejects.toMatchObject({
      exit: 'relayJournal',
      message: expect.stringContaining('(EIO)'),
      // For who reads the stack.
      cause: { code: 'EIO' },
    });
  });

  test('is told to who only looks at it, with the mend; one that nobody has made yet says nothing', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'button-journal-'));
    await expect(readJournal(folder, () => undefined)).rejects.toMatchObject({
      exit: 'relayJournal',
      message: expect.stringMatching(/^".*" can't be read \(EISDIR\)\. .*--journal/),
      cause: { code: 'EISDIR' },
    });
    const told: JournalRecord[] = [];
    await readJournal(join(folder, 'journal.jsonl'), (record) => told.push(record));
    await readJournal(fileWith(`${lines(intent('a-1'))}{"torn`), (record) => told.push(record));
    expect(told).toEqual([intent('a-1')]);
    const damaged = fileWith(`garbage\n${lines(intent('a-1'))}`);
    await expect(readJournal(damaged, () => undefined)).rejects.toMatchObject({
      message: expect.stringMatching(/^"[^"]*" is damaged in line 1/),
    });
  });
});

describe('compaction at the start', () => {
  test('keeps the last 7 days, and the lines of a key together', async () => {
    expect(KEPT_MS).toBe(604_800_000);
    const path = fileWith(
      lines(
        intent('old-1', NOW_MS - KEPT_MS - 2),
        outcome('old-1', NOW_MS - KEPT_MS - 1),
        intent('edge-1', NOW_MS - KEPT_MS - 1),
        outcome('edge-1', NOW_MS - KEPT_MS),
        intent('new-1'),
      ),
    );
    const { kept, notes } = await session(path, outcome('new-1'));
    expect(kept.map(({ key }) => key)).toEqual(['edge-1', 'edge-1', 'new-1']);
    expect(notes).toEqual(['Lines older than 7 days are gone: 2 of 5.']);
    expect((await session(path)).kept.map(({ key }) => key)).toEqual(['edge-1', 'edge-1', 'new-1', 'new-1']);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(path, '..'))).toEqual(['journal.jsonl']);
  });

  test.each([-50, -1, 1, 50])(
    'keeps what a button may still ask for, also where the calendar has jumped by %i years since',
    async (years) => {
      const keys = Array.from({ length: 2500 }, (_, press) => `${press}-1`);
      const path = fileWith(lines(...keys.flatMap((key) => [intent(key), outcome(key)])));
      const jumpedMs = NOW_MS + years * 365 * 24 * 3600 * 1000;
      const { kept, notes } = await opened(path, jumpedMs);
      expect(kept).toHaveLength(5000);
      expect(notes).toEqual([]);
    },
  );

  test('keeps each line once and in its order, however many there are', async () => {
    // More than are written at a time.
    const records = Array.from({ length: 1500 }, (_, press) => intent(`${press}-1`));
    const path = fileWith(lines(intent('old-1', NOW_MS - KEPT_MS - 1), ...records));
    expect((await session(path)).kept).toEqual(records);
  });

  test('says nothing where all is kept: the end of what is old is new', async () => {
    const path = fileWith(lines(intent('a-1', NOW_MS - KEPT_MS - 1), outcome('a-1')));
    expect(await session(path)).toMatchObject({ kept: { length: 2 }, notes: [] });
  });

  test('keeps the last lines, with all of their keys, however old they look', async () => {
    const oldMs = NOW_MS - 2 * KEPT_MS;
    const path = fileWith(
      lines(intent('a-1', oldMs), outcome('a-1', oldMs), intent('b-1', oldMs), outcome('b-1', oldMs)),
    );
    const { journal, kept, find } = await opened(path, NOW_MS, 1);
    await journal.append(intent('b-1'));
    expect(kept.map(({ key }) => key)).toEqual(['b-1', 'b-1']);
    expect(await find('b-1')).toEqual([intent('b-1', oldMs), outcome('b-1', oldMs), intent('b-1')]);
    for (const part of ['b-', '-1', 'b-11', 'zb-1']) expect(await find(part)).toEqual([]);
    await journal.close();
  });

  test('is not stopped by what a crash in the middle of an earlier one left', async () => {
    const path = fileWith(lines(intent('old-1', NOW_MS - KEPT_MS - 1), intent('new-1')));
    writeFileSync(`${path}.new`, 'half of');
    expect((await session(path)).kept).toEqual([intent('new-1')]);
    expect(readFileSync(path, 'utf8')).toBe(lines(intent('new-1')));
  });

  test('that fails leaves the journal as it is, says why, and the relay goes on', async () => {
    const text = lines(intent('old-1', NOW_MS - KEPT_MS - 1), intent('new-1'));
    const path = fileWith(text);
    // A folder in its place can't be written as a file, whoever tries.
    mkdirSync(`${path}.new`);
    const { kept, notes } = await session(path, outcome('new-1'));
    expect(kept).toHaveLength(2);
    expect(notes).toEqual([expect.stringContaining('(EISDIR)')]);
    expect(readFileSync(path, 'utf8')).toBe(text + lines(outcome('new-1')));
  });
});

describe('what a power cut leaves', () => {
  /** Each sync of a file or folder, and whether the new journal had taken the place of the old one by then. */
  async function syncsOf(path: string): Promise<string[]> {
    const syncs: string[] = [];
    const note = (what: string) => syncs.push(`${what} ${existsSync(`${path}.new`) ? 'before' : 'after'}`);
    const probe = await open(path, 'r');
    const handle = Object.getPrototypeOf(probe) as Pick<typeof probe, 'sync'>;
    await probe.close();
    const ofFolders = jest.spyOn(handle, 'sync').mockImplementation(() => {
      note('folder');
      return Promise.resolve();
    });
    const ofFiles = jest.spyOn(fs, 'fsync').mockImplementation((_file, done) => {
      note('file');
      done(null);
    });
    try {
      await session(path);
    } finally {
      ofFolders.mockRestore();
      ofFiles.mockRestore();
    }
    return syncs;
  }

  test('of a compacted journal is the old one or the new one, whole: its bytes are down before its name, and then the name', async () => {
    const path = fileWith(lines(intent('old-1', NOW_MS - KEPT_MS - 1), intent('new-1')));
    // The second time for the file that is added to: that may be a new one.
    expect(await syncsOf(path)).toEqual(['file before', 'folder after', 'folder after']);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readFileSync(path, 'utf8')).toBe(lines(intent('new-1')));
  });

  test('of a new journal is its name', async () => {
    const path = fileWith('');
    expect(await syncsOf(path)).toEqual(['folder after']);
  });

  /** Opens a journal where the sync of a folder fails. */
  async function withoutFolderSync(code: string, path: string) {
    const probe = await open(path, 'r');
    const handle = Object.getPrototypeOf(probe) as Pick<typeof probe, 'sync' | 'stat'>;
    await probe.close();
    const spy = jest.spyOn(handle, 'sync').mockImplementation(async function (this: typeof probe) {
      if ((await this.stat()).isDirectory()) throw Object.assign(new Error(code), { code });
    });
    try {
      return await session(path, intent('b-1'));
    } finally {
      spy.mockRestore();
    }
  }

  test.each(['EPERM', 'EISDIR', 'EINVAL', 'ENOTSUP'])(
    'is for the system to care for where it syncs no folders, as Windows, which says %s',
    async (code) => {
      const path = fileWith(lines(intent('old-1', NOW_MS - KEPT_MS - 1), intent('a-1')));
      expect((await withoutFolderSync(code, path)).kept).toEqual([intent('a-1')]);
      expect(readFileSync(path, 'utf8')).toBe(lines(intent('a-1'), intent('b-1')));
    },
  );

  test('can not be known where a folder fails to sync for another reason: nothing starts', async () => {
    await expect(withoutFolderSync('EIO', fileWith(''))).rejects.toMatchObject({ exit: 'relayJournal' });
  });
});

/** A disk that has room for some bytes, writes what fits, and can be told to refuse the rest of its work too. */
class SmallDisk implements AppendedFile {
  content = '';
  synced = '';
  syncs = 0;
  room = Infinity;
  failSync = false;
  failTruncate = false;

  appendFile(bytes: Buffer): Promise<void> {
    const fits = bytes.toString().slice(0, Math.max(this.room - this.content.length, 0));
    this.content += fits;
    return fits.length === bytes.length ? Promise.resolve() : Promise.reject(new Error('ENOSPC'));
  }

  datasync(): Promise<void> {
    if (this.failSync) return Promise.reject(new Error('EIO'));
    this.synced = this.content;
    this.syncs += 1;
    return Promise.resolve();
  }

  truncate(bytes: number): Promise<void> {
    if (this.failTruncate) return Promise.reject(new Error('EIO'));
    this.content = this.content.slice(0, bytes);
    return Promise.resolve();
  }

  stat(): Promise<{ nlink: number; size: number }> {
    return Promise.resolve({ nlink: 1, size: this.content.length });
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

test.each(['my only line of notes\n', 'no line break', 'notes {with braces}\n'])(
  "somebody's own file stays as it is: %j",
  async (text) => {
    const path = fileWith(text);
    await expect(opened(path, NOW_MS)).rejects.toThrow('is damaged in line 1');
    expect(readFileSync(path, 'utf8')).toBe(text);
  },
);

describe('a journal that another process', () => {
  test('has put a new file in the place of takes no record any more: its next reader would not find it', async () => {
    const path = fileWith(lines(intent('a-1', NOW_MS - KEPT_MS - 1)));
    const old = await opened(path, NOW_MS - 2 * KEPT_MS, FEW_LINES);
    const compacting = await opened(path, NOW_MS, FEW_LINES);
    await expect(old.journal.append(intent('b-1'))).rejects.toThrow('Another process');
    await compacting.journal.append(intent('c-1'));
    await Promise.all([old.journal.close(), compacting.journal.close()]);
    expect(readFileSync(path, 'utf8')).toBe(lines(intent('c-1')));
  });

  test('takes away says nothing of any key: as if it had none, its messages would be sent again', async () => {
    const path = fileWith(lines(intent('a-1')));
    const { journal, find } = await opened(path);
    rmSync(path);
    await expect(find('a-1')).rejects.toMatchObject({ code: 'ENOENT' });
    await journal.close();
  });

  test('is writing to is searched up to what is whole', async () => {
    const path = fileWith(lines(intent('a-1')));
    const { journal, find } = await opened(path);
    appendFileSync(path, lines(outcome('a-1')).slice(0, -2));
    expect(await find('a-1')).toEqual([intent('a-1')]);
    await journal.close();
  });

  test('adds to takes no record either, and loses none of the other', async () => {
    const path = fileWith();
    const [one, other] = [await opened(path, NOW_MS), await opened(path, NOW_MS)];
    await one.journal.append(intent('a-1'));
    await expect(other.journal.append(intent('b-1'))).rejects.toThrow('a second relay');
    await one.journal.append(outcome('a-1'));
    await Promise.all([one.journal.close(), other.journal.close()]);
    expect(readFileSync(path, 'utf8')).toBe(lines(intent('a-1'), outcome('a-1')));
  });
});

describe('a disk that fails', () => {
  test('a record that could not be synced is taken back from the file', async () => {
    const path = fileWith(lines(intent('a-1')));
    const { journal } = await opened(path);
    const probe = await open(path, 'r');
    const handle = Object.getPrototypeOf(probe) as Pick<typeof probe, 'datasync'>;
    await probe.close();
    const broken = jest.spyOn(handle, 'datasync').mockRejectedValue(new Error('EIO'));
    await expect(journal.append(intent('b-1'))).rejects.toThrow('EIO');
    broken.mockRestore();
    expect(readFileSync(path, 'utf8')).toBe(lines(intent('a-1')));
    await journal.append(intent('c-1'));
    await journal.close();
    expect(readFileSync(path, 'utf8')).toBe(lines(intent('a-1'), intent('c-1')));
  });

  test.each(['writev', 'fsync'] as const)(
    'a compaction whose %s fails leaves the journal as it is, and the relay goes on',
    async (call) => {
      const kept = Array.from({ length: 500 }, (_, press) => intent(`${press}-1`));
      const path = fileWith(lines(intent('old-1', NOW_MS - KEPT_MS - 1), ...kept));
      const before = readFileSync(path, 'utf8');
      const fails = (...given: unknown[]): void => {
        const done = given.at(-1) as (error: Error) => void;
        done(Object.assign(new Error('full'), { code: 'ENOSPC' }));
      };
      const full = jest.spyOn(fs, call).mockImplementation(fails);
      const { notes } = await session(path, intent('new-1')).finally(() => {
        full.mockRestore();
      });
      expect(notes).toEqual(['The journal could not be compacted (ENOSPC): it stays as it is.']);
      expect(readFileSync(path, 'utf8')).toBe(before + lines(intent('new-1')));
    },
  );

  test('each append resolves only when it is synced, in the order of the calls', async () => {
    const disk = new SmallDisk();
    const journal = new Journal(disk, 0);
    const records = [intent('a-1'), intent('b-1'), intent('c-1')];
    const order: string[] = [];
    const seen = records.map(async (record) => {
      await journal.append(record);
      order.push(record.key);
      return disk.synced.includes(lines(record));
    });
    expect(await Promise.all(seen)).toEqual([true, true, true]);
    expect(order).toEqual(['a-1', 'b-1', 'c-1']);
    expect(disk.content).toBe(lines(...records));
  });

  test('what comes while the disk is at work goes to it with one sync for all', async () => {
    const disk = new SmallDisk();
    const journal = new Journal(disk, 0);
    const keys = Array.from({ length: 50 }, (_, index) => `many-${index + 1}`);
    await Promise.all(keys.map((key) => journal.append(intent(key))));
    expect(disk.syncs).toBe(2);
    await journal.append(intent('alone-1'));
    expect(disk.syncs).toBe(3);
  });

  test('of records that go together and fail none counts, and the next ones go', async () => {
    const disk = new SmallDisk();
    const journal = new Journal(disk, 0);
    disk.room = 300;
    const together = ['a-1', 'b-1', 'c-1'].map((key) => journal.append(intent(key)));
    expect((await Promise.allSettled(together)).map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'rejected',
    ]);
    expect(disk.content).toBe(lines(intent('a-1')));
    disk.room = Infinity;
    await journal.append(intent('d-1'));
    expect(disk.content).toBe(lines(intent('a-1'), intent('d-1')));
  });

  test('closing waits for what was asked for', async () => {
    const disk = new SmallDisk();
    const journal = new Journal(disk, 0);
    const written = ['a-1', 'b-1'].map((key) => journal.append(intent(key)));
    await journal.close();
    expect(disk.synced).toBe(lines(intent('a-1'), intent('b-1')));
    await Promise.all(written);
  });

  test('a full disk refuses the record, keeps no half of it, and takes the next once there is room', async () => {
    const disk = new SmallDisk();
    const journal = new Journal(disk, 0);
    await journal.append(intent('a-1'));
    disk.room = disk.content.length + 40;
    await expect(journal.append(intent('b-1'))).rejects.toThrow('ENOSPC');
    expect(disk.content).toBe(lines(intent('a-1')));
    disk.room = Infinity;
    await journal.append(intent('c-1'));
    expect(disk.content).toBe(lines(intent('a-1'), intent('c-1')));
  });

  test('a record that could not be synced counts as not written', async () => {
    const disk = new SmallDisk();
    const journal = new Journal(disk, 0);
    disk.failSync = true;
    await expect(journal.append(intent('a-1'))).rejects.toThrow('EIO');
    disk.failSync = false;
    await journal.append(intent('b-1'));
    expect(disk.content).toBe(lines(intent('b-1')));
  });

  test('once that is over, what another process adds is not cut off either', async () => {
    const disk = new SmallDisk();
    const journal = new Journal(disk, 0);
    disk.failSync = true;
    await expect(journal.append(intent('a-1'))).rejects.toThrow('EIO');
    disk.failSync = false;
    disk.content += lines(intent('b-1'));
    await expect(journal.append(intent('c-1'))).rejects.toThrow('Another process');
    expect(disk.content).toBe(lines(intent('b-1')));
  });

  test('while half a record can not be taken back, nothing is written behind it', async () => {
    const disk = new SmallDisk();
    const journal = new Journal(disk, 0);
    disk.room = 40;
    disk.failTruncate = true;
    await expect(journal.append(intent('a-1'))).rejects.toThrow('ENOSPC');
    disk.room = Infinity;
    await expect(journal.append(intent('b-1'))).rejects.toThrow('EIO');
    expect(disk.content).toHaveLength(40);
    disk.failTruncate = false;
    await journal.append(intent('c-1'));
    expect(disk.content).toBe(lines(intent('c-1')));
  });
});

test('a line that a second relay has half written ends a compaction, and the journal stays as it is', async () => {
  const path = join(mkdtempSync(join(tmpdir(), 'button-compact-')), 'journal.jsonl');
  const old = JSON.stringify({ time: '2020-01-01T00:00:00.000Z', key: 'a-1' });
  const text = `${old}\n{"time":"2020-01-01T00\n${old}\n`;
  writeFileSync(path, text);
  const notes = await compact(path, 3, Date.now(), 1);
  expect(notes).toEqual([
    expect.stringMatching(/^The journal could not be compacted \(.+\): it stays as it is\.$/),
  ]);
  expect(readFileSync(path, 'utf8')).toBe(text);
});
