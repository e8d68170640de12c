import { spawn } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';

const readFileSync = jest.fn<(path: string) => string>();
jest.unstable_mockModule('node:fs', () => ({ ...fs, readFileSync }));
const { firstSignal, onFirstSignal } = await import('../src/first-signal.ts');

const LOOK_MS = 250;
const ONE_REQUEST_MS = 500;

const ppid = Object.getOwnPropertyDescriptor(process, 'ppid');
const end = jest.fn<(signal: string) => void>();
const takeBacks: (() => void)[] = [];

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick'] });
  end.mockReset();
  readFileSync.mockImplementation((path) => fs.readFileSync(path, 'latin1'));
});
afterEach(() => {
  for (const takeBack of takeBacks.splice(0)) takeBack();
  jest.useRealTimers();
  jest.restoreAllMocks();
  if (ppid) Object.defineProperty(process, 'ppid', ppid);
});

/** Waits for a signal as a program that npm started, or without it. */
function waiting(parent: number | undefined, isByNpm = true): () => void {
  const npm_lifecycle_event = isByNpm ? 'relay' : undefined;
  jest.replaceProperty(process, 'env', { ...process.env, npm_lifecycle_event });
  if (parent !== undefined) movedTo(parent);
  const takeBack = onFirstSignal(['SIGTERM', 'SIGINT'], end);
  takeBacks.push(takeBack);
  return takeBack;
}

function movedTo(parent: number): void {
  Object.defineProperty(process, 'ppid', { get: () => parent, configurable: true });
}

function emit(signal: NodeJS.Signals): void {
  process.emit(signal, signal);
}

describe('a signal', () => {
  test('ends it once, and whatever comes at the same time is part of the same request', () => {
    waiting(undefined, false);
    emit('SIGINT');
    jest.advanceTimersByTime(ONE_REQUEST_MS - 1);
    emit('SIGTERM');
    emit('SIGINT');
    expect(end.mock.calls).toEqual([['SIGINT']]);
  });

  test('that comes later than that does what it does by default', () => {
    const before = process.listenerCount('SIGTERM');
    waiting(undefined, false);
    expect(process.listenerCount('SIGTERM')).toBe(before + 1);
    emit('SIGTERM');
    jest.advanceTimersByTime(ONE_REQUEST_MS - 1);
    expect(process.listenerCount('SIGTERM')).toBe(before + 1);
    jest.advanceTimersByTime(1);
    expect([process.listenerCount('SIGTERM'), process.listenerCount('SIGINT')]).toEqual([before, before]);
  });

  test('is no concern of what has been taken back, and npm is not watched any more', () => {
    const before = process.listenerCount('SIGTERM');
    waiting(undefined)();
    expect([process.listenerCount('SIGTERM'), process.listenerCount('SIGINT')]).toEqual([before, before]);
    expect(jest.getTimerCount()).toBe(0);
  });

  test('is what a program waits for, the first of those that it names', async () => {
    const first = firstSignal('SIGTERM', 'SIGINT');
    emit('SIGINT');
    emit('SIGTERM');
    expect(await first).toBe('SIGINT');
    jest.advanceTimersByTime(ONE_REQUEST_MS);
  });
});

describe('npm', () => {
  test('that is there ends nothing', () => {
    waiting(undefined);
    jest.advanceTimersByTime(10 * LOOK_MS);
    expect(end).not.toHaveBeenCalled();
  });

  test('that is gone ends what it started, once, and is not looked for any more', () => {
    waiting(undefined);
    movedTo(1);
    jest.advanceTimersByTime(LOOK_MS);
    expect(end.mock.calls).toEqual([['SIGHUP']]);
    emit('SIGTERM');
    jest.advanceTimersByTime(ONE_REQUEST_MS);
    expect(jest.getTimerCount()).toBe(0);
    expect(end).toHaveBeenCalledTimes(1);
  });

  test('is not looked for where it started nothing', () => {
    waiting(undefined, false);
    movedTo(1);
    jest.advanceTimersByTime(10 * LOOK_MS);
    expect(end).not.toHaveBeenCalled();
  });

  test('of another user is there, though it may not be signalled', () => {
    waiting(undefined);
    const fails = (code: string) => () => {
      throw Object.assign(new Error(code), { code });
    };
    const signalled = jest.spyOn(process, 'kill').mockImplementation(fails('EPERM'));
    jest.advanceTimersByTime(LOOK_MS);
    expect(signalled).toHaveBeenCalledWith(process.ppid, 0);
    expect(end).not.toHaveBeenCalled();
    signalled.mockImplementation(fails('ESRCH'));
    jest.advanceTimersByTime(LOOK_MS);
    expect(end).toHaveBeenCalledTimes(1);
  });
});

test('an npm that is gone ends what it started, where the number of a parent outlives it as well, as on Windows', async () => {
  const npm = spawn(process.execPath, ['-e', 'process.stdin.resume()']);
  const ended = once(npm, 'exit');
  try {
    waiting(npm.pid);
    jest.advanceTimersByTime(LOOK_MS);
    expect(end).not.toHaveBeenCalled();
    npm.stdin.end();
    await ended;
    jest.advanceTimersByTime(LOOK_MS);
    expect(end).toHaveBeenCalledWith('SIGHUP');
  } finally {
    npm.kill();
  }
});

test('a shell whose npm is gone is known by its new parent, whichever number that has', () => {
  const status = (parent: number) => `${process.ppid} (sh) S ${parent} 812 812 0 -1 4194304 812`;
  readFileSync.mockReturnValue(status(4711));
  waiting(undefined);
  jest.advanceTimersByTime(LOOK_MS);
  expect(end).not.toHaveBeenCalled();
  // What looks after orphans is not always the first process.
  readFileSync.mockReturnValue(status(812));
  jest.advanceTimersByTime(LOOK_MS);
  expect(end).toHaveBeenCalledWith('SIGHUP');
});

/** A program that goes, and one of this name that it started, which stays. */
const ABOVE = `
  const { spawn } = require('node:child_process');
  const below = \`process.title = process.argv[1]; console.log(process.pid); setTimeout(() => {}, 60_000)\`;
  spawn(process.execPath, ['-e', below, process.argv[1]], { stdio: ['ignore', 'inherit', 'ignore'] });
  setTimeout(() => {}, 60_000);
`;

(fs.existsSync('/proc/self/stat') ? describe : describe.skip)('npm that is gone above its shell', () => {
  test.each([
    ['sh', 1],
    ['bash', 1],
    ['busybox', 1],
    // As names of programs may be.
    ['sh) S 1 (sh', 0],
    ['shell', 0],
    ['fish', 0],
  ])('ends what it started by "%s": %i', async (name, times) => {
    const above = spawn(process.execPath, ['-e', ABOVE, name], { stdio: ['ignore', 'pipe', 'ignore'] });
    const [line] = (await once(createInterface(above.stdout), 'line')) as [string];
    const below = Number(line);
    const parentOf = (): string => fs.readFileSync(`/proc/${below}/stat`, 'latin1').split(') ').at(-1) ?? '';
    try {
      waiting(below);
      jest.advanceTimersByTime(LOOK_MS);
      expect(end).not.toHaveBeenCalled();
      above.kill('SIGKILL');
      while (parentOf().includes(` ${above.pid} `)) await new Promise(setImmediate);
      jest.advanceTimersByTime(LOOK_MS);
      expect(end).toHaveBeenCalledTimes(times);
    } finally {
      process.kill(below, 'SIGKILL');
      above.kill('SIGKILL');
    }
  });
});
