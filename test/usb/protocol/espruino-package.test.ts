import { afterEach, expect, jest, test } from '@jest/globals';
import { loadEspruinoPackage, PackageTimers } from '../../../src/usb/protocol/espruino-package.ts';
import { connectEspruino } from '../../../src/usb/protocol/espruino-protocol.ts';
import { StandInBoard } from '../stand-in/board.ts';
import { MemoryLine } from '../stand-in/memory-line.ts';
import { inVirtualTime } from '../virtual-time.ts';

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

test('it prints nothing while it asks and sends, whatever becomes of that', async () => {
  const methods = (['log', 'warn', 'error', 'info', 'debug'] as const).map((method) =>
    jest.spyOn(console, method),
  );
  await inVirtualTime(async () => {
    const line = new MemoryLine();
    const board = new StandInBoard({ naksPacket: (number) => number === 3 }, undefined, line);
    const espruino = await connectEspruino(await line.open(line.path));
    expect(await espruino.evaluate('1', 1000)).toBe(1);
    expect(await espruino.evaluate('nope', 1000)).toBeUndefined();
    expect(await espruino.sendFile('a', 'x'.repeat(384), () => undefined)).toBe('sent');
    expect(await espruino.sendFile('a', 'x', () => undefined)).toBe('refused');
    board.powerOff();
    expect(await espruino.evaluate('1', 1000)).toBeUndefined();
    espruino.end();
  });
  expect(methods.flatMap(({ mock }) => mock.calls)).toEqual([]);
});

test('its timers act when they are due, until they are stopped', () => {
  jest.useFakeTimers();
  const timers = new PackageTimers();
  const act = jest.fn();
  timers.set(act, 10, 'a', 'b');
  const every = timers.repeat(act, 10);
  jest.advanceTimersByTime(9);
  expect(act).not.toHaveBeenCalled();
  jest.advanceTimersByTime(11);
  expect(act.mock.calls).toEqual([['a', 'b'], [], []]);
  timers.stop(every);
  timers.stop(undefined);
  jest.advanceTimersByTime(100);
  expect(act).toHaveBeenCalledTimes(3);
  jest.useRealTimers();
});

test('its timers end with the connection, and none start after', () => {
  jest.useFakeTimers();
  const timers = new PackageTimers();
  const act = jest.fn();
  timers.set(act, 10);
  timers.repeat(act, 10);
  timers.end();
  timers.set(act, 10);
  timers.repeat(act, 10);
  jest.advanceTimersByTime(100);
  expect(act).not.toHaveBeenCalled();
  jest.useRealTimers();
});
