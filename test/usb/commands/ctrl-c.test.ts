import { expect, jest, test } from '@jest/globals';
import { EXIT_CODES } from '../../../src/failure.ts';
import { untilCtrlC } from '../../../src/usb/commands/ctrl-c.ts';
import { failureOf } from '../upload-setup.ts';

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s aborts what runs with exit code 130, and a second one is left to the system',
  async (name) => {
    jest.useFakeTimers();
    const before = process.listenerCount(name);
    const failure = await failureOf(
      untilCtrlC(({ signal }) => {
        process.emit(name);
        // To the group and passed on by npm, it comes twice.
        process.emit(name);
        expect(signal.aborted).toBe(true);
        jest.advanceTimersByTime(500);
        expect(process.listenerCount(name)).toBe(before);
        signal.throwIfAborted();
        return Promise.resolve();
      }),
    );
    jest.useRealTimers();
    expect(EXIT_CODES[failure.exit].code).toBe(130);
  },
);

test('what ends by itself leaves no handler behind', async () => {
  const before = process.listenerCount('SIGINT');
  expect(await untilCtrlC(() => Promise.resolve('done'))).toBe('done');
  expect(process.listenerCount('SIGINT')).toBe(before);
});
