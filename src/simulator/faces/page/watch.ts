import { watch } from 'chokidar';

/**
 * Editors save in several strokes. It is longer than the 50 ms after a change in which chokidar tells of no other one of the
 * same file (its `_emit`): what is saved in that time is read all the same, and what comes later is told.
 */
const QUIET_MS = 60;

/**
 * Calls `changed` once after each burst of changes, never again before what it returned has come to its end.
 * @param paths files and folders; one that isn't there yet counts as changed when it comes
 * @returns stops it
 */
export async function watchPaths(
  paths: readonly string[],
  changed: () => Promise<void>,
): Promise<() => Promise<void>> {
  let timer: NodeJS.Timeout | undefined;
  let last = Promise.resolve();
  const watcher = watch([...paths], { ignoreInitial: true });
  watcher.on('all', () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      last = last.then(changed);
    }, QUIET_MS);
  });
  // It never gets ready where there is nothing to watch.
  if (paths.length > 0) await new Promise<void>((resolve) => watcher.once('ready', resolve));
  return async () => {
    clearTimeout(timer);
    await watcher.close();
    await last;
  };
}
