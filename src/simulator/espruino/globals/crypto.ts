import { createHash } from 'node:crypto';
import type { Interpreter } from '../interpreter.ts';
import { bytesIn } from './bytes.ts';
import { BoardError, type RealmObject } from '../../language/realm.ts';

const BLOCK_BYTES = 64;
/** A last block with more in it than this has no room for the text's length, so that the padding goes on in another. */
const LAST_WITH_LENGTH = 56;
/** EXCCAUSE of an address that is no multiple of what is loaded from it. */
const UNALIGNED = 9;

/** `require("crypto")`: of hashes this board has SHA-1 alone. */
export function cryptoModule(interpreter: Interpreter): RealmObject {
  return interpreter.realm.object(
    {},
    {
      SHA1: ([message]) => {
        if (message === undefined) return undefined;
        const bytes = bytesIn(interpreter, [message]);
        if (loadsUnaligned(bytes.length, ArrayBuffer.isView(message) ? message.byteOffset : 0)) {
          interpreter.crash('exception', UNALIGNED);
          throw new BoardError('The chip has crashed');
        }
        return interpreter.realm.bytes(createHash('sha1').update(Uint8Array.from(bytes)).digest()).buffer;
      },
    },
  );
}

/**
 * Whether SHA-1 of so many bytes crashes the chip. There the crypto library's memcpy is flash_memcpy
 * (libs/crypto/mbedtls/config.h), which loads words from where it copies: from the text's last block, if there is one, and
 * from the middle of the padding, where that begins in one block and goes on in the next (mbedtls_sha1_finish).
 * @param offset where a view begins in its buffer, which itself is aligned
 */
function loadsUnaligned(length: number, offset: number): boolean {
  const last = length % BLOCK_BYTES;
  const fromText = last > 0 && offset % 4 !== 0;
  const fromPadding = last > LAST_WITH_LENGTH && last % 4 !== 0;
  return fromText || fromPadding;
}
