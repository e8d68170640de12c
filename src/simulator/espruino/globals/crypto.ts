import { createHash } from 'node:crypto';
import type { Interpreter } from '../interpreter.ts';
import { bytesIn } from './bytes.ts';
import type { RealmObject } from '../../language/realm.ts';

/** `require("crypto")`: of hashes this board has SHA-1 alone. */
export function cryptoModule(interpreter: Interpreter): RealmObject {
  return interpreter.realm.object(
    {},
    {
      SHA1: (args) => {
        const hash = createHash('sha1')
          .update(Uint8Array.from(bytesIn(interpreter, args)))
          .digest();
        return interpreter.realm.bytes(hash).buffer;
      },
    },
  );
}
