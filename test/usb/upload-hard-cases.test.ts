import { afterEach, describe, expect, test } from '@jest/globals';
import { StandInBoard, type Traits } from './stand-in-board.ts';
import { exitOf, failureOf, SCRIPT, Upload, whole } from './upload-setup.ts';

let board: StandInBoard;

function plugIn(script: string | undefined, traits: Partial<Traits> = {}): Upload {
  board = new StandInBoard(traits);
  if (script !== undefined) board.storage.write('.bootcde', script);
  return new Upload(board.path);
}

afterEach(() => board.end());

describe('an upload goes to a board that', () => {
  test('is booting', async () => {
    const upload = plugIn(undefined);
    void board.powerCycle();
    await upload.run();
    expect(board.started).toEqual([whole(SCRIPT)]);
  });

  test('prints all the time', async () => {
    const upload = plugIn('setInterval(function(){print("still here")},30)');
    await upload.run();
    expect(board.started.at(-1)).toBe(whole(SCRIPT));
  });

  test('is stuck in a loop that Ctrl-C ends', async () => {
    const upload = plugIn('spin()', { ctrlCEndsLoops: true });
    await upload.run();
    expect(board.started.at(-1)).toBe(whole(SCRIPT));
  });

  test('its watchdog restarts over and over, from a loop in a timer', async () => {
    const upload = plugIn('setTimeout(spin,20)');
    await board.powerCycle();
    await upload.run();
    expect(board.started.at(-1)).toBe(whole(SCRIPT));
  });

  test('has a .bootrst that loops in a timer', async () => {
    const upload = plugIn(undefined);
    board.storage.write('.bootrst', 'setTimeout(spin,400)');
    await upload.run();
    expect(board.started.at(-1)).toBe(whole(SCRIPT));
  });

  test('waits for the rest of a packet that never came', async () => {
    const upload = plugIn(undefined);
    await board.powerCycle();
    const [half, header] = ['{"fn":".bootcde"', Buffer.from('\x10\x01\x60\x40', 'latin1')];
    board.uart.onReceive(Buffer.concat([header, Buffer.from(half)]));
    await upload.run();
    expect(board.started).toEqual([whole(SCRIPT)]);
  });
});

test('a board that loops before its console is up is told from a silent one, with the way out', async () => {
  const failure = await failureOf(plugIn('print("Hello");spin()').run());
  expect(failure.exit).toBe('noAnswer');
  expect(failure.message).toContain('a script that restarts the board over and over');
});

describe('the cable is pulled', () => {
  /** Evenly over everything that an upload puts on the wire. */
  const PLACES = Array.from({ length: 20 }, (_, index) => 0.02 + index * 0.05);

  test('at 20 places: no part of the script ever runs, and the next upload works', async () => {
    await plugIn(undefined).run();
    const total = board.uart.sent.length;
    for (const place of PLACES) {
      const { storage } = board;
      await board.end();
      board = new StandInBoard({}, storage);
      const pulled = new Promise<void>((resolve) => {
        board.uart.onWire = (sent) => {
          if (sent < place * total) return;
          board.powerOff();
          resolve(board.uart.unplug());
        };
      });
      expect(await exitOf(new Upload(board.path).run())).toBe('connectionLost');
      await pulled;
      board = new StandInBoard({}, storage);
      await board.powerCycle();
      expect(board.started.filter((code) => code !== whole(SCRIPT))).toEqual([]);
    }
    await new Upload(board.path).run();
    expect(board.started.at(-1)).toBe(whole(SCRIPT));
  }, 60_000);
});
