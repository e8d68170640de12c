import { describe, expect, test } from '@jest/globals';
import type { StandInBoard } from '../stand-in/board.ts';
import type { Traits } from '../stand-in/traits.ts';
import { failureOf, plugIn, SCRIPT, whole, type Upload } from '../upload-setup.ts';

interface HardCase {
  readonly name: string;
  readonly traits?: Partial<Traits>;
  /** What is in the Storage when the board starts. */
  readonly files?: Readonly<Record<string, string>>;
  /** What happens to it once it has started. */
  readonly happens?: (board: StandInBoard) => unknown;
}

const HARD_CASES: readonly HardCase[] = [
  { name: 'is booting', happens: (board) => void board.powerCycle() },
  { name: 'prints all the time', files: { '.bootcde': 'setInterval(function(){print("still here")},30)' } },
  {
    name: 'is in a loop that Ctrl-C ends',
    traits: { ctrlCEndsLoops: true },
    files: { '.bootcde': 'spin()' },
  },
  { name: 'its watchdog restarts over and over', files: { '.bootcde': 'setTimeout(spin,20)' } },
  { name: 'has a .bootrst that loops', files: { '.bootrst': 'setTimeout(spin,400)' } },
  { name: 'refuses to begin with the script, once', traits: { naksPacket: (number) => number === 1 } },
  { name: 'refuses a part of the script, once', traits: { naksPacket: (number) => number === 2 } },
  {
    name: 'waits for the rest of a packet that never came',
    happens: (board) => {
      board.uart.onReceive(Buffer.from('\x10\x01\x60\x40{"fn":".bootcde"', 'latin1'));
    },
  },
];

describe('an upload goes to a board that', () => {
  test.concurrent.each(HARD_CASES)('$name', async ({ traits = {}, files = {}, happens }) => {
    await plugIn(traits, async (upload, board) => {
      for (const [name, code] of Object.entries(files)) board.storage.write(name, code);
      await board.powerCycle();
      happens?.(board);
      await upload.run();
      expect(board.started.at(-1)).toBe(whole(SCRIPT));
    });
  });

  test.concurrent.each([
    ['packets', '2v29'],
    ['lines', '2v20'],
  ])('reads its input seldom, without losing any of it: %s', async (_, VERSION) => {
    await plugIn({ env: { VERSION }, readsEveryMs: 60 }, async (upload, board) => {
      await upload.run();
      expect(board.lost).toBe(0);
      expect(board.started).toEqual([whole(SCRIPT)]);
    });
  });

  test.concurrent('loops before its console is up, no more: that is told, with the way out', () =>
    plugIn({}, async (upload, board) => {
      board.storage.write('.bootcde', 'print("Hello");spin()');
      const failure = await failureOf(upload.run());
      expect(failure.exit).toBe('noAnswer');
      expect(failure.message).toContain('a script that restarts the board over and over');
    }),
  );
});

describe('the cable is pulled: no part of the script ever runs, and the next upload works', () => {
  /** What an upload sends besides the script, before the script starts. */
  const PROTOCOL_BYTES = 770;
  /** Evenly over all that is sent. */
  const PLACES = Array.from({ length: 20 }, (_, index) =>
    Math.round(((index + 0.5) / 20) * (SCRIPT.length + PROTOCOL_BYTES)),
  );

  const OLD = 'print("the old script")';
  /** What may be said of a board, by what is in its Storage. */
  const SAYS = {
    old: /What was on the board before (is|may) still/,
    nothing: /(What was on the board before may still|The board has no script now)/,
    sealed: /The (board has no script now|new script may be)/,
    whole: /The (new script may be|script is) on the board, whole/,
  };
  const kindOf = (stored: string | undefined): keyof typeof SAYS => {
    if (stored === undefined) return 'nothing';
    if (stored === OLD) return 'old';
    return stored === whole(SCRIPT) ? 'whole' : 'sealed';
  };

  /** Pulls the cable in the middle of a command to the Storage, after the board has obeyed it or instead. */
  const pullAt = (board: StandInBoard, command: 'erase' | 'write', obeys: boolean, text: string): void => {
    const { storage } = board;
    const obey = storage[command] as (...args: string[]) => boolean;
    Object.assign(storage, {
      [command]: (...args: string[]) => {
        if (!args.includes(text)) return obey(...args);
        if (obeys) obey(...args);
        Object.assign(storage, { [command]: obey });
        board.powerOff();
        void board.uart.unplug();
        throw new Error('The power is gone.');
      },
    });
  };

  test.concurrent.each([
    ['old', 'erase', false, '.bootcde'],
    ['nothing', 'erase', true, '.bootcde'],
    ['sealed', 'write', false, ';;;'],
    ['whole', 'write', true, ';;;'],
  ] as const)('as it is left with %s: what is said is true', async (kind, command, obeys, text) => {
    await plugIn({}, async (upload, board) => {
      board.storage.write('.bootcde', OLD);
      pullAt(board, command, obeys, text);
      const { message } = await failureOf(upload.run());
      expect(kindOf(board.storage.read('.bootcde'))).toBe(kind);
      expect(message).toMatch(SAYS[kind]);
    });
  });

  test.concurrent.each(PLACES)('at byte %i: nothing that is said of the board is untrue', async (place) => {
    const { storage } = await plugIn({}, async (upload, board) => {
      const pulled = new Promise<void>((resolve) => {
        board.uart.onWire = (sent) => {
          if (sent < place) return;
          board.powerOff();
          resolve(board.uart.unplug());
        };
      });
      board.storage.write('.bootcde', OLD);
      const { exit, message } = await failureOf(upload.run());
      expect(exit).toBe('connectionLost');
      await pulled;
      const stored = board.storage.read('.bootcde');
      expect(message).toMatch(SAYS[kindOf(stored)]);
    });
    const comesBack = async (upload: Upload, board: StandInBoard): Promise<void> => {
      await board.powerCycle();
      expect(board.started.filter((code) => code !== whole(SCRIPT) && code !== OLD)).toEqual([]);
      await upload.run();
      expect(board.started.at(-1)).toBe(whole(SCRIPT));
    };
    await plugIn({}, comesBack, storage);
  });
});
