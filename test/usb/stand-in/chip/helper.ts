import { createHash } from 'node:crypto';
import { constants, inflateSync } from 'node:zlib';
import { answer, checksumOf, COMMAND, parseRequest, word, type ChipParts, type Request } from './commands.ts';
import type { NorFlash } from './nor-flash.ts';
import type { Registers } from './registers.ts';

/** Of the helper's answers (flasher_stub/include/stub_flasher.h of espressif/esptool 4.7). */
const OK = 0;
const WRONG_LENGTH = 0xc0;
const WRONG_CHECKSUM = 0xc1;
const WRONG_BLOCK_SIZE = 0xc2;
const NOT_WRITING = 0xc6;
const NOT_DEFLATED = 0xc7;
const TOO_LITTLE = 0xc8;
const TOO_MUCH = 0xc9;
const NOT_KNOWN = 0xff;

const LARGEST_BLOCK = 0x4000;
/** More than this on its way would overflow the line, which takes it faster than a real one. */
const MOST_IN_FLIGHT = 8192;
const SYNC_ANSWERS = 8;

interface Writing {
  readonly isDeflated: boolean;
  readonly size: number;
  readonly offset: number;
  /** What came in, as it was sent. */
  received: Buffer;
  written: number;
  error: number;
}

/**
 * The helper that Espressif's tools load into the chip's memory (flasher_stub/stub_flasher.c): it takes blocks before it writes them,
 * so what goes wrong with one is told in the answer to the next.
 */
export class Helper {
  readonly #parts: ChipParts;
  readonly #flash: NorFlash;
  readonly #registers: Registers;
  #writing: Writing | undefined;
  #reading:
    | { at: number; end: number; block: number; inFlight: number; confirmed: number; start: number }
    | undefined;

  constructor(parts: ChipParts, flash: NorFlash, registers: Registers) {
    this.#parts = parts;
    this.#flash = flash;
    this.#registers = registers;
    parts.send(Buffer.from('OHAI'));
  }

  take(frame: Buffer): void {
    if (this.#reading !== undefined) {
      this.#confirm(frame.readUInt32LE(0));
      return;
    }
    const request = parseRequest(frame);
    if (request === undefined) return;
    const { command, data } = request;
    if (command === COMMAND.runUserCode) {
      this.#parts.boot();
      return;
    }
    const isMd5 = command === COMMAND.flashMd5;
    const content = isMd5 ? this.#md5(word(data, 0), word(data, 1)) : Buffer.alloc(0);
    const error = this.#obey(request);
    const value = command === COMMAND.readRegister ? this.#registers.read(word(data, 0)) : 0;
    const tail = Buffer.concat([content, Buffer.from([error, 0])]);
    for (let times = command === COMMAND.sync ? SYNC_ANSWERS : 1; times > 0; times--) {
      this.#parts.send(answer(command, value, tail));
    }
    if (error === OK) this.#afterwards(request);
  }

  #obey(request: Request): number {
    const { command, data } = request;
    const ofLength = (length: number): number => (data.length === length ? OK : WRONG_LENGTH);
    switch (command) {
      case COMMAND.sync:
        return ofLength(36);
      case COMMAND.changeBaudRate:
        return ofLength(8);
      case COMMAND.flashMd5:
      case COMMAND.readFlash:
        return ofLength(16);
      case COMMAND.flashParameters:
        return ofLength(24);
      case COMMAND.attachFlash:
      case COMMAND.readRegister:
        return ofLength(4);
      case COMMAND.writeRegister:
        for (let at = 0; at + 4 <= data.length / 4; at += 4) {
          this.#registers.write(word(data, at), word(data, at + 1), word(data, at + 2));
        }
        return data.length % 16 === 0 ? OK : WRONG_LENGTH;
      case COMMAND.eraseFlash:
        this.#flash.eraseAll();
        return ofLength(0);
      case COMMAND.eraseRegion:
        this.#flash.erase(word(data, 0), word(data, 1));
        return ofLength(8);
      case COMMAND.flashBegin:
      case COMMAND.deflatedBegin:
        return this.#begin(data, command === COMMAND.deflatedBegin);
      case COMMAND.flashData:
      case COMMAND.deflatedData:
        return this.#check(request);
      case COMMAND.flashEnd:
      case COMMAND.deflatedEnd:
        return this.#finish();
      default:
        return NOT_KNOWN;
    }
  }

  /** What it does once it has answered. */
  #afterwards({ command, data }: Request): void {
    if (command === COMMAND.changeBaudRate) this.#parts.setBaudRate(word(data, 0));
    if (command === COMMAND.flashData || command === COMMAND.deflatedData) this.#write(data.subarray(16));
    if ((command === COMMAND.flashEnd || command === COMMAND.deflatedEnd) && word(data, 0) === 0)
      this.#parts.boot();
    if (command !== COMMAND.readFlash) return;
    const [start, length, block, inFlight] = [word(data, 0), word(data, 1), word(data, 2), word(data, 3)];
    this.#reading = { start, at: start, end: start + length, block, inFlight, confirmed: 0 };
    this.#sendRead();
  }

  #begin(data: Buffer, isDeflated: boolean): number {
    const [size, blockSize, offset] = [word(data, 0), word(data, 2), word(data, 3)];
    if (data.length !== 16) return WRONG_LENGTH;
    if (blockSize > LARGEST_BLOCK) return WRONG_BLOCK_SIZE;
    this.#flash.erase(offset, size);
    this.#writing = { isDeflated, size, offset, received: Buffer.alloc(0), written: 0, error: OK };
    return OK;
  }

  #check({ data, checksum }: Request): number {
    if (this.#writing === undefined) return NOT_WRITING;
    const content = data.subarray(16);
    if (word(data, 0) !== content.length) return WRONG_LENGTH;
    return checksumOf(content) === (checksum & 0xff) ? this.#writing.error : WRONG_CHECKSUM;
  }

  #write(content: Buffer): void {
    const writing = this.#writing;
    if (writing === undefined) return;
    writing.received = Buffer.concat([writing.received, content]);
    try {
      const all = writing.isDeflated
        ? inflateSync(writing.received, { finishFlush: constants.Z_SYNC_FLUSH })
        : writing.received.subarray(0, writing.size);
      if (all.length > writing.size) writing.error = TOO_MUCH;
      this.#flash.write(writing.offset + writing.written, all.subarray(writing.written));
      writing.written = all.length;
    } catch {
      writing.error = NOT_DEFLATED;
    }
  }

  #finish(): number {
    const writing = this.#writing;
    this.#writing = undefined;
    if (writing === undefined) return NOT_WRITING;
    return writing.written < writing.size ? TOO_LITTLE : writing.error;
  }

  #md5(offset: number, length: number): Buffer {
    return createHash('md5')
      .update(this.#flash.bytes.subarray(offset, offset + length))
      .digest();
  }

  /** Sends blocks until as many are on their way as may be, and at the end the MD5 of all. */
  #sendRead(): void {
    const reading = this.#reading;
    if (reading === undefined) return;
    const { start, end, block, inFlight } = reading;
    while (
      reading.at < end &&
      reading.at - start < reading.confirmed + Math.min(block * inFlight, MOST_IN_FLIGHT)
    ) {
      const next = Math.min(reading.at + block, end);
      this.#parts.send(this.#flash.bytes.subarray(reading.at, next));
      reading.at = next;
    }
    if (reading.confirmed < end - start) return;
    this.#reading = undefined;
    this.#parts.send(this.#md5(start, end - start));
  }

  #confirm(received: number): void {
    if (this.#reading !== undefined) this.#reading.confirmed = received;
    this.#sendRead();
  }
}
