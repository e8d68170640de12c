import { mkdtempSync, rmSync, symlinkSync, unlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { SerialPort } from 'serialport';
import type { Failure } from '../../../src/failure.ts';
import { openSerialLink, portFailure, type SerialLink } from '../../../src/usb/protocol/serial-link.ts';
import { openPseudoTerminal, type Line } from '../stand-in/pseudo-terminal.ts';

let line: Line;
let folder: string;
/** Another name of the line, which can be taken away alone. */
let name: string;

beforeEach(() => {
  line = openPseudoTerminal();
  folder = mkdtempSync(join(tmpdir(), 'link-'));
  name = join(folder, 'ttyUSB0');
  symlinkSync(line.path, name);
});
afterEach(async () => {
  jest.restoreAllMocks();
  await line.unplug();
  rmSync(folder, { recursive: true });
});

const goneFrom = (link: SerialLink): Promise<Failure> =>
  new Promise((resolve) => {
    link.onGone(resolve);
  });

/** Time for what follows from something to have come. */
const passes = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 50));

/** A link, and the port below it. */
async function openedWithPort(): Promise<{ link: SerialLink; port: SerialPort }> {
  const opened = jest.spyOn(SerialPort.prototype, 'open');
  const link = await openSerialLink(name);
  const [port] = opened.mock.contexts as unknown as SerialPort[];
  if (port === undefined) throw new Error('No port was opened.');
  return { link, port };
}

describe('a link', () => {
  test('carries every byte both ways', async () => {
    const all = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
    const link = await openSerialLink(name);
    const [there, back] = [collect(line, 256), collect(link, 256)];
    await link.write(all);
    line.write(all);
    expect(await there).toEqual(all);
    expect(await back).toEqual(all);
    await link.close();
  });

  test('tells when the board is unplugged, and can be written to and closed all the same', async () => {
    const link = await openSerialLink(name);
    const gone = goneFrom(link);
    await line.unplug();
    expect((await gone).exit).toBe('connectionLost');
    await link.write(Buffer.from('x'));
    await link.close();
  });

  test('tells when the port is no longer there, even where serialport does not notice', async () => {
    const link = await openSerialLink(name);
    let times = 0;
    const gone = new Promise<Failure>((resolve) => {
      link.onGone((failure) => {
        times++;
        resolve(failure);
      });
    });
    unlinkSync(name);
    expect((await gone).exit).toBe('connectionLost');
    // It is let go of as well, and told once.
    await passes();
    await (await openSerialLink(line.path)).close();
    expect(times).toBe(1);
    await link.close();
  });

  test('is looked after, and not told as lost while the port is there', async () => {
    const set = jest.spyOn(globalThis, 'setInterval');
    const link = await openSerialLink(name);
    const [look] = set.mock.calls[0] ?? [];
    let told = false;
    link.onGone(() => (told = true));
    look?.();
    await passes();
    expect([typeof look, told]).toEqual(['function', false]);
    await link.close();
  });

  test('is lost at once when its port closes by itself, and no error of it ends the process', async () => {
    const { link, port } = await openedWithPort();
    const gone = goneFrom(link);
    port.emit('error', new Error('of the driver'));
    const cause = new Error('disconnected');
    port.emit('close', cause);
    expect(await gone).toMatchObject({ exit: 'connectionLost', cause });
    await link.close();
  });

  test('that is lost in the middle of a write does not wait for its end', async () => {
    const { link, port } = await openedWithPort();
    const write = jest.spyOn(port, 'write') as unknown as {
      mockImplementation(write: (bytes: unknown, done: () => void) => boolean): void;
    };
    write.mockImplementation((_bytes, done) => {
      port.close(done);
      return true;
    });
    await link.write(Buffer.from('x'));
    await link.close();
  });

  test('says nothing after it was closed, and lets others have the port', async () => {
    const link = await openSerialLink(name);
    let told = false;
    link.onGone(() => (told = true));
    await link.close();
    const next = await openSerialLink(name);
    await next.close();
    await line.unplug();
    expect(told).toBe(false);
  });
});

describe('a port', () => {
  test('that is not there can not be opened', async () => {
    await expect(openSerialLink(`${name}.none`)).rejects.toMatchObject({ exit: 'portMissing' });
  });

  test('that somebody has open can not be opened, until he lets go of it', async () => {
    const first = await openSerialLink(name);
    await expect(openSerialLink(name)).rejects.toMatchObject({ exit: 'portBusy' });
    await first.close();
    await (await openSerialLink(name)).close();
  });

  test('that is let go of keeps no timer, nor does one that is gone', async () => {
    const set = jest.spyOn(globalThis, 'setInterval');
    const cleared = jest.spyOn(globalThis, 'clearInterval');
    const timers = () => set.mock.results.map(({ value }) => value);
    await (await openSerialLink(name)).close();
    const link = await openSerialLink(name);
    const gone = goneFrom(link);
    await line.unplug();
    await gone;
    expect(timers()).toHaveLength(2);
    expect(cleared.mock.calls.map(([timer]): unknown => timer)).toEqual(expect.arrayContaining(timers()));
    await link.close();
  });

  test('has lines or has none, which is told', async () => {
    const link = await openSerialLink(name);
    expect(await link.setLines({ dtr: true, rts: false })).toBe(false);
    const set = jest.spyOn(SerialPort.prototype, 'set');
    set.mockImplementation((_lines, done) => done?.(null));
    expect(await link.setLines({ dtr: true, rts: false })).toBe(true);
    expect(set).toHaveBeenCalledWith({ dtr: true, rts: false }, expect.anything());
    await link.close();
  });

  test('takes another speed, or does not', async () => {
    const link = await openSerialLink(name);
    await link.setBaudRate(230_400);
    const update = jest.spyOn(SerialPort.prototype, 'update');
    update.mockImplementation((_options, done) => done?.(new Error('not this one')));
    await expect(link.setBaudRate(921_600)).rejects.toThrow('not this one');
    expect(update).toHaveBeenCalledWith({ baudRate: 921_600 }, expect.anything());
    await link.close();
  });

  test('has taken bytes only when they have left this machine', async () => {
    const link = await openSerialLink(name);
    let drained: (error: Error | null) => void = () => undefined;
    const drain = jest.spyOn(SerialPort.prototype, 'drain');
    const asked = new Promise<void>((resolve) => {
      drain.mockImplementation((done) => {
        if (done !== undefined) drained = done;
        resolve();
      });
    });
    let isSent = false;
    const sent = link.write(Buffer.from('x')).then(() => (isSent = true));
    await asked;
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(isSent).toBe(false);
    drained(null);
    await sent;
    await link.close();
  });
});

describe('why a port does not open', () => {
  const { platform } = process;
  afterEach(() => {
    Object.defineProperty(process, 'platform', { value: platform });
  });

  test.each([
    ['Error: No such file or directory, cannot open /dev/x', 'linux', 'portMissing'],
    ['Opening COM3: File not found', 'win32', 'portMissing'],
    ['Error Resource temporarily unavailable Cannot lock port', 'linux', 'portBusy'],
    ['Error: Resource temporarily unavailable', 'linux', 'portBusy'],
    ['Cannot lock port', 'linux', 'portBusy'],
    ['Error: Device or resource busy, cannot open /dev/x', 'linux', 'portBusy'],
    ['Opening COM3: Access denied', 'win32', 'portBusy'],
    ['Opening COM3: Access denied', 'linux', 'portUnusable'],
    ['Error: Permission denied, cannot open /dev/x', 'linux', 'portDenied'],
    ['Error: Input/output error', 'linux', 'portUnusable'],
    ['Error: Input/output error', 'win32', 'portUnusable'],
  ])('%s on %s: %s', async (message, system, exit) => {
    Object.defineProperty(process, 'platform', { value: system });
    const cause = new Error(message);
    const failure = await portFailure(name, cause);
    expect(failure.exit).toBe(exit);
    if (exit !== 'portMissing') expect(failure.cause).toBe(cause);
  });

  test('is asked of the file too, where ports are files', async () => {
    const failed = (): Promise<Failure> => portFailure(`${name}.none`, new Error('Unknown error'));
    expect((await failed()).exit).toBe('portMissing');
    Object.defineProperty(process, 'platform', { value: 'win32' });
    expect((await failed()).exit).toBe('portUnusable');
  });
});

/** @returns the first `count` bytes that come in */
function collect(
  from: { onData(listener: (bytes: Uint8Array) => void): void },
  count: number,
): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  return new Promise((resolve) => {
    from.onData((bytes) => {
      pieces.push(bytes);
      const all = Buffer.concat(pieces);
      if (all.length >= count) resolve(all);
    });
  });
}
