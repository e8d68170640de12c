import type { Interpreter } from '../interpreter.ts';
import { BoardError, isCallable, isObject, type Realm, type RealmObject } from '../../language/realm.ts';
import { isPlainObject } from '../../language/type-name.ts';
import { textIn } from './bytes.ts';
import { NAME_BYTES, STORAGE_BYTES } from '../../hardware/flash.ts';

/** A byte of flash that was not written yet. */
const ERASED = '\xff';

/** `require("Storage")` (src/jswrap_storage.c, src/jsflash.c) over the chip's flash. */
export function storageModule(interpreter: Interpreter): RealmObject {
  const { realm, flash } = interpreter;
  const name = (value: unknown): string => realm.describe(value).slice(0, NAME_BYTES);
  const write = (file: string, bytes: string, at: number, size: number): boolean => {
    if (at < 0 || size < 0) return false;
    const length = size || bytes.length;
    if (length === 0) throw new BoardError("Can't create zero length file");
    let content = flash.read(file);
    // Written from its start a file is made anew, unless it is of this size and still empty.
    if (at === 0 && (content?.length !== length || !isErased(content))) {
      if (content === bytes && length === bytes.length) return true;
      content = flash.write(file, ERASED.repeat(length)) ? ERASED.repeat(length) : undefined;
    }
    if (content === undefined) throw new BoardError('Unable to find or create file');
    if (at + bytes.length > content.length) throw new BoardError('Too much data for file size');
    // What was written before can't be written over: flash only takes bits away.
    if (!isErased(content.slice(at, at + bytes.length))) {
      throw new BoardError('File already written with different data');
    }
    flash.fill(file, content.slice(0, at) + bytes + content.slice(at + bytes.length));
    return true;
  };
  const read = (file: unknown, offset: unknown, length: unknown): string | undefined => {
    const at = Math.max(Number(offset ?? 0), 0);
    const wanted = Number(length ?? 0);
    return flash.read(name(file))?.slice(at, wanted > 0 ? at + wanted : undefined);
  };
  return realm.object(
    {},
    {
      read: ([file, offset, length]) => read(file, offset, length),
      readJSON: ([file, noExceptions]) => {
        const text = flash.read(name(file));
        if (text === undefined) return undefined;
        try {
          return realm.parseJson(text);
        } catch (error) {
          if (noExceptions) return undefined;
          throw error;
        }
      },
      write: ([file, data, offset, size]) =>
        isPlainObject(data)
          ? write(name(file), JSON.stringify(data), 0, 0)
          : write(name(file), contentOf(interpreter, data), Number(offset ?? 0), Number(size ?? 0)),
      writeJSON: ([file, data]) => write(name(file), JSON.stringify(data), 0, 0),
      erase: ([file]) => {
        flash.erase(name(file));
      },
      eraseAll: () => {
        flash.eraseAll();
      },
      list: ([pattern]) =>
        realm.array([...flash.files.keys()].filter((file) => matches(realm, file, pattern))),
      getFree: () => flash.freeBytes,
      getStats: () =>
        realm.object({ totalBytes: STORAGE_BYTES, freeBytes: flash.freeBytes, fileCount: flash.files.size }),
      compact: () => {
        flash.compact();
      },
    },
  );
}

/** What is no object is taken byte by byte (JSV_GET_AS_CHAR_ARRAY). */
function contentOf(interpreter: Interpreter, data: unknown): string {
  if (data === undefined) throw new BoardError("Can't get pointer to data to write");
  if (isCallable(data)) throw new BoardError('A function in a file is not in the virtual board');
  return textIn(interpreter, [data]);
}

/** As `match` has it (jsfListFiles): a text is looked for anywhere in the name. */
function matches(realm: Realm, file: string, pattern: unknown): boolean {
  if (pattern === undefined) return true;
  if (isObject(pattern) && isCallable(pattern['test'])) {
    return Boolean(Reflect.apply(pattern['test'], pattern, [file]));
  }
  return file.includes(realm.describe(pattern));
}

function isErased(bytes: string): boolean {
  return bytes === ERASED.repeat(bytes.length);
}
