import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Opens an address in the user's browser. What a program is started with all users of a machine can read, so an address
 * that others must not know goes into a file of the user's own, which leads there.
 * @param open hands a file or an address to the system
 * @returns takes the file away again
 */
export async function openInBrowser(
  url: string,
  open: (target: string) => Promise<unknown>,
): Promise<() => Promise<void>> {
  if (new URL(url).hash === '') {
    await open(url);
    return () => Promise.resolve();
  }
  // Only its owner may enter a folder that is made like this.
  const folder = await mkdtemp(join(tmpdir(), 'button-open-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const file = join(folder, 'open.html');
    await writeFile(file, `<!doctype html><meta http-equiv="refresh" content="0;url=${url}">`, {
      mode: 0o600,
    });
    await open(file);
  } catch (error) {
    await remove();
    throw error;
  }
  return remove;
}
