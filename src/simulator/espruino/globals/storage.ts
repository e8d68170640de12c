import type { Interpreter } from '../interpreter.ts';
import { BoardError, isCallable, isObject, type RealmObject } from '../../language/realm.ts';
import { NAME_BYTES, STORAGE_BYTES } from '../../hardware/flash.ts';

/** A byte of flash that was not written yet. */
const ERASED = '\xff';

/** `require("Storage")` (src/jswrap_storage.c, src/jsflash.c) over the chip's flash. */
export function storageModule(interpreter: Interpreter): RealmObject {
  const { realm, flash } = interpreter;
  const name = (value: unknown): string => realm.describe(value).slice(0, NAME_BYTES);
  const write = (file: unknown, data: unknown, offset: unknown, size: unknown): boolean => {
    const bytes = isObject(data) ? JSON.stringify(data) : realm.describe(data);
    const at = Number(offset ?? 0);
    const length = Number(size ?? 0) || bytes.length;
    if (length === 0) throw new BoardError("Can't create zero length file");
    const before = flash.read(name(file));
    // Written from its start a file is made anew, unless it is of this size and still empty.
    const isNew = at === 0 && (before?.length !== length || !isErased(before));
    const content = isNew ? ERASED.repeat(length) : before;
    if (content === undefined) throw new BoardError('Unable to find or create file');
    if (isNew && before === bytes) return true;
    if (at + bytes.length > content.length) throw new BoardError('Too much data for file size');
    // What was written before can't be written over: flash only takes bits away.
    if (!isErased(content.slice(at, at + bytes.length))) {
      throw new BoardError('File already written with different data');
    }
    if (flash.write(name(file), content.slice(0, at) + bytes + content.slice(at + bytes.length))) return true;
    throw new BoardError('Unable to find or create file');
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
      write: ([file, data, offset, size]) => write(file, data, offset, size),
      writeJSON: ([file, data]) => write(file, JSON.stringify(data), 0, 0),
      erase: ([file]) => {
        flash.erase(name(file));
      },
      eraseAll: () => {
        flash.eraseAll();
      },
      list: ([pattern]) => realm.array([...flash.files.keys()].filter((file) => matches(file, pattern))),
      getFree: () => flash.freeBytes,
      getStats: () =>
        realm.object({ totalBytes: STORAGE_BYTES, freeBytes: flash.freeBytes, fileCount: flash.files.size }),
      compact: () => {
        flash.compact();
      },
    },
  );
}

/** A text names one file, a regular expression may match several. */
function matches(file: string, pattern: unknown): boolean {
  if (!isObject(pattern)) return pattern === undefined || pattern === file;
  return isCallable(pattern['test']) && Boolean(Reflect.apply(pattern['test'], pattern, [file]));
}

function isErased(bytes: string): boolean {
  return bytes === ERASED.repeat(bytes.length);
}
