import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import * as boardPorts from '../../src/usb/board/ports.ts';
import type { MonitorSetup } from '../../src/usb/commands/monitor.ts';
import type { DevSetup } from '../../src/usb/commands/dev.ts';
import type { FlashJob } from '../../src/usb/commands/flash.ts';
import type { Report } from '../../src/usb/commands/report.ts';
import type { UploadJob } from '../../src/usb/commands/upload.ts';

/** What each command gets that talks to a board, and how the process ends after it. */

type Uploads = (
  job: UploadJob,
  open: unknown,
  report: Report,
  timing: unknown,
  stop: AbortSignal,
) => Promise<void>;
type Flashes = (
  job: FlashJob,
  open: unknown,
  report: Report,
  timing: unknown,
  stop: AbortSignal,
) => Promise<void>;
type Shows = (setup: MonitorSetup & DevSetup, ctrlC: AbortController) => Promise<void>;

const uploadScript = jest.fn<Uploads>();
const monitorBoard = jest.fn<Shows>();
const develop = jest.fn<Shows>();
const flashBoard = jest.fn<Flashes>();
const choosePort = jest.fn<typeof boardPorts.choosePort>();
const listPorts = jest.fn<typeof boardPorts.listPorts>();
const newestFirmware = jest.fn<(folders: readonly string[]) => string | undefined>();
const readFirmware = jest.fn<(file: string) => { version?: string; bytes: Uint8Array }>();
const outputGone = new EventTarget();
const UPLOAD_TIMING = 'as patient as an upload';
const FLASH_TIMING = 'as patient as a flash';
const openSerialLink = jest.fn();

const USB = '../../src/usb';
jest.unstable_mockModule(`${USB}/commands/upload.ts`, () => ({ UPLOAD_TIMING, uploadScript }));
jest.unstable_mockModule(`${USB}/commands/monitor.ts`, () => ({ monitorBoard }));
jest.unstable_mockModule(`${USB}/commands/dev.ts`, () => ({ develop }));
jest.unstable_mockModule(`${USB}/commands/flash.ts`, () => ({ FLASH_TIMING, flashBoard }));
jest.unstable_mockModule(`${USB}/board/ports.ts`, () => ({ ...boardPorts, choosePort, listPorts }));
jest.unstable_mockModule(`${USB}/board/firmware-file.ts`, () => ({
  downloads: () => '/home/me/Downloads',
  newestFirmware,
  readFirmware,
}));
jest.unstable_mockModule(`${USB}/protocol/serial-link.ts`, () => ({ openSerialLink }));
jest.unstable_mockModule('../../src/output.ts', () => ({ outputGone }));
const { dev, flash, monitor, ports, upload } = await import('../../src/usb/index.ts');

const build = () => Promise.reject(new Error('Nothing is built here.'));
let written: string;
const exits = jest.fn<() => never>();

beforeEach(() => {
  jest.useFakeTimers();
  written = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written += String(text);
    return true;
  });
  jest.spyOn(process, 'exit').mockImplementation(exits);
  exits.mockReset();
  for (const each of [uploadScript, monitorBoard, develop, flashBoard]) each.mockReset().mockResolvedValue();
  choosePort.mockReset().mockImplementation((named) => Promise.resolve(named ?? '/dev/only'));
  newestFirmware.mockReset().mockReturnValue('/here/newest.tgz');
  readFirmware.mockReset().mockReturnValue({ version: '2v29', bytes: new Uint8Array(1) });
});
afterEach(() => {
  jest.useRealTimers();
  jest.restoreAllMocks();
});

/** Whether the process ends where a driver keeps it, and is left alone before. */
function isEnded(): boolean {
  jest.advanceTimersByTime(1999);
  expect(exits).not.toHaveBeenCalled();
  jest.advanceTimersByTime(1);
  return exits.mock.calls.length > 0;
}

/** What was given to something that went on until now, after that has been told to end. */
function isToldToEnd({ signal }: AbortController): boolean {
  expect(signal.aborted).toBe(false);
  process.emit('SIGINT', 'SIGINT');
  return signal.aborted;
}

describe('an upload', () => {
  test.each([
    [undefined, '/dev/only', true],
    ['/dev/x', '/dev/x', false],
  ])('with the port %s goes to %s, and Ctrl-C stops it', async (port, path, wait) => {
    let stopped = false;
    uploadScript.mockImplementation((...[, , , , signal]) => {
      process.emit('SIGINT', 'SIGINT');
      stopped = signal.aborted;
      return Promise.resolve();
    });
    await upload({ build, port, wait });
    const [[job, open, report, timing] = []] = uploadScript.mock.calls;
    expect(job).toEqual({ build, path, wait });
    expect([open, timing, stopped]).toEqual([openSerialLink, UPLOAD_TIMING, true]);
    report?.line('what is going on');
    expect(written).toBe('what is going on\n');
  });

  test('ends its process, also where it has failed and a driver is stuck', async () => {
    await upload({ build, wait: true });
    expect(isEnded()).toBe(true);
    exits.mockClear();
    uploadScript.mockRejectedValue(new Error('no board'));
    await expect(upload({ build, wait: true })).rejects.toThrow('no board');
    expect(isEnded()).toBe(true);
  });
});

describe.each([
  ['the console', monitorBoard, (port?: string) => monitor({ port })],
  ['the loop of edits', develop, (port?: string) => dev({ port, build, watch: ['src'] })],
] as const)('%s', (_, shows, run) => {
  /** While it is shown. */
  async function whileShown<T>(
    look: (setup: MonitorSetup, ctrlC: AbortController) => T,
    port?: string,
  ): Promise<T> {
    const seen: T[] = [];
    shows.mockImplementation((setup, ctrlC) => {
      seen.push(look(setup, ctrlC));
      return Promise.resolve();
    });
    await run(port);
    expect(seen).toHaveLength(1);
    return seen[0] as T;
  }

  test.each([
    [undefined, '/dev/only'],
    ['/dev/x', '/dev/x'],
  ])('with the port %s is of the board at %s, in this terminal', async (port, path) => {
    const { find, ...setup } = await whileShown((given) => given, port);
    expect(setup).toMatchObject({ open: openSerialLink, input: process.stdin, output: process.stdout });
    expect(await find()).toBe(path);
  });

  test('ends by Ctrl-C', async () => {
    expect(await whileShown((_setup, ctrlC) => isToldToEnd(ctrlC))).toBe(true);
  });

  test('ends when nobody reads it any more', async () => {
    const gone = await whileShown((_setup, { signal }) => {
      expect(signal.aborted).toBe(false);
      outputGone.dispatchEvent(new Event('abort'));
      return signal.reason as unknown;
    });
    expect(gone).toMatchObject({ exit: 'interrupted' });
  });
});

test('the console alone does not wait for a board that is not there', async () => {
  await monitor({});
  expect(monitorBoard.mock.calls[0]?.[0].patient).toBe(false);
});

test('the loop of edits builds what it is told to, and watches that', async () => {
  await dev({ build, watch: ['src', 'button.json'] });
  expect(develop.mock.calls[0]?.[0]).toMatchObject({
    build,
    watch: ['src', 'button.json'],
    timing: UPLOAD_TIMING,
  });
});

describe('Espruino', () => {
  const image = { version: '2v29', bytes: new Uint8Array(1) };

  test('is the newest one here or among the downloads, for the only board, whose port is told', async () => {
    expect(await flash({})).toBe('/dev/only');
    expect(newestFirmware.mock.calls).toEqual([[[process.cwd(), '/home/me/Downloads']]]);
    expect(readFirmware.mock.calls).toEqual([['/here/newest.tgz']]);
    const [[job, open, report, timing] = []] = flashBoard.mock.calls;
    expect(job).toEqual({ image, path: '/dev/only' });
    expect([open, timing]).toEqual([openSerialLink, FLASH_TIMING]);
    report?.line('what is going on');
    expect(written).toBe('Espruino 2v29: /here/newest.tgz\nwhat is going on\n');
    // What follows it needs the process.
    expect(isEnded()).toBe(false);
  });

  test('is the one that is named, on the port that is', async () => {
    readFirmware.mockReturnValue({ bytes: new Uint8Array(1) });
    expect(await flash({ file: 'mine.bin', port: '/dev/x' })).toBe('/dev/x');
    expect(newestFirmware).not.toHaveBeenCalled();
    expect(flashBoard.mock.calls[0]?.[0].path).toBe('/dev/x');
    expect(written).toBe('Espruino of a version that it does not tell: mine.bin\n');
  });

  test('that is not there is told with where it was looked for, and no board is touched', async () => {
    newestFirmware.mockReturnValue(undefined);
    await expect(flash({})).rejects.toMatchObject({
      exit: 'firmwareMissing',
      message: expect.stringContaining(`"${process.cwd()}" or "/home/me/Downloads"`),
    });
    for (const each of [readFirmware, choosePort, flashBoard]) expect(each).not.toHaveBeenCalled();
  });

  test('that is too old is refused, and no board is touched', async () => {
    readFirmware.mockReturnValue({ version: '1v99', bytes: new Uint8Array(1) });
    await expect(flash({})).rejects.toMatchObject({ exit: 'firmwareTooOld' });
    for (const each of [choosePort, flashBoard]) expect(each).not.toHaveBeenCalled();
  });

  test('is stopped by Ctrl-C', async () => {
    let stopped = false;
    flashBoard.mockImplementation((...[, , , , signal]) => {
      process.emit('SIGINT', 'SIGINT');
      stopped = signal.aborted;
      return Promise.resolve();
    });
    await flash({});
    expect(stopped).toBe(true);
  });

  test('that could not be written is a failure, and ends its process also where a driver is stuck', async () => {
    flashBoard.mockRejectedValue(new Error('no board'));
    await expect(flash({})).rejects.toThrow('no board');
    expect(isEnded()).toBe(true);
  });
});

test('the ports are those that the system lists', async () => {
  listPorts.mockResolvedValue([{ path: '/dev/ttyUSB0', vendorId: '10c4', productId: 'ea60' }]);
  await ports();
  expect(written).toMatch(/^ {2}\/dev\/ttyUSB0 {2}10c4:ea60 {2}looks like your board.*\n$/);
});
