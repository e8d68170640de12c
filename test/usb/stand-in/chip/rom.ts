import { answer, checksumOf, COMMAND, parseRequest, word, type ChipParts } from './commands.ts';
import type { NorFlash } from './nor-flash.ts';
import type { Registers } from './registers.ts';

/** Of the ROM's answers. */
const OK = 0;
const MALFORMED = 5;
const FAILED = 6;
const WRONG_CHECKSUM = 7;
const WRITTEN_OTHERWISE = 8;

const LARGEST_BLOCK = 0x1800;
const SYNC_ANSWERS = 8;

/**
 * The bootloader in the chip's ROM, as its code at 0x40003368 (UartDwnLdProc) has it: what it takes for malformed, that a block
 * counts before its checksum is looked at, that it reads back what it wrote, and that it answers what it does not know under the
 * name of the command before, eight times when that was a greeting.
 */
export class Rom {
  readonly #parts: ChipParts;
  readonly #flash: NorFlash;
  readonly #registers: Registers;
  #last = 0;
  #value = 0;
  #download = { size: 0, blocks: 0, blockSize: 0, next: 0, total: 0, offset: 0 };

  constructor(parts: ChipParts, flash: NorFlash, registers: Registers) {
    this.#parts = parts;
    this.#flash = flash;
    this.#registers = registers;
  }

  take(frame: Buffer): void {
    const request = parseRequest(frame);
    if (request === undefined) return;
    const { command, data, checksum, direction } = request;
    const error = direction === 0 ? this.#obey(command, data, checksum & 0xff) : undefined;
    if (error !== undefined) this.#last = command;
    const status = Buffer.from(error === OK ? [0, 0] : [1, error ?? MALFORMED]);
    for (let times = this.#last === COMMAND.sync ? SYNC_ANSWERS : 1; times > 0; times--) {
      this.#parts.send(answer(this.#last, this.#value, status));
    }
    if (command === COMMAND.memoryEnd && error === OK && word(data, 0) === 0) this.#parts.run(word(data, 1));
    if (command === COMMAND.flashEnd && error === OK && word(data, 0) === 0) this.#parts.boot();
  }

  /** @returns an error, or undefined for a command that the ROM does not know */
  #obey(command: number, data: Buffer, checksum: number): number | undefined {
    switch (command) {
      case COMMAND.flashBegin:
        return this.#begin(data, true);
      case COMMAND.memoryBegin:
        return this.#begin(data, false);
      case COMMAND.flashData:
        return this.#takeBlock(data, checksum, true);
      case COMMAND.memoryData:
        return this.#takeBlock(data, checksum, false);
      case COMMAND.flashEnd: {
        const { size, total, blocks, next } = this.#download;
        return size === total && blocks === next ? OK : FAILED;
      }
      case COMMAND.memoryEnd:
        return data.length <= 8 ? OK : MALFORMED;
      case COMMAND.sync:
        this.#value = word(data, 0);
        return OK;
      case COMMAND.writeRegister:
        for (let at = 0; at + 4 <= data.length / 4; at += 4) {
          this.#registers.write(word(data, at), word(data, at + 1), word(data, at + 2));
        }
        return OK;
      case COMMAND.readRegister:
        this.#value = this.#registers.read(word(data, 0));
        return OK;
      case COMMAND.flashParameters:
        return data.length === 24 ? OK : MALFORMED;
      default:
        return undefined;
    }
  }

  #begin(data: Buffer, erases: boolean): number {
    const [size, blocks, blockSize, offset] = [word(data, 0), word(data, 1), word(data, 2), word(data, 3)];
    if (data.length !== 16 || blockSize > LARGEST_BLOCK) return MALFORMED;
    this.#download = { size, blocks, blockSize, next: 0, total: 0, offset };
    if (!erases) return OK;
    if (offset + size > this.#flash.bytes.length || offset % 4096 !== 0) return FAILED;
    this.#flash.eraseLikeRom(offset, size);
    return OK;
  }

  #takeBlock(data: Buffer, checksum: number, isFlash: boolean): number {
    const download = this.#download;
    const content = data.subarray(16);
    const isOdd = content.length > download.blockSize || word(data, 1) !== download.next;
    if (isOdd || word(data, 0) !== content.length || (isFlash && content.length % 4 !== 0)) return MALFORMED;
    download.next++;
    if (checksumOf(content) !== checksum) return WRONG_CHECKSUM;
    if (isFlash) {
      this.#flash.write(download.offset, content);
      const written = this.#flash.bytes.subarray(download.offset, download.offset + content.length);
      if (checksumOf(written) !== checksum) return WRITTEN_OTHERWISE;
    } else this.#parts.load(download.offset, content);
    download.total += content.length;
    download.offset += content.length;
    return OK;
  }
}
