const ERASED = 0xff;

/** Espruino's Storage as far as uploads go: write-once bytes that outlive power. */
export class StandInStorage {
  readonly files = new Map<string, Buffer>();
  readonly #totalBytes: number;
  /** What a write does to the bytes on their way into the flash; the default keeps them. */
  spoil: (bytes: Buffer) => Buffer = (bytes) => bytes;
  refuses = false;

  constructor(totalBytes: number) {
    this.#totalBytes = totalBytes;
  }

  read = (name: string): string | undefined => this.files.get(name)?.toString('latin1');

  erase = (name: string): void => {
    this.files.delete(name);
  };

  compact = (): void => undefined;

  getFree = (): number =>
    [...this.files.values()].reduce((free, { length }) => free - 32 - ((length + 3) & ~3), this.#totalBytes);

  /** As the real one: an offset of 0 makes the file anew, with the rest of it erased; written bytes can't be written again. */
  write = (name: string, data: string, offset = 0, size = 0): boolean => {
    const bytes = Buffer.from(data, 'latin1');
    if (this.refuses) return false;
    if (offset === 0) {
      this.erase(name);
      const length = size === 0 ? bytes.length : size;
      if (this.getFree() < length + 32) throw new Error('Unable to find or create file');
      this.files.set(name, Buffer.alloc(length, ERASED));
    }
    const file = this.files.get(name);
    if (file === undefined) throw new Error('Unable to find or create file');
    if (offset + bytes.length > file.length) throw new Error('Too much data for file size');
    if (file.subarray(offset, offset + bytes.length).some((byte) => byte !== ERASED)) {
      throw new Error('File already written with different data');
    }
    this.spoil(bytes).copy(file, offset);
    return true;
  };
}
