import type { Chip } from './chip.ts';
import { isObject, type RealmObject } from './realm.ts';
import { STORAGE_BYTES } from './storage.ts';

/** `require("Storage")` (src/jswrap_storage.c) over the chip's flash. */
export function storageModule(chip: Chip): RealmObject {
  const { realm, flash } = chip;
  const name = (value: unknown): string => realm.describe(value);
  const write = (file: unknown, data: unknown, offset: unknown, size: unknown): boolean => {
    const bytes = isObject(data) ? JSON.stringify(data) : realm.describe(data);
    const length = Number(size ?? 0);
    if (length === 0 && Number(offset ?? 0) === 0) return flash.write(name(file), bytes);
    const at = Number(offset ?? 0);
    const before = at === 0 ? '\xff'.repeat(length) : (flash.read(name(file)) ?? '');
    if (at + bytes.length > before.length) return false;
    return flash.write(name(file), before.slice(0, at) + bytes + before.slice(at + bytes.length));
  };
  return realm.object(
    {},
    {
      read: ([file]) => flash.read(name(file)),
      readJSON: ([file]) => {
        const text = flash.read(name(file));
        return text === undefined ? undefined : realm.parseJson(text);
      },
      write: ([file, data, offset, size]) => write(file, data, offset, size),
      writeJSON: ([file, data]) => write(file, JSON.stringify(data), 0, 0),
      erase: ([file]) => {
        flash.erase(name(file));
      },
      eraseAll: () => {
        flash.eraseAll();
      },
      list: () => realm.array([...flash.files.keys()]),
      getFree: () => flash.freeBytes,
      getStats: () =>
        realm.object({ totalBytes: STORAGE_BYTES, freeBytes: flash.freeBytes, fileCount: flash.files.size }),
      compact: () => undefined,
    },
  );
}
