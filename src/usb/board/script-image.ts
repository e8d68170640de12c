import { crc32 } from 'node:zlib';

/**
 * The boot script as it lies in the board's flash. A file there exists from its first byte on, so a transfer that ends
 * half-way would leave half a script that boots. The image therefore starts with four bytes of its own: while it is sent
 * they are `;` and three bytes of erased flash (0xFF), which Espruino refuses as its first token ("Got [ERASED]", in all
 * of its versions an error), so it runs nothing of what follows. Once the whole image has been read back and compared,
 * {@link SEAL} is broken by writing `;;;` over those three: one word of flash, and any state of it that a loss of power
 * may leave is refused too, or a statement that does nothing.
 */
export interface ScriptImage {
  /** What is sent: one character a byte. */
  readonly sealed: string;
  readonly length: number;
  readonly sealedCrc: number;
  /** The CRC-32 after the seal was broken. */
  readonly openCrc: number;
}

const SEAL = '\xff\xff\xff';
/** What breaks the seal, and where. */
export const OPENING = { text: ';;;', offset: 1 };

/** A file's header in Storage, and the step that files are rounded up to (Espruino's src/jsflash.h). */
const HEADER_BYTES = 32;
const ALIGNMENT_BYTES = 4;

export function scriptImage(script: string): ScriptImage {
  const body = Buffer.from(script).toString('latin1');
  const sealed = `;${SEAL}${body}`;
  const open = `;${OPENING.text}${body}`;
  return { sealed, length: sealed.length, sealedCrc: crcOf(sealed), openCrc: crcOf(open) };
}

function crcOf(bytes: string): number {
  return crc32(Buffer.from(bytes, 'latin1'));
}

/** What the image takes in the board's Storage. */
export function storageBytes(image: ScriptImage): number {
  return HEADER_BYTES + Math.ceil(image.length / ALIGNMENT_BYTES) * ALIGNMENT_BYTES;
}

/** What the script on a board is, beside the one that it is to be. */
export type StoredScript = 'same' | 'none' | 'half' | 'other';

/** @param stored what lies in the board's flash, of no length where nothing does */
export function storedScript(
  { length, crc }: { readonly length: number; readonly crc: number },
  image: ScriptImage,
): StoredScript {
  if (length === 0) return 'none';
  if (length !== image.length) return 'other';
  return crc === image.openCrc ? 'same' : crc === image.sealedCrc ? 'half' : 'other';
}
