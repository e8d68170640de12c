import { crc32 } from 'node:zlib';
import { checksumOf } from './commands.ts';

/** Parts of an archive as Espruino's site offers it: of the right form, and with nothing in them that a chip could run. */
export const BOOT_PART = loaded(0x00, [Buffer.from('bootloader'.repeat(30))]);
export const DEFAULTS_PART = Buffer.concat([Buffer.of(0x05, 0x08), Buffer.alloc(126, 0x02)]);
export const BLANK_PART = Buffer.alloc(4096, 0xff);

export interface UserPart {
  readonly version?: string;
  readonly board?: string;
  /** Of the header: size of the flash, and speed. */
  readonly sizeAndSpeed?: number;
  /** How the builder has written a CRC-32 whose highest bit is set. */
  readonly crc?: (crc: number) => number;
}

export function userPart({
  version = '2v29',
  board = 'ESP8266_4MB',
  sizeAndSpeed = 0x6f,
  crc = (value) => value + 1,
}: UserPart = {}): Buffer {
  const program = Buffer.alloc(40_000);
  for (let at = 0; at < program.length; at++) program[at] = (at * at) >>> 5;
  program.write(`${board}\0Server: Espruino ${version}\0`, 20_000, 'latin1');
  const inFlash = Buffer.concat([
    Buffer.of(0xea, 4, 0, 0, 0, 0, 0x10, 0x40),
    words(0, program.length),
    program,
  ]);
  const part = Buffer.concat([inFlash, loaded(sizeAndSpeed, [Buffer.alloc(300, 1), Buffer.alloc(20, 2)])]);
  return Buffer.concat([part, words(crc(crc32(part)) >>> 0)]);
}

/** A combined image of 4 MB. */
export function combined(user = userPart()): Buffer {
  const image = Buffer.alloc(4 * 1024 * 1024, 0xff);
  image.set(BOOT_PART, 0);
  image.set(user, 0x1000);
  image.set(DEFAULTS_PART, 0x3fc000);
  return image;
}

/** An image that is loaded into memory; segments are padded to words. */
function loaded(sizeAndSpeed: number, segments: readonly Buffer[]): Buffer {
  const padded = segments.map((segment) => Buffer.concat([segment, Buffer.alloc(-segment.length & 3)]));
  const content = padded.flatMap((segment) => [words(0x40100000, segment.length), segment]);
  const head = Buffer.of(0xe9, segments.length, 0, sizeAndSpeed, 0, 0, 0x10, 0x40);
  const image = Buffer.concat([head, ...content]);
  const end = image.length | 15;
  return Buffer.concat([
    image,
    Buffer.alloc(end - image.length),
    Buffer.of(checksumOf(Buffer.concat(padded))),
  ]);
}

function words(...values: number[]): Buffer {
  return Buffer.from(Uint32Array.from(values).buffer);
}
