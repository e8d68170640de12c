import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, jest, test } from '@jest/globals';
import { onFirstSignal } from '../src/first-signal.ts';

const LOOK_MS = 250;

test('an npm that is gone ends what it started, where the number of a parent outlives it as well, as on Windows', async () => {
  const npm = spawn(process.execPath, ['-e', 'process.stdin.resume()']);
  const ended = once(npm, 'exit');
  const own = Object.getOwnPropertyDescriptor(process, 'ppid');
  Object.defineProperty(process, 'ppid', { value: npm.pid, configurable: true });
  jest.useFakeTimers();
  jest.replaceProperty(process, 'env', { ...process.env, npm_lifecycle_event: 'relay' });
  const end = jest.fn();
  const takeBack = onFirstSignal([], end);
  try {
    jest.advanceTimersByTime(LOOK_MS);
    expect(end).not.toHaveBeenCalled();
    npm.stdin.end();
    await ended;
    jest.advanceTimersByTime(LOOK_MS);
    expect(end).toHaveBeenCalledWith('SIGHUP');
  } finally {
    takeBack();
    jest.useRealTimers();
    jest.restoreAllMocks();
    if (own) Object.defineProperty(process, 'ppid', own);
    npm.kill();
  }
});
