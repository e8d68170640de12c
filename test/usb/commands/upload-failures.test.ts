import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { type ExitName, Failure } from '../../../src/failure.ts';
import { faults } from '../../../src/usb/protocol/faults.ts';
import { openSerialLink, portFailure } from '../../../src/usb/protocol/serial-link.ts';
import type { StandInBoard } from '../stand-in/board.ts';
import type { Traits } from '../stand-in/traits.ts';
import { exitOf, failureOf, plugIn, QUICK, SCRIPT, Upload, whole } from '../upload-setup.ts';

const OLD = 'print("the old script")';

interface Trouble {
  readonly name: string;
  readonly exit: ExitName;
  readonly traits?: Partial<Traits>;
  readonly script?: string;
  /** What is wrong with the board, until `mend`. */
  readonly spoil?: (board: StandInBoard) => void;
  readonly mend?: (board: StandInBoard) => void;
  readonly says: string;
  /** Whether the failure is found before anything on the board is changed. */
  readonly early?: boolean;
  /** How the sentence ends, which tells what the board is left with. */
  readonly left?: RegExp;
}

/** What no text is long, so what says it can't be believed. */
const UNREADABLE: readonly unknown[] = [undefined, null, '16', {}];

/** The script that was just sent, claiming to be of another length; any other text as it is. */
function textOfLength(text: string | undefined, length: unknown): string | undefined {
  if (text?.startsWith(';\xff') !== true) return text;
  // The stand-in's JavaScript takes it for a text, as Node does.
  return Object.defineProperty({ valueOf: () => text, toString: () => text }, 'length', {
    value: length,
  }) as unknown as string;
}

const TROUBLES: readonly Trouble[] = [
  {
    name: 'another board',
    exit: 'wrongBoard',
    traits: { env: { BOARD: 'PUCKJS' } },
    says: '"PUCKJS"',
    early: true,
    left: /Name the right port with `--port`\.$/,
  },
  {
    name: 'old firmware',
    exit: 'firmwareTooOld',
    traits: { env: { VERSION: '1v99' } },
    says: '"1v99" is too old',
    early: true,
  },
  {
    name: 'firmware without a module that the script asks for',
    exit: 'moduleMissing',
    traits: { env: { MODULES: 'Flash,Storage,http' } },
    script: 'require("Wifi");require("http");require(\'crypto\')',
    says: 'lacks "Wifi", "crypto"',
    early: true,
  },
  {
    name: 'a script larger than the Storage',
    exit: 'scriptTooLarge',
    traits: { env: { STORAGE: 4096 } },
    script: 'x'.repeat(4096),
    says: 'takes 4132 bytes, and the board has room for 4096',
    early: true,
  },
  {
    name: 'a script larger than what other files leave',
    exit: 'scriptTooLarge',
    traits: { env: { STORAGE: 4096 } },
    script: `print("${'x'.repeat(2000)}")`,
    spoil: ({ storage }) => storage.write('notes', 'n'.repeat(3000)),
    mend: ({ storage }) => {
      storage.erase('notes');
    },
    says: 'room for 1064',
    early: true,
  },
  {
    name: 'packets that are refused',
    exit: 'writeRefused',
    traits: { naksPacket: () => true },
    says: 'refused to write',
  },
  {
    name: 'writes that are refused, on firmware without packets',
    exit: 'writeRefused',
    traits: { env: { VERSION: '2v20' } },
    spoil: ({ storage }) => (storage.refuses = true),
    mend: ({ storage }) => (storage.refuses = false),
    says: 'refused to write',
  },
  {
    name: 'writes that are acknowledged and come to nothing',
    exit: 'verifyFailed',
    spoil: ({ storage }) => (storage.refuses = true),
    mend: ({ storage }) => (storage.refuses = false),
    says: 'is not what was sent',
  },
  {
    name: 'a flash that keeps another byte than it was given',
    exit: 'verifyFailed',
    spoil: ({ storage }) =>
      (storage.spoil = (bytes) => Buffer.from(bytes.map((byte) => (byte === 0x6f ? 0x61 : byte)))),
    mend: ({ storage }) => (storage.spoil = (bytes) => bytes),
    says: 'is not what was sent',
  },
  ...UNREADABLE.map((length): Trouble => ({
    name: `a script that can not be read back, told as ${String(length)} bytes`,
    exit: 'verifyFailed',
    spoil: ({ storage }) => {
      const { read } = storage;
      storage.read = (name) => (name === '.bootcde' ? textOfLength(read(name), length) : read(name));
    },
    mend: ({ storage }) => (storage.read = (name) => storage.files.get(name)?.toString('latin1')),
    says: 'is not what was sent',
  })),
];

describe('an upload that fails runs no part of the script, and the next one works, after', () => {
  test.concurrent.each(TROUBLES)('$name: $exit', async (trouble) => {
    const { exit, traits = {}, script = SCRIPT, spoil, mend, says, early = false } = trouble;
    const { storage } = await plugIn(traits, async (upload, board) => {
      board.storage.write('.bootcde', OLD);
      spoil?.(board);
      const failure = await failureOf(upload.run(script));
      expect(failure.exit).toBe(exit);
      expect(failure.message).toContain(says);
      const { left = early ? /is still there\.$/ : /the next upload puts one on\.$/ } = trouble;
      expect(failure.message).toMatch(left);
      await board.powerCycle();
      expect(board.started.filter((code) => code !== OLD)).toEqual([]);
      if (early) expect(board.storage.read('.bootcde')).toBe(OLD);
      mend?.(board);
    });
    const next = async (upload: Upload, board: StandInBoard): Promise<void> => {
      await upload.run('print("next")');
      expect(board.started.at(-1)).toBe(whole('print("next")'));
    };
    await plugIn({}, next, storage);
  });
});

describe('what answers is not Espruino', () => {
  test.concurrent.each([
    ['nothing', 'Nothing came back'],
    ['noise', 'no text'],
    ['shell', 'not from Espruino'],
    ['lua', "NodeMCU's Lua"],
    ['micropython', 'MicroPython'],
    ['at', 'AT firmware'],
  ] as const)('%s', async (instead, says) => {
    const once = { ...QUICK, wake: { ...QUICK.wake, totalMs: 0 } };
    await plugIn({ instead }, async (upload) => {
      const failure = await failureOf(upload.run(SCRIPT, {}, once));
      expect(failure.exit).toBe('noAnswer');
      expect(failure.message).toContain(says);
      expect(failure.message).toMatch(/To put Espruino on the board: `npm run flash`\.$/);
    });
  });
});

describe('a script that fails at its start', () => {
  test.concurrent.each([
    ['an error', 'nope()', 'nope is not defined'],
    [
      'an error that the firmware tells itself',
      'print("Error: Error: Module not found")',
      'Module not found',
    ],
    ['memory that runs out', 'print("OUT OF MEMORY")', 'OUT OF MEMORY'],
    ['an endless loop', 'spin()', 'does not answer'],
  ])('%s is told, and the next upload replaces it', async (_, script, says) => {
    await plugIn({}, async (upload, board) => {
      const failure = await failureOf(upload.run(script));
      expect(failure.exit).toBe('scriptFailed');
      expect(failure.message).toContain(says);
      if (script === 'spin()') return;
      await upload.run('print("mended")');
      expect(board.started.at(-1)).toBe(whole('print("mended")'));
    });
  });
});

describe('the end of patience', () => {
  test.concurrent('a deadline ends it, and lets go of the port', () =>
    plugIn({}, async (upload, board) => {
      const failure = await failureOf(upload.run(SCRIPT, {}, { ...QUICK, deadlineMs: 150 }));
      expect(failure.exit).toBe('deadline');
      // On a loaded machine the port may just have been opening: it is let go once it has.
      let exit: ExitName | undefined = 'portBusy';
      while (exit === 'portBusy') {
        exit = undefined;
        await upload.run().catch((error: unknown) => {
          if (!(error instanceof Failure)) throw error;
          exit = error.exit;
        });
      }
      expect(exit).toBeUndefined();
      expect(board.started).toEqual([whole(SCRIPT)]);
    }),
  );

  test.concurrent.each([100, 600, 900, 1500])(
    'Ctrl-C after byte %i ends it, and the next upload works',
    async (place) => {
      await plugIn({}, async (upload, board) => {
        board.uart.onWire = (total) => {
          if (total >= place) upload.stop.abort(faults.interrupted());
        };
        expect(await exitOf(upload.run())).toBe('interrupted');
        expect(board.started).toEqual([]);
        board.uart.onWire = () => undefined;
        await new Upload(board.path).run();
        expect(board.started).toEqual([whole(SCRIPT)]);
      });
    },
  );
});

describe('the port', () => {
  test.concurrent('that another program has open is busy', () =>
    plugIn({}, async (upload, board) => {
      const other = await openSerialLink(board.path);
      expect(await exitOf(upload.run())).toBe('portBusy');
      await other.close();
      await upload.run();
    }),
  );

  test('that is not there is missing', async () => {
    const failure = await failureOf(new Upload('/dev/no-such-port').run());
    expect(failure.message).toBe(
      '"/dev/no-such-port": there is no such port. Plug the board in; `npm run ports` lists the ports.',
    );
  });

  test('that is a file is unusable', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'port-'));
    writeFileSync(join(folder, 'file'), '');
    expect(await exitOf(new Upload(join(folder, 'file')).run())).toBe('portUnusable');
    rmSync(folder, { recursive: true });
  });

  test('that belongs to a group the user is not in tells of the group', async () => {
    const failure = await portFailure(
      '/dev/tty',
      new Error('Error: Permission denied, cannot open /dev/tty'),
    );
    expect(failure.exit).toBe('portDenied');
    expect(failure.message).toContain('usermod -aG dialout');
  });
});
