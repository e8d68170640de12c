import { RELAY_KEY } from 'button:constants';

const crypto = /* @__PURE__ */ require('crypto');

/** Block size of SHA-1 in bytes (RFC 3174). */
const BLOCK = 64;

function keyBlock(pad: number): Uint8Array {
  // Past the key's end charCodeAt gives NaN, which counts as the zero that RFC 2104 fills up with.
  return new Uint8Array(BLOCK).map((_, i) => RELAY_KEY.charCodeAt(i) ^ pad);
}

const inner = /* @__PURE__ */ keyBlock(0x36);
const outer = /* @__PURE__ */ keyBlock(0x5c);

/**
 * HMAC-SHA1 (RFC 2104) with the relay's secret: SHA-1 is the only hash on this chip, and sound as a MAC. Line feeds in front
 * fill the text up to whole blocks: at other lengths the chip's hash can reset it.
 * @param text 8-bit characters
 * @returns lower-case hex
 */
export function mac(text: string): string {
  const whole = text.padStart((text.length + BLOCK - 1) & -BLOCK, '\n');
  return hash(outer, hash(inner, whole)).reduce((hex, byte) => hex + (256 + byte).toString(16).slice(1), '');
}

/** Hashes the bytes in one piece: a string in several would be copied onto the chip's small stack. */
function hash(block: Uint8Array, rest: string | Uint8Array): Uint8Array {
  return E.toUint8Array(crypto.SHA1(E.toUint8Array(block, rest)));
}
