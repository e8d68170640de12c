import { jest } from '@jest/globals';

/** More than any command takes: what goes on for longer never ends. */
const MOST_MS = 200_000;
/** How often to look whether it has ended. */
const STEP_MS = 5;

/** Runs something whose time passes at once: what waits for seconds takes a test none, however busy the machine is. */
export async function inVirtualTime<T>(run: () => Promise<T>): Promise<T> {
  jest.useFakeTimers();
  try {
    const state = { isOver: false };
    const work = run().finally(() => {
      state.isOver = true;
    });
    // It is looked at below.
    work.catch(() => undefined);
    for (let ms = 0; !state.isOver; ms += STEP_MS) {
      if (ms >= MOST_MS) throw new Error('It never ends.');
      await jest.advanceTimersByTimeAsync(STEP_MS);
    }
    return await work;
  } finally {
    jest.useRealTimers();
  }
}
