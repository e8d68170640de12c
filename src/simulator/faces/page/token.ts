import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** What opens a live page: only the printed address has it. 128 bits. */
const TOKEN_BYTES = 16;

export function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}

/**
 * @param offered `Sec-WebSocket-Protocol`, by which alone a page's script can send something of its own: unlike a query it
 *   is in no address, which browsers keep and name in their errors, and unlike a cookie it goes to no other port of this
 *   machine, which may be another user's
 */
export function offersToken(offered: string | undefined, token: string): boolean {
  const [, given = '', ...more] = (offered ?? '').split(',').map((word) => word.trim());
  return more.length === 0 && timingSafeEqual(digest(given), digest(token));
}

/** Texts of any length in one length, so that they can be compared without telling how much was right. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
