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

interface Waiting {
  readonly line: string;
  readonly written: () => void;
  readonly failed: (error: unknown) => void;
}

/**
 * An append-only file of JSON lines. A record counts once {@link append} has resolved: it is on the disk. What comes while the
 * disk is at work goes to it together, with one sync for all. Of a failed write nothing stays: the next record would be glued
 * to its rest. Nothing is written to a file that another process has added to or taken away: its next reader would know half
 * of what was delivered.
 */
export class Journal {
  readonly #file: AppendedFile;
  #goodBytes: number;
  #torn = false;
  #waiting: Waiting[] = [];
  #work: Promise<void> | undefined;

  constructor(file: AppendedFile, goodBytes: number) {
    this.#file = file;
    this.#goodBytes = goodBytes;
  }

  /** @throws the system's error when the record is not surely on the disk; it then counts as not written */
  append(record: JournalRecord): Promise<void> {
    return new Promise((written, failed) => {
      this.#waiting.push({ line: `${JSON.stringify(record)}\n`, written, failed });
      this.#work ??= this.#writeAll();
    });
  }

  async close(): Promise<void> {
    await this.#work;
    await this.#file.close();
  }

  /** Never rejects. */
  async #writeAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      const together = this.#waiting;
      this.#waiting = [];
      try {
        await this.#write(Buffer.from(together.map(({ line }) => line).join('')));
        for (const { written } of together) written();
      } catch (error) {
        for (const { failed } of together) failed(error);
      }
    }
    this.#work = undefined;
  }

  async #write(lines: Buffer): Promise<void> {
    await this.#cutOffTornLine();
    const { nlink, size } = await this.#file.stat();
    if (nlink === 0 || size !== this.#goodBytes) {
      throw new Error(
        'Another process has changed the journal, maybe a second relay. Start this one again, alone.',
      );
    }
    try {
      await this.#file.appendFile(lines);
      await this.#file.datasync();
      this.#goodBytes += lines.length;
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
