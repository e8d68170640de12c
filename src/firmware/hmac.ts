import { RELAY_INNER, RELAY_OUTER } from 'button:constants';

/** Block size of SHA-1 in bytes (RFC 3174). */
const BLOCK = 64;
/** What RFC 2104 fills the key up with: 0x36 and 0x5c. */
const INNER_PAD = '6';
const OUTER_PAD = '\\';

const LINE_FEED = 10;

const crypto = /* @__PURE__ */ require('crypto');
const inner = /* @__PURE__ */ atob(RELAY_INNER).padEnd(BLOCK, INNER_PAD);
const outer = /* @__PURE__ */ atob(RELAY_OUTER).padEnd(BLOCK, OUTER_PAD);

const HEX = /* @__PURE__ */ E.toUint8Array('0123456789abcdef');
/** Of the newest MAC: a list of its own for each would take a tenth of its time. */
const digits = /* @__PURE__ */ new Uint8Array(40);

/**
 * HMAC-SHA1 (RFC 2104) with the relay's secret over a text of the protocol, which line feeds in front bring to whole blocks:
 * of some other lengths the chip's SHA-1 resets the chip (docs/chip.md). SHA-1 is its only hash, and sound as a MAC.
 * @param text 8-bit characters
 * @returns lower-case hex, until the next call: the board may give out the very bytes of the list
 */
export function mac(text: string): string {
  const bytes = E.toUint8Array;
  // Hashed in one piece: a string in several would be copied onto the chip's small stack.
  const filled = bytes(inner, { data: LINE_FEED, count: -text.length & (BLOCK - 1) }, text);
  // A hash within a hash would be too deep for it.
  const rest = bytes(outer, crypto.SHA1(filled));
  const digest = crypto.SHA1(rest);
  // Four bits for each digit, by a native: a loop over the bytes takes twice as long as all the rest.
  E.mapInPlace(digest, digits, HEX, 4);
  return E.toString(digits);
}
