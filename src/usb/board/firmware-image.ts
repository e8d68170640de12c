import { crc32 } from 'node:zlib';
import { flashFaults } from '../protocol/flash-faults.ts';

/**
 * Espruino for the ESP8266_4MB as it is to lie in the flash: all 4 MB of it, blank where nothing is.
 *
 * Where the parts go, and the mode, is what Espruino's own flashing instructions say (its targets/esp8266/README_flash.txt).
 */
export interface FirmwareImage {
  readonly bytes: Buffer;
  /** As in `2v29`, or undefined where the image does not tell. */
  readonly version: string | undefined;
}

export const FLASH_BYTES = 4 * 1024 * 1024;
/** The flash is erased by sectors of this size. */
const SECTOR_BYTES = 4096;
const ERASED = 0xff;

/** Where the parts of Espruino's archive go. */
export const PLACES = { boot: 0, user: 0x1000, defaults: 0x3fc000, blank: 0x3fe000 } as const;

export type Part = keyof typeof PLACES;

/** First bytes: of an image that the chip's ROM loads, and of one that the bootloader runs. */
const LOADED_MAGIC = 0xe9;
const USER_MAGIC = 0xea;
/** The two bytes of a header that tell how to read the flash: QIO; 4 MB as 1 MB and 1 MB (4MB-c1), at 80 MHz. */
const QIO = 0x00;
const SIZE_4MB_C1 = 0x60;
const AT_80_MHZ = 0x0f;
const MODE_AT = 2;
/** What the checksum of segments starts with. */
const CHECKSUM_SEED = 0xef;
/** The radio's settings begin with this; without them the chip's SDK refuses to start. */
const DEFAULTS_FIRST = 0x05;
/** Espruino's name of the board, as its `process.env` tells it. */
const BOARD_NAME = 'ESP8266_4MB';

/**
 * Puts the parts of Espruino's archive to their places, and checks the result as {@link checkedImage} does.
 * @param name of what they come from, for messages
 */
export function imageOfParts(name: string, parts: ReadonlyMap<Part, Uint8Array>): FirmwareImage {
  const bytes = Buffer.alloc(FLASH_BYTES, ERASED);
  for (const [part, content] of parts) {
    if (PLACES[part] + content.length > FLASH_BYTES) throw flashFaults.unusable(name, 'a part is too large');
    bytes.set(content, PLACES[part]);
  }
  return checkedImage(name, bytes);
}

/**
 * Checks that this is the whole of an Espruino for an ESP8266 with 4 MB, and sets how the flash is to be read: QIO at 80 MHz. The
 * header of Espruino's bootloader says 40 MHz, with which the button's script runs a third slower.
 * @param name of the file, for messages
 * @throws Failure firmwareUnusable
 */
export function checkedImage(name: string, content: Uint8Array): FirmwareImage {
  if (content.length !== FLASH_BYTES) {
    const bytes = `it has ${content.length} bytes, and a combined image for 4 MB has ${FLASH_BYTES}`;
    throw flashFaults.unusable(name, bytes);
  }
  const bytes = Buffer.from(content);
  try {
    checkLoaded(bytes, PLACES.boot);
    checkUser(bytes, PLACES.user);
  } catch (error) {
    // What else is thrown is a read past its end.
    const what = error instanceof Wrong ? error.message : 'it is cut off';
    throw flashFaults.unusable(name, what);
  }
  if (bytes[PLACES.defaults] !== DEFAULTS_FIRST) {
    throw flashFaults.unusable(name, "the radio's settings (esp_init_data_default.bin) are missing");
  }
  bytes.set([QIO, SIZE_4MB_C1 | AT_80_MHZ], PLACES.boot + MODE_AT);
  return { bytes, version: versionIn(bytes) };
}

/** A run of sectors that are not blank. */
export interface Run {
  readonly address: number;
  readonly bytes: Buffer;
}

/** What has to be written on an erased flash. */
export function runsOf({ bytes }: FirmwareImage): Run[] {
  const runs: Run[] = [];
  let start: number | undefined;
  for (let at = 0; at <= bytes.length; at += SECTOR_BYTES) {
    const isBlank = bytes.subarray(at, at + SECTOR_BYTES).every((byte) => byte === ERASED);
    if (!isBlank) start ??= at;
    else if (start !== undefined) {
      runs.push({ address: start, bytes: bytes.subarray(start, at) });
      start = undefined;
    }
  }
  return runs;
}

class Wrong extends Error {}

/**
 * Checks an image that is loaded into memory: a header of 8 bytes, segments of an address, a length and their bytes, and a
 * checksum that ends a line of 16 bytes.
 * @returns where it ends
 */
function checkLoaded(bytes: Buffer, start: number): number {
  if (bytes[start] !== LOADED_MAGIC) throw new Wrong('it does not begin with a bootloader for the ESP8266');
  let at = start + 8;
  let checksum = CHECKSUM_SEED;
  for (let segments = bytes.readUInt8(start + 1); segments > 0; segments--) {
    const end = at + 8 + bytes.readUInt32LE(at + 4);
    for (at += 8; at < end; at++) checksum ^= bytes.readUInt8(at);
  }
  const checksumAt = at | 15;
  if (bytes.readUInt8(checksumAt) !== checksum)
    throw new Wrong('a checksum in it is wrong, so it is damaged');
  return checksumAt + 1;
}

/**
 * Checks what the bootloader runs: a header, the code that stays in the flash, then an image as {@link checkLoaded} takes it,
 * and a CRC-32 over all (Espruino's targets/esp8266/gen_appbin_python3.py).
 */
function checkUser(bytes: Buffer, start: number): void {
  if (bytes[start] !== USER_MAGIC) throw new Wrong(`at ${hex(start)} there is no program for the ESP8266`);
  const loadedAt = start + 16 + bytes.readUInt32LE(start + 12);
  const end = checkLoaded(bytes, loadedAt);
  const crc = crc32(bytes.subarray(start, end));
  // The tool and the SDK disagree about CRCs whose highest bit is set; both kinds are about.
  const stored = bytes.readUInt32LE(end);
  if (stored !== (crc + 1) >>> 0 && stored !== ~crc >>> 0) {
    throw new Wrong('its CRC-32 is wrong, so it is damaged');
  }
  if ((bytes.readUInt8(loadedAt + MODE_AT + 1) & 0xf0) !== SIZE_4MB_C1) {
    throw new Wrong('it is made for a flash of another size');
  }
  if (!bytes.subarray(start, end).includes(BOARD_NAME)) throw new Wrong(`it is no Espruino "${BOARD_NAME}"`);
}

function versionIn(bytes: Buffer): string | undefined {
  return /Espruino (\d+v\d+(?:\.\d+)?)/.exec(bytes.toString('latin1'))?.[1];
}

function hex(address: number): string {
  return `0x${address.toString(16)}`;
}
