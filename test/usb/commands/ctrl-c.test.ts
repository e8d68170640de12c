import { expect, test } from '@jest/globals';
import { EXIT_CODES } from '../../../src/failure.ts';
import { untilCtrlC } from '../../../src/usb/commands/ctrl-c.ts';
import { failureOf } from '../upload-setup.ts';

test('Ctrl-C aborts what runs with exit code 130, and a second one is left to the system', async () => {
  const before = process.listenerCount('SIGINT');
  const failure = await failureOf(
    untilCtrlC(({ signal }) => {
      process.emit('SIGINT');
      expect(process.listenerCount('SIGINT')).toBe(before);
      signal.throwIfAborted();
      return Promise.resolve();
    }),
  );
  expect(EXIT_CODES[failure.exit].code).toBe(130);
});

test('what ends by itself leaves no handler behind', async () => {
  const before = process.listenerCount('SIGINT');
  expect(await untilCtrlC(() => Promise.resolve('done'))).toBe('done');
  expect(process.listenerCount('SIGINT')).toBe(before);
});
