const gone = new AbortController();

/** Aborted when nobody reads standard output any more, as behind `| head -1`. */
export const outputGone = gone.signal;

/**
 * Lets a command go on when its reader has gone, its terminal is closed or the disk behind it is full: what it is doing may
 * be half of a deploy. By itself Node ends a process then.
 */
export function outliveReaders(): void {
  process.stdout.on('error', () => {
    gone.abort();
  });
  process.stderr.on('error', () => undefined);
}
