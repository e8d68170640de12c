import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Failure } from '../../../src/failure.ts';
import { develop, type DevSetup } from '../../../src/usb/commands/dev.ts';
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
  if (script === 'broken') return Promise.reject(new Failure('build', 'main.js: it is broken.'));
  return Promise.resolve({ script, config: { pins: [4, 5], isPractice: false, relay: undefined } });
}

/** Everything a run of `dev` needs, with the port as it is found at each look. */
function setup(screen: Screen, keyboard: Keyboard, path: () => string): DevSetup {
  return {
    find: () => Promise.resolve(path()),
    open: openSerialLink,
    input: keyboard,
    output: screen,
    retryMs: 20,
    silentMs: 0,
    build,
    watch: [folder],
    timing: QUICK,
  };
}

test('each save is built and uploaded, a broken one leaves the board alone, and Ctrl-C ends it', async () => {
  const screen = new Screen();
  const keyboard = new Keyboard();
  writeFileSync(file, 'print("one")');
  const ended = develop(
    setup(screen, keyboard, () => board.path),
    new AbortController(),
  );
  await screen.shows(/ \| one\n[^]*Running[^]*connected/);

  writeFileSync(file, 'broken');
  await screen.shows(/main\.js: it is broken\.\nThe board stays as it is\.\n-- .*connected/);
  expect(board.started).toEqual([whole('print("one")')]);

  writeFileSync(file, 'print("two");setTimeout(function(){print("later")},600)');
  await screen.shows(/ \| two\n[^]*Running[^]*connected[^]*later/);
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
  await screen.shows(/no such port\.[^]*It is uploaded as soon as the board is there\.\n$/);
  path = board.path;
  await screen.shows(/ \| waited for\n[^]*Running[^]*connected/);
  ctrlC.abort();
  await ended;
});
