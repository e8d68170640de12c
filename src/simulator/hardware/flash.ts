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

  /** False when it does not fit or the name is too long; nothing is changed then. */
  write(name: string, bytes: string): boolean {
    if (name.length === 0 || name.length > NAME_BYTES) return false;
    const before = this.files.get(name);
    const freed = before === undefined ? 0 : size(before);
    if (this.freeBytes + this.#trashBytes + freed < size(bytes)) return false;
    this.erase(name);
    if (this.freeBytes < size(bytes)) this.compact();
    this.files.set(name, bytes);
    return true;
  }

  read(name: string): string | undefined {
    return this.files.get(name);
  }

  erase(name: string): void {
    const bytes = this.files.get(name);
    if (bytes !== undefined) this.#trashBytes += size(bytes);
    this.files.delete(name);
  }

  eraseAll(): void {
    this.files.clear();
    this.#trashBytes = 0;
  }

  /** The board does so too when a file would not fit otherwise. */
  compact(): void {
    this.#trashBytes = 0;
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
