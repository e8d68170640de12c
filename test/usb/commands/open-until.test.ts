import { expect, test } from '@jest/globals';
import { openUntil } from '../../../src/usb/commands/open-until.ts';
import { faults } from '../../../src/usb/protocol/faults.ts';
import type { SerialLink } from '../../../src/usb/protocol/serial-link.ts';
import { MemoryLine } from '../stand-in/memory-line.ts';
import { exitOf } from '../upload-setup.ts';

test('what goes on over a port ends when it is stopped', async () => {
  const line = new MemoryLine();
  const stop = new AbortController();
  const { link, signal } = await openUntil(stop.signal, line.open, line.path);
  expect([link.path, signal.aborted]).toEqual([line.path, false]);
  stop.abort(faults.interrupted());
  expect(signal.reason).toMatchObject({ exit: 'interrupted' });
});

test('what goes on over a port ends when the board is unplugged', async () => {
  const line = new MemoryLine();
  const { signal } = await openUntil(new AbortController().signal, line.open, line.path);
  await line.unplug();
  expect(signal.reason).toMatchObject({ exit: 'connectionLost' });
});

test('a port that opens too late is let go of', async () => {
  const line = new MemoryLine();
  const stop = new AbortController();
  let opened: (link: SerialLink) => void = () => undefined;
  const late = new Promise<SerialLink>((resolve) => (opened = resolve));
  const opening = exitOf(openUntil(stop.signal, () => late, line.path));
  stop.abort(faults.interrupted());
  expect(await opening).toBe('interrupted');
  const link = await line.open(line.path);
  opened(link);
  await new Promise(setImmediate);
  expect(line.isOpen).toBe(false);
});

test('a port that does not open is told as it is', async () => {
  const open = () => Promise.reject(faults.portBusy('/dev/ttyUSB0', undefined));
  expect(await exitOf(openUntil(new AbortController().signal, open, '/dev/ttyUSB0'))).toBe('portBusy');
  await new Promise(setImmediate);
});
