import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Failure } from '../../../src/failure.ts';
import { develop, type DevSetup } from '../../../src/usb/commands/dev.ts';
import { faults } from '../../../src/usb/protocol/faults.ts';
import { openSerialLink } from '../../../src/usb/protocol/serial-link.ts';
import { Keyboard } from '../keyboard.ts';
import { Screen } from '../screen.ts';
import { StandInBoard } from '../stand-in/board.ts';
import { QUICK, whole } from '../upload-setup.ts';

let board: StandInBoard;
let folder: string;
let file: string;

beforeEach(() => {
  board = new StandInBoard();
  folder = mkdtempSync(join(tmpdir(), 'dev-'));
  file = join(folder, 'main.js');
});
afterEach(async () => {
  await board.end();
  rmSync(folder, { recursive: true });
});

/** Builds by reading the file; a file that says so is broken. */
function build() {
  const script = readFileSync(file, 'utf8');
  if (script === 'bug') return Promise.reject(new Error('a bug'));
  if (script === 'build' || script === 'config') {
    return Promise.reject(new Failure(script, 'main.js: it is broken.'));
  }
  return Promise.resolve({ script, config: { pins: [4, 5], isPractice: false, relay: undefined } });
}

/** Everything a run of `dev` needs, with the port as it is found at each look. */
function setup(screen: Screen, keyboard: Keyboard, path: () => string, open = openSerialLink): DevSetup {
  return {
    find: () => Promise.resolve().then(path),
    open,
    input: keyboard,
    output: screen,
    retryMs: 20,
    silentMs: 0,
    build,
    watch: [folder],
    timing: QUICK,
  };
}

/** Whether this process comes to watch a folder, or to watch none, within a second. */
async function watches(any: boolean): Promise<boolean> {
  for (let looks = 0; looks < 100; looks++) {
    if (process.getActiveResourcesInfo().includes('FSEventWrap') === any) return true;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return false;
}

describe('without a board', () => {
  /** A run whose port can't be found or opened. */
  function start(refusals: (() => never)[], script = 'print(1)') {
    const screen = new Screen();
    const ctrlC = new AbortController();
    writeFileSync(file, script);
    let looks = 0;
    const find = (): string => {
      refusals[Math.min(looks++, refusals.length - 1)]?.();
      return '/dev/ttyUSB0';
    };
    const open = () => Promise.reject(faults.portDenied('/dev/ttyUSB0', 'EACCES'));
    const ended = develop(setup(screen, new Keyboard(), find, open), ctrlC);
    return { screen, ctrlC, ended };
  }

  const throwing = (error: Error) => (): never => {
    throw error;
  };

  const PASSING = [
    faults.noPort(''),
    faults.severalPorts('/dev/ttyUSB0', ''),
    faults.portMissing('/dev/ttyUSB0'),
    faults.portBusy('/dev/ttyUSB0', 'EBUSY'),
    faults.connectionLost('/dev/ttyUSB0'),
  ].map((failure) => [failure.exit, failure] as const);

  test.each(PASSING)('what passes by itself is waited for, and told once: %s', async (_, failure) => {
    const other = faults.portMissing('/dev/ttyUSB9');
    const again = Array<() => never>(5).fill(throwing(failure));
    const { screen, ctrlC, ended } = start([...again, throwing(other)]);
    await screen.shows(/ttyUSB9/, ended);
    ctrlC.abort();
    await ended;
    const waits = 'It is uploaded as soon as the board is there.';
    expect(screen.text).toBe(`${failure.message} ${waits}\n${other.message} ${waits}\n`);
  });

  test('nothing is watched any more once it has ended', async () => {
    const { screen, ctrlC, ended } = start([]);
    await screen.shows(/Waiting for it/, ended);
    expect(await watches(true)).toBe(true);
    ctrlC.abort();
    await ended;
    expect(await watches(false)).toBe(true);
  });

  test('what does not pass is told, and the console waited for', async () => {
    const { screen, ctrlC, ended } = start([]);
    await screen.shows(/Waiting for it/, ended);
    ctrlC.abort();
    await ended;
    const { message } = faults.portDenied('/dev/ttyUSB0', 'EACCES');
    expect(screen.text).toBe(`${message}\n-- ${message} Waiting for it.\n`);
  });

  test.each(['config', 'build'] as const)(
    'what is wrong with the %s leaves the board as it is',
    async (exit) => {
      const { screen, ctrlC, ended } = start([], exit);
      await screen.shows(/Waiting for it/, ended);
      ctrlC.abort();
      await ended;
      expect(screen.text).toMatch(/^main\.js: it is broken\.\nThe board stays as it is\.\n-- /);
    },
  );

  test('a fault of the program ends it, wherever it comes from', async () => {
    await expect(start([], 'bug').ended).rejects.toThrow('a bug');
    await expect(start([throwing(new Error('no list'))]).ended).rejects.toThrow('no list');
  });
});

test('each save is built and uploaded, a broken one leaves the board alone, and Ctrl-C ends it', async () => {
  const screen = new Screen();
  const keyboard = new Keyboard();
  writeFileSync(file, 'print("one")');
  const ended = develop(
    setup(screen, keyboard, () => board.path),
    new AbortController(),
  );
  await screen.shows(/ \| one\n[^]*Running[^]*connected/, ended);
  // It is not waited for any longer than to see it run.
  expect(screen.text).not.toContain('Wi-Fi');

  writeFileSync(file, 'build');
  await screen.shows(/main\.js: it is broken\.\nThe board stays as it is\.\n-- .*connected/, ended);
  expect(board.started).toEqual([whole('print("one")')]);

  writeFileSync(file, 'print("two");setTimeout(function(){print("later")},600)');
  await screen.shows(/ \| two\n[^]*Running[^]*connected[^]*later/, ended);
  keyboard.type('\x03');
  await ended;
  expect(keyboard.raw).toBe(false);
  await (await openSerialLink(board.path)).close();
});

test('a board that is not there is waited for, and gets the build as soon as it is', async () => {
  const screen = new Screen();
  const keyboard = new Keyboard();
  let path = '/dev/no-such-port';
  writeFileSync(file, 'print("waited for")');
  const ctrlC = new AbortController();
  const ended = develop(
    setup(screen, keyboard, () => path),
    ctrlC,
  );
  await screen.shows(/no such port\.[^]*It is uploaded as soon as the board is there\.\n$/, ended);
  path = board.path;
  await screen.shows(/ \| waited for\n[^]*Running[^]*connected/, ended);
  ctrlC.abort();
  await ended;
});
