import { describe, expect, test } from '@jest/globals';
import { Failure } from '../../../src/failure.ts';
import type { RunConfig } from '../../../src/usb/commands/first-run.ts';
import { Report } from '../../../src/usb/commands/report.ts';
import { UPLOAD_TIMING, uploadScript, type UploadJob } from '../../../src/usb/commands/upload.ts';
import { faults } from '../../../src/usb/protocol/faults.ts';
import { Screen } from '../screen.ts';
import { StandInBoard } from '../stand-in/board.ts';
import { MemoryLine } from '../stand-in/memory-line.ts';
import type { Traits } from '../stand-in/traits.ts';
import { exitOf, failureOf, whole } from '../upload-setup.ts';
import { inVirtualTime } from '../virtual-time.ts';

const OLD = 'print("old");setInterval(function(){print("old, still")},1000)';
const SCRIPT = `print("new");//${'x'.repeat(400)}`;
const CONFIG: RunConfig = { pins: [4, 5], isPractice: false, relay: undefined };

/** An upload to a stand-in on which another script runs. */
class Upload {
  readonly line = new MemoryLine();
  readonly board: StandInBoard;
  readonly screen: Screen;
  readonly stop = new AbortController();

  constructor(traits: Partial<Traits>, isTTY = false) {
    this.board = new StandInBoard(traits, undefined, this.line);
    this.screen = new Screen(isTTY);
  }

  get stored(): string | undefined {
    return this.board.storage.read('.bootcde');
  }

  run(job: Partial<UploadJob> = {}): Promise<void> {
    const build = () => Promise.resolve({ script: SCRIPT, config: CONFIG });
    return uploadScript(
      { build, path: this.line.path, wait: false, ...job },
      this.line.open,
      new Report(this.screen),
      UPLOAD_TIMING,
      this.stop.signal,
    );
  }

  /** Does something as soon as this was sent to the board. */
  at(sent: string, act: () => void): void {
    const receive = this.board.uart.onReceive;
    this.board.uart.onReceive = (bytes) => {
      const isNow = this.line.sent.includes(sent);
      if (isNow) {
        this.board.uart.onReceive = receive;
        act();
      }
      receive(bytes);
    };
  }
}

async function uploading(
  run: (upload: Upload) => Promise<void>,
  traits: Partial<Traits> = {},
  isTTY = false,
): Promise<void> {
  await inVirtualTime(async () => {
    const upload = new Upload(traits, isTTY);
    upload.board.storage.write('.bootcde', OLD);
    await upload.board.powerCycle();
    upload.board.started.length = 0;
    await run(upload);
    await upload.board.end();
  });
}

describe('an upload', () => {
  test('tells what it does, and ends with the port closed and the new script running', () =>
    uploading(async (upload) => {
      await upload.run();
      expect(upload.screen.text.replace(/ \d\.\d s/, ' # s')).toBe(
        [
          'Asking what is on /dev/ttyUSB0',
          'Board: ESP8266_4MB with Espruino 2v29 on /dev/ttyUSB0',
          `Sent and verified: ${SCRIPT.length + 4} bytes in # s`,
          '  | new',
          'Running: 1200 of 1600 variables are free.',
          '',
        ].join('\n'),
      );
      expect(upload.board.started).toEqual([whole(SCRIPT)]);
      expect(upload.line.isOpen).toBe(false);
    }));

  test('tells the time that it took in seconds', () =>
    uploading(
      async (upload) => {
        await upload.run();
        const [, seconds = ''] = /Sent and verified: \d+ bytes in (\d+\.\d) s/.exec(upload.screen.text) ?? [];
        expect(Number(seconds)).toBeGreaterThan(0.2);
        expect(Number(seconds)).toBeLessThan(10);
      },
      { readsEveryMs: 60 },
    ));

  test('tells what it removes besides', () =>
    uploading(async (upload) => {
      upload.board.storage.write('.boot0', 'print(0)');
      upload.board.storage.write('.varimg', 'image');
      await upload.run();
      expect(upload.screen.text).toContain('Removing what would run beside the script: .boot0, .varimg\n');
    }));

  test('tells that it tries on where the board is silent at first', () =>
    uploading(async (upload) => {
      upload.board.storage.write('.bootcde', 'setTimeout(spin,20)');
      await upload.board.powerCycle();
      await new Promise((resolve) => setTimeout(resolve, 100));
      await upload.run();
      expect(upload.screen.text).toContain('No answer yet: it may be starting, or busy. Trying on.\n');
      expect(upload.board.started.at(-1)).toBe(whole(SCRIPT));
    }));

  test('ends the script before while it sends the new one', () =>
    uploading(
      async (upload) => {
        let printed = '';
        const send = upload.board.uart.send.bind(upload.board.uart);
        upload.board.uart.send = (bytes) => {
          printed += bytes.toString('latin1');
          send(bytes);
        };
        upload.at('getFree', () => (printed = ''));
        await upload.run();
        expect(printed).not.toContain('old');
      },
      // So that it takes long enough for more of its lines.
      { readsEveryMs: 400 },
    ));

  test('shows on a terminal how far it is', () =>
    uploading(
      async (upload) => {
        await upload.run();
        expect(upload.screen.text).toContain('\rSending [..............................]   0 %');
        expect(upload.screen.text).toMatch(/\rSending \[#{30}\] 100 %\nSent and verified/);
      },
      {},
      true,
    ));

  test('waits for the Wi-Fi where it is told to', () =>
    uploading(async (upload) => {
      await upload.run({ wait: true });
      expect(upload.screen.text).toMatch(/No Wi-Fi after 20 s\..*\nKeys seen, all released: D4, D5\n$/);
    }));
});

const UNTOUCHED = /What was on the board before is still there\.$/;
const ERASING = /What was on the board before may still be there; the next upload takes its place\.$/;
const WITHOUT = /The board has no script now that runs; the next upload puts one on\.$/;
const OPENING = /The new script may be on the board, whole; the next upload makes sure of it\.$/;
const WHOLE = /The script is on the board, whole, and runs at its next start\.$/;

describe('what fails says what the board is left with', () => {
  test.each<[string, string, Partial<Traits>, RegExp]>([
    ['no Espruino', 'noAnswer', { instead: 'nothing' }, /To put Espruino on the board: `npm run flash`\.$/],
    ['another board', 'wrongBoard', { env: { BOARD: 'PUCKJS' } }, /Name the right port with `--port`\.$/],
    ['an old Espruino', 'firmwareTooOld', { env: { VERSION: '2v19' } }, UNTOUCHED],
    ['too little Storage', 'scriptTooLarge', { env: { STORAGE: 256 } }, UNTOUCHED],
    ['packets that are refused', 'writeRefused', { naksPacket: () => true }, WITHOUT],
  ])('%s', (_, exit, traits, says) =>
    uploading(async (upload) => {
      const failure = await failureOf(upload.run());
      expect(failure.exit).toBe(exit);
      expect(failure.message).toMatch(says);
      expect(upload.line.isOpen).toBe(false);
      expect(upload.screen.text).not.toContain('Sent and verified');
    }, traits),
  );

  test('a flash that keeps another byte', () =>
    uploading(async (upload) => {
      upload.board.storage.spoil = (bytes) => Buffer.from(bytes.map((byte) => (byte === 0x78 ? 0x70 : byte)));
      const failure = await failureOf(upload.run());
      expect(failure.exit).toBe('verifyFailed');
      expect(failure.message).toMatch(WITHOUT);
      expect(upload.screen.text).not.toContain('verified');
      expect(upload.board.started).toEqual([]);
    }));

  test('a script that fails at its start is on the board, which its own sentence says', () =>
    uploading(async (upload) => {
      const build = () => Promise.resolve({ script: 'nope()', config: CONFIG });
      const failure = await failureOf(upload.run({ build }));
      expect(failure.exit).toBe('scriptFailed');
      expect(failure.message).toMatch(
        /^The script is on the board but fails at its start: .*nope is not defined$/,
      );
      expect(upload.line.isOpen).toBe(false);
    }));

  const STAGES = [
    ['process.env', UNTOUCHED],
    ['.filter(function', UNTOUCHED],
    ['.bootrst"),reset()', ERASING],
    ['getFree', ERASING],
    ['forEach', ERASING],
    ['{"fn":".bootcde"', WITHOUT],
    ['CRC32', WITHOUT],
    ['";;;"', OPENING],
    ['load()', WHOLE],
  ] as const;

  test.each(STAGES)('Ctrl-C at %s', (sent, says) =>
    uploading(async (upload) => {
      upload.at(sent, () => {
        upload.stop.abort(faults.interrupted());
      });
      const failure = await failureOf(upload.run());
      expect(failure.exit).toBe('interrupted');
      expect(failure.message).toMatch(says);
      expect(upload.line.isOpen).toBe(false);
    }),
  );

  test.each(STAGES)('the cable is pulled at %s', (sent, says) =>
    uploading(async (upload) => {
      upload.at(sent, () => {
        upload.board.powerOff();
        void upload.line.unplug();
      });
      const failure = await failureOf(upload.run());
      expect(failure.exit).toBe('connectionLost');
      expect(failure.message).toMatch(says);
    }),
  );

  test('time that is over, wherever it is', () =>
    uploading(async (upload) => {
      const startMs = performance.now();
      const failure = await failureOf(upload.run({ build: () => new Promise(() => undefined) }));
      expect(performance.now() - startMs).toBe(60_000);
      expect(failure.exit).toBe('deadline');
      expect(failure.message).toMatch(/^Not done after 60 s\. .*is still there\.$/);
      expect(upload.line.isOpen).toBe(false);
    }));
});

describe('what fails is told as it is', () => {
  test('a port that does not open, of which nothing is said besides', async () => {
    const upload = new Upload({});
    const missing = faults.portMissing('/dev/ttyUSB0');
    const report = new Report(upload.screen);
    const job = { build: () => Promise.reject(new Error('built')), path: '/dev/ttyUSB0', wait: false };
    const open = () => Promise.reject(missing);
    await expect(uploadScript(job, open, report, UPLOAD_TIMING, upload.stop.signal)).rejects.toBe(missing);
    await upload.board.end();
  });

  test('a build that fails, with its cause', () =>
    uploading(async (upload) => {
      const cause = new Error('the cause');
      const build = () => Promise.reject(new Failure('build', 'main.ts: it is broken.', { cause }));
      const failure = await failureOf(upload.run({ build }));
      expect(failure.exit).toBe('build');
      expect(failure.message).toBe('main.ts: it is broken. What was on the board before is still there.');
      expect(failure.cause).toBe(cause);
      expect(upload.board.started).toEqual([]);
    }));

  test('a fault of this program', () =>
    uploading(async (upload) => {
      const fault = new TypeError('a fault');
      await expect(upload.run({ build: () => Promise.reject(fault) })).rejects.toBe(fault);
      expect(upload.line.isOpen).toBe(false);
    }));
});

test('what ends in the middle of a bar leaves whoever writes next a line of his own', () =>
  uploading(
    async (upload) => {
      upload.at('{"fn":".bootcde"', () => {
        upload.stop.abort(faults.interrupted());
      });
      expect(await exitOf(upload.run())).toBe('interrupted');
      expect(upload.screen.text).toMatch(/ %\n$/);
    },
    {},
    true,
  ));

test('a port that is stuck keeps nobody for longer than a second', () =>
  uploading(async (upload) => {
    let endedMs = 0;
    upload.at('getFree', () => {
      upload.line.isStuck = true;
      endedMs = performance.now();
      upload.stop.abort(faults.interrupted());
    });
    expect(await exitOf(upload.run())).toBe('interrupted');
    expect(performance.now() - endedMs).toBe(1000);
  }));
