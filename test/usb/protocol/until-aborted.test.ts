import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { atMost, pause, untilAborted } from '../../../src/usb/protocol/until-aborted.ts';

const never = new Promise<never>(() => undefined);
const REASON = new Error('the reason');

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

describe('work that may be aborted', () => {
  test('settles as it does by itself, and listens no more', async () => {
    const { signal } = new AbortController();
    expect(await untilAborted(Promise.resolve(1), signal)).toBe(1);
    await expect(untilAborted(Promise.reject(REASON), signal)).rejects.toBe(REASON);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  test('ends with the reason as soon as it is aborted', async () => {
    const controller = new AbortController();
    const work = untilAborted(never, controller.signal);
    controller.abort(REASON);
    await expect(work).rejects.toBe(REASON);
  });

  test('does not wait for what is aborted already, not even where it is done', async () => {
    await expect(untilAborted(Promise.resolve(1), AbortSignal.abort(REASON))).rejects.toBe(REASON);
  });

  test('fails for nobody once nobody waits for it', async () => {
    jest.useRealTimers();
    let fail: (reason: Error) => void = () => undefined;
    const work = new Promise<never>((_, reject) => (fail = reject));
    await expect(untilAborted(work, AbortSignal.abort(REASON))).rejects.toBe(REASON);
    fail(new Error('too late'));
    // A failure that nobody listens to would end the process by now, as it would this test.
    await new Promise((resolve) => setTimeout(resolve, 5));
  });

  test('ends with an error also where the reason is none', async () => {
    const controller = new AbortController();
    const work = untilAborted(never, controller.signal);
    controller.abort('why');
    await expect(work).rejects.toEqual(new Error('why'));
  });
});

describe('a pause', () => {
  test('ends after its time', async () => {
    let isOver = false;
    const paused = pause(100, new AbortController().signal).then(() => (isOver = true));
    await jest.advanceTimersByTimeAsync(99);
    expect(isOver).toBe(false);
    await jest.advanceTimersByTimeAsync(1);
    await paused;
  });

  test('ends with the reason where it is aborted, and leaves no timer', async () => {
    const controller = new AbortController();
    const paused = pause(100, controller.signal);
    controller.abort(REASON);
    await expect(paused).rejects.toBe(REASON);
    await expect(pause(100, controller.signal)).rejects.toBe(REASON);
    expect(jest.getTimerCount()).toBe(0);
  });
});

describe('work that is given a time', () => {
  test('settles as it does by itself, and leaves no timer', async () => {
    await atMost(100, Promise.resolve());
    await expect(atMost(100, Promise.reject(REASON))).rejects.toBe(REASON);
    expect(jest.getTimerCount()).toBe(0);
  });

  test('is waited for no longer', async () => {
    let isOver = false;
    const waited = atMost(100, never).then(() => (isOver = true));
    await jest.advanceTimersByTimeAsync(99);
    expect(isOver).toBe(false);
    await jest.advanceTimersByTimeAsync(1);
    await waited;
  });
});
