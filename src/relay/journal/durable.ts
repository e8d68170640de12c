import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { codeOf } from '../../reason.ts';

/** Writes a file anew so that at any moment, also after a power cut, it is whole: the old one or the new one. */
export async function replaceFile(path: string, content: AsyncIterable<string>): Promise<void> {
  const temporary = `${path}.new`;
  const file = await open(temporary, 'w', 0o600);
  try {
    for await (const text of content) await file.appendFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
  await syncFolder(path);
}

/** What Windows and file systems of networks say to a folder's sync. They have no such thing: their names are journaled. */
const NO_FOLDER_SYNC = ['EPERM', 'EISDIR', 'EINVAL', 'ENOTSUP'];

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
    if (!NO_FOLDER_SYNC.includes(codeOf(error) ?? '')) throw error;
  }
}
