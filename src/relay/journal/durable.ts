import { createWriteStream } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { codeOf } from '../../reason.ts';

/** Writes a file anew so that at any moment, also after a power cut, it is whole: the old one or the new one. */
export async function replaceFile(path: string, content: AsyncIterable<string>): Promise<void> {
  const temporary = `${path}.new`;
  await pipeline(content, createWriteStream(temporary, { mode: 0o600, flush: true }));
  await rename(temporary, path);
  await syncFolder(path);
}

/** What Windows and file systems of networks say to a folder's sync. They have no such thing: their names are journaled. */
const NO_FOLDER_SYNC: readonly (string | undefined)[] = ['EPERM', 'EISDIR', 'EINVAL', 'ENOTSUP'];

/** Makes a file's name as durable as its content, where that takes something. */
export async function syncFolder(path: string): Promise<void> {
  try {
    const folder = await open(dirname(path), 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  } catch (error) {
    if (!NO_FOLDER_SYNC.includes(codeOf(error))) throw error;
  }
}
