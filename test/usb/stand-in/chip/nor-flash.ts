const SECTOR_BYTES = 4096;
const BLOCK_SECTORS = 16;
const ERASED = 0xff;
/** Winbond's, as most boards have it. */
const MAKER_AND_KIND = 0x40ef;

/** A flash chip: erasing a sector sets its bits, writing only clears them. */
export class NorFlash {
  readonly bytes: Buffer;
  /** What a write does to the bytes on their way into the flash; the default keeps them. */
  spoil: (bytes: Uint8Array) => Uint8Array = (bytes) => bytes;

  constructor(size = 4 * 1024 * 1024) {
    this.bytes = Buffer.alloc(size, ERASED);
  }

  /** What it answers to the command 0x9F. */
  get id(): number {
    return (Math.log2(this.bytes.length) << 16) | MAKER_AND_KIND;
  }

  eraseAll(): void {
    this.bytes.fill(ERASED);
  }

  /** Erases every sector that holds some of these bytes. */
  erase(offset: number, length: number): void {
    const start = offset - (offset % SECTOR_BYTES);
    const end = Math.ceil((offset + length) / SECTOR_BYTES) * SECTOR_BYTES;
    this.bytes.fill(ERASED, start, end);
  }

  /**
   * Erases as the chip's ROM does, which counts the sectors before the first whole block twice (SPIEraseArea, at 0x40004b44 of
   * the ROM).
   */
  eraseLikeRom(offset: number, length: number): void {
    const sectors = Math.ceil(length / SECTOR_BYTES);
    const toBlock = BLOCK_SECTORS - ((offset / SECTOR_BYTES) % BLOCK_SECTORS);
    this.erase(offset, (sectors + Math.min(sectors, toBlock)) * SECTOR_BYTES);
  }

  write(offset: number, content: Uint8Array): void {
    this.spoil(content).forEach((byte, index) => {
      const at = offset + index;
      if (at < this.bytes.length) this.bytes[at] = this.bytes.readUInt8(at) & byte;
    });
  }
}
