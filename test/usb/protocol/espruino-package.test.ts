import { afterEach, expect, jest, test } from '@jest/globals';
import { loadEspruinoPackage, PackageTimers } from '../../../src/usb/protocol/espruino-package.ts';
import { StandInBoard } from '../stand-in/board.ts';
import { Upload } from '../upload-setup.ts';

afterEach(() => {
  jest.restoreAllMocks();
});

test('it adds no global and shares no state with another copy', () => {
  const before = Object.getOwnPropertyNames(globalThis);
  const [one, other] = [loadEspruinoPackage(new PackageTimers()), loadEspruinoPackage(new PackageTimers())];
  expect(Object.getOwnPropertyNames(globalThis)).toEqual(before);
  one.Serial.init();
  expect(one.Serial.connection).not.toBe(other.Serial.connection);
});

test('it prints nothing during an upload', async () => {
  const methods = (['log', 'warn', 'error', 'info', 'debug'] as const).map((method) =>
    jest.spyOn(console, method),
  );
  const board = new StandInBoard();
  await new Upload(board.path).run();
  await board.end();
  expect(methods.flatMap(({ mock }) => mock.calls)).toEqual([]);
});

test('its timers end with the connection, and none start after', () => {
  jest.useFakeTimers();
  const timers = new PackageTimers();
  const act = jest.fn();
  timers.set(act, 10);
  timers.repeat(act, 10);
  timers.end();
  timers.repeat(act, 10);
  jest.advanceTimersByTime(100);
  expect(act).not.toHaveBeenCalled();
  jest.useRealTimers();
});
