import type { JournalRecord } from './record.ts';

/** A file that is only added to, as far as the journal needs one. */
export interface AppendedFile {
  appendFile(bytes: Buffer): Promise<void>;
  datasync(): Promise<void>;
  truncate(bytes: number): Promise<void>;
  /** Names that the file still has, and its bytes. */
  stat(): Promise<{ readonly nlink: number; readonly size: number }>;
  close(): Promise<void>;
}

/**
 * An append-only file of JSON lines. A record counts once {@link append} has resolved: it is on the disk. Of a failed
 * write nothing stays: the next record would be glued to its rest. Nothing is written to a file that another process has
 * added to or taken away: its next reader would know half of what was delivered.
 */
export class Journal {
  readonly #file: AppendedFile;
  #goodBytes: number;
  #torn = false;
  #last: Promise<void> = Promise.resolve();

  constructor(file: AppendedFile, goodBytes: number) {
    this.#file = file;
    this.#goodBytes = goodBytes;
  }

  /** @throws the system's error when the record is not surely on the disk; it then counts as not written */
  append(record: JournalRecord): Promise<void> {
    const line = Buffer.from(`${JSON.stringify(record)}\n`);
    const written = this.#last.then(() => this.#write(line));
    this.#last = written.catch(() => undefined);
    return written;
  }

  async close(): Promise<void> {
    await this.#last;
    await this.#file.close();
  }

  async #write(line: Buffer): Promise<void> {
    await this.#cutOffTornLine();
    const { nlink, size } = await this.#file.stat();
    if (nlink === 0 || size !== this.#goodBytes) {
      throw new Error(
        'Another process has changed the journal, maybe a second relay. Start this one again, alone.',
      );
    }
    try {
      await this.#file.appendFile(line);
      await this.#file.datasync();
      this.#goodBytes += line.length;
    } catch (error) {
      this.#torn = true;
      // It may fail as well; then the next record tries again, and fails for as long as this does.
      await this.#cutOffTornLine().catch(() => undefined);
      throw error;
    }
  }

  async #cutOffTornLine(): Promise<void> {
    if (!this.#torn) return;
    await this.#file.truncate(this.#goodBytes);
    this.#torn = false;
  }
}
