import { readFileSync } from 'node:fs';
import { codeOf } from './reason.ts';

/** Ctrl-C, another program's request, and a terminal that is closed. */
export const ENDINGS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** One request to end can come twice at once: to the whole group, and passed on by npm. */
const ONE_REQUEST_MS = 500;

/** How often to look whether npm is still there. */
const LOOK_MS = 250;

/** A shell's name, its state and its parent's number in Linux's /proc/<pid>/stat (proc(5)). */
const SHELL = /\((?:sh|dash|bash|ash|busybox)\) \S (\d+) /;

/** Resolves with the first of these signals; a moment later they do what they do by default, so a second one ends the process. */
export function firstSignal(...signals: readonly NodeJS.Signals[]): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    onFirstSignal(signals, resolve);
  });
}

/**
 * Calls `end` for the first of these signals. An npm that is gone counts as SIGHUP: it passes some signals on and dies of the
 * others by itself, and what it started would stay on its port for nobody.
 * @returns what takes it back
 */
export function onFirstSignal(
  signals: readonly NodeJS.Signals[],
  end: (signal: NodeJS.Signals) => void,
): () => void {
  let isFirst = true;
  const isNpmThere = npmWatch();
  const look = setInterval(() => {
    if (!isNpmThere()) told('SIGHUP');
  }, LOOK_MS).unref();
  const takeBack = (): void => {
    clearInterval(look);
    for (const each of signals) process.off(each, told);
  };
  const told = (signal: NodeJS.Signals): void => {
    if (!isFirst) return;
    isFirst = false;
    clearInterval(look);
    setTimeout(takeBack, ONE_REQUEST_MS).unref();
    end(signal);
  };
  for (const each of signals) process.on(each, told);
  return takeBack;
}

/** @returns what tells whether the npm that started this process is still there; without one, it always is */
function npmWatch(): () => boolean {
  if (process.env['npm_lifecycle_event'] === undefined) return () => true;
  const parent = process.ppid;
  // npm runs a script by a shell, which not every shell leaves out again.
  const above = aboveShell(parent);
  // Windows keeps the number of a parent that is gone. There the shell goes with npm: libuv puts what it starts into a job.
  return () => process.ppid === parent && isThere(parent) && aboveShell(parent) === above;
}

/** Whether there is such a process, also one that this one may not signal. */
function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) !== 'ESRCH';
  }
}

/** @returns the number of the process that started a shell; nothing for any other program, and where nobody tells */
function aboveShell(pid: number): string | undefined {
  try {
    return SHELL.exec(readFileSync(`/proc/${pid}/stat`, 'latin1'))?.[1];
  } catch {
    return undefined;
  }
}
