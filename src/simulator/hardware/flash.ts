/** What 48 pages of 4 KB hold on the ESP8266_4MB board (boards/ESP8266_4MB.py). */
export const STORAGE_BYTES = 48 * 4096;
/** A file's header in Espruino's flash (JsfFileHeader: 4 bytes of size, 28 of name). */
const HEADER_BYTES = 32;
export const NAME_BYTES = 28;

/**
 * The flash that Espruino's `Storage` keeps files in. It belongs to the chip, not to the program: it outlives resets
 * and loss of power. Contents hold one byte a character.
 */
export class Flash {
  readonly files = new Map<string, string>();
  /** What erased and replaced files still take, until a compaction (jsfGetStorageStats of src/jsflash.c). */
  #trashBytes = 0;
  /** The same without their headers. */
  #trashContentBytes = 0;

  /**
   * Makes a file anew (jsfWriteFile, _jsfCreateFile). False when it does not fit: what had its name before is gone all the same.
   * One without a name would be lost at once.
   */
  write(name: string, bytes: string): boolean {
    this.erase(name);
    if (name === '') return false;
    if (this.freeBytes < size(bytes)) {
      // The board asks itself whether a compaction would do, and forgets the headers.
      if (this.freeBytes + this.#trashContentBytes <= size(bytes)) return false;
      this.compact();
    }
    this.files.set(name, bytes);
    return true;
  }

  /** Writes to what is still empty of a file, which takes no more room. */
  fill(name: string, bytes: string): void {
    this.files.set(name, bytes);
  }

  read(name: string): string | undefined {
    return this.files.get(name);
  }

  erase(name: string): void {
    const bytes = this.files.get(name);
    if (bytes === undefined) return;
    this.#trashBytes += size(bytes);
    this.#trashContentBytes += bytes.length;
    this.files.delete(name);
  }

  eraseAll(): void {
    this.files.clear();
    this.compact();
  }

  /** The board does so too when a file would not fit otherwise. */
  compact(): void {
    this.#trashBytes = 0;
    this.#trashContentBytes = 0;
  }

  get freeBytes(): number {
    let free = STORAGE_BYTES - this.#trashBytes;
    for (const bytes of this.files.values()) free -= size(bytes);
    return free;
  }
}

function size(bytes: string): number {
  return HEADER_BYTES + Math.ceil(bytes.length / 4) * 4;
}
