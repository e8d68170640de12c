import { describe, expect, jest, test } from '@jest/globals';
import { firstRun, type RunConfig } from '../../../src/usb/commands/first-run.ts';
import { Report } from '../../../src/usb/commands/report.ts';
import { UPLOAD_TIMING } from '../../../src/usb/commands/upload.ts';
import { faults } from '../../../src/usb/protocol/faults.ts';
import { Screen } from '../screen.ts';
import { AskedBoard } from '../stand-in/asked-board.ts';
import { MemoryLine } from '../stand-in/memory-line.ts';
import { exitOf, failureOf } from '../upload-setup.ts';
import { inVirtualTime } from '../virtual-time.ts';

const IP = 'network config: {\r\n  "ip": "192.0.2.7"\r\n }';
const RELAY = { url: 'http://192.0.2.5:8437' };
const LOAD = '\x10load()\n';
const ALIVE = '\x10print("upload: "+process.memory().free+" of "+process.memory().total)\n';
const KEYS = '\x10print("upload: keys "+digitalRead([4,5]))\n';

interface Told {
  /** What the script prints, by the milliseconds after its start. */
  readonly lines?: Readonly<Record<number, string>>;
  readonly wait?: boolean;
  readonly config?: Partial<RunConfig>;
  /** What the board answers to each of our lines. */
  readonly answers?: Readonly<Record<string, string>>;
}

/** A first run whose board says what a test wants. */
class Run {
  readonly line = new MemoryLine();
  readonly board = new AskedBoard();
  readonly screen = new Screen();
  readonly stop = new AbortController();

  async start({ lines = {}, wait = false, config = {}, answers = {} }: Told = {}): Promise<void> {
    const said: Readonly<Record<string, string>> = {
      [ALIVE]: 'upload: 1200 of 1600',
      [KEYS]: 'upload: keys 3',
      ...answers,
    };
    this.line.onData((bytes) => {
      const answer = said[bytes.toString('latin1')] ?? '';
      if (answer !== '') this.board.say(`${answer}\r\n`);
      if (bytes.toString('latin1') !== LOAD) return;
      for (const [ms, text] of Object.entries(lines)) {
        setTimeout(() => {
          this.board.say(`${text}\r\n`);
        }, Number(ms));
      }
    });
    await firstRun(
      await this.line.open(this.line.path),
      this.board,
      { pins: [4, 5], isPractice: false, relay: undefined, ...config },
      wait,
      UPLOAD_TIMING.firstRun,
      new Report(this.screen),
      this.stop.signal,
    );
  }
}

/** @returns what was told, and how long it took */
async function toldOf(what: Told): Promise<{ text: string; ms: number; line: MemoryLine; timers: number }> {
  return inVirtualTime(async () => {
    const run = new Run();
    const startMs = performance.now();
    await run.start(what);
    const ms = performance.now() - startMs;
    return { text: run.screen.text, ms, line: run.line, timers: jest.getTimerCount() };
  });
}

describe('the script', () => {
  test('is started, and asked whether it lives, once it has had time to fail', async () => {
    const { text, ms, line } = await toldOf({ lines: { 100: 'connecting to network...' } });
    expect(line.writes).toEqual([LOAD, ALIVE]);
    expect(text).toBe('  | connecting to network...\nRunning: 1200 of 1600 variables are free.\n');
    expect(ms).toBe(500);
  });

  test.each([
    'Uncaught ReferenceError: "foo" is not defined',
    'Error: Error: Module not found',
    'TypeError: not a function',
    'error: no',
    '  OUT OF MEMORY',
    'New interpreter error: LOW_MEMORY',
    'Execution Interrupted: STACK',
  ])('fails where it says "%s", which is told with what follows', (line) =>
    inVirtualTime(async () => {
      const run = new Run();
      const failure = await failureOf(run.start({ lines: { 100: line, 250: 'what follows' } }));
      expect(failure.exit).toBe('scriptFailed');
      expect(failure.message).toBe(`The script is on the board but fails at its start: ${line}`);
      expect(run.screen.text).toBe(`  | ${line}\n  | what follows\n`);
    }),
  );

  test.each(['it says Uncaught Error', 'errors: none', 'an Error: no', 'STACKED', 'HAYSTACK'])(
    'does not fail where it says "%s"',
    async (line) => {
      expect((await toldOf({ lines: { 100: line } })).text).toContain('Running:');
    },
  );

  test('fails where it keeps the board from answering', () =>
    inVirtualTime(async () => {
      const run = new Run();
      const startMs = performance.now();
      const failure = await failureOf(run.start({ answers: { [ALIVE]: '' } }));
      expect(failure.exit).toBe('scriptFailed');
      expect(failure.message).toContain('the board does not answer while it runs.');
      expect(performance.now() - startMs).toBe(500 + 5000);
    }));

  test('fails also later, while the Wi-Fi is waited for', () =>
    inVirtualTime(async () => {
      const run = new Run();
      expect(await exitOf(run.start({ wait: true, lines: { 3000: 'Uncaught Error: x' } }))).toBe(
        'scriptFailed',
      );
    }));

  test('is taken for alive by an answer of ours alone', () =>
    inVirtualTime(async () => {
      const run = new Run();
      const answers = { [ALIVE]: 'say upload: 1 of 2\r\nupload: 1 of 2 and more' };
      expect(await exitOf(run.start({ answers }))).toBe('scriptFailed');
    }));

  test.each([100, 800, 3000])('is not waited for once it is stopped, after %i ms', (ms) =>
    inVirtualTime(async () => {
      const run = new Run();
      setTimeout(() => {
        run.stop.abort(faults.interrupted());
      }, ms);
      const startMs = performance.now();
      expect(await exitOf(run.start({ wait: true, answers: ms === 800 ? { [ALIVE]: '' } : {} }))).toBe(
        'interrupted',
      );
      expect(performance.now() - startMs).toBe(ms);
    }),
  );

  test('is not waited for where the port is stuck and it is stopped', () =>
    inVirtualTime(async () => {
      const run = new Run();
      run.line.isStuck = true;
      setTimeout(() => {
        run.stop.abort(faults.interrupted());
      }, 100);
      expect(await exitOf(run.start())).toBe('interrupted');
    }));
});

describe('a button that is waited for', () => {
  test('is ready once the Wi-Fi is there and its keys are at rest', async () => {
    const { text, line, timers } = await toldOf({ wait: true, lines: { 2000: IP } });
    expect(text.split('\n').slice(-4)).toEqual([
      'Wi-Fi joined: 192.0.2.7',
      'Keys seen, all released: D4, D5',
      'The button is ready. Smash all keys together, AND IT DEPLOYS.',
      '',
    ]);
    expect(line.writes.at(-1)).toBe(KEYS);
    // Nothing keeps the process.
    expect(timers).toBe(0);
  });

  test('may have joined before it is asked', async () => {
    expect((await toldOf({ wait: true, lines: { 50: IP } })).text).toContain('Wi-Fi joined: 192.0.2.7\n');
  });

  test.each(['"ip":"203.10.113.25"', 'ip: "203.10.113.25"'])('tells its address as %s', async (line) => {
    expect((await toldOf({ wait: true, lines: { 50: line } })).text).toContain(
      'Wi-Fi joined: 203.10.113.25\n',
    );
  });

  test.each(['"ip": "0.0.0.0"', '"gip": "192.0.2.7"', '"ip": "192.0.2"', '"ip": ""'])(
    'has not joined where it says %s',
    async (line) => {
      const { text, ms } = await toldOf({ wait: true, lines: { 50: line } });
      expect(text).toContain('No Wi-Fi after 20 s.');
      expect(text).not.toContain('Smash');
      expect(ms).toBe(500 + 20_000);
    },
  );

  test('without a relay is not asked for one', async () => {
    expect((await toldOf({ wait: true, lines: { 50: IP } })).text).not.toContain('elay');
  });

  test('waits for its relay, for twelve seconds', async () => {
    const answering = await toldOf({
      wait: true,
      config: { relay: RELAY },
      lines: { 50: IP, 9000: 'relay answers' },
    });
    expect(answering.text).toContain(`The relay answers: ${RELAY.url}\n`);
    expect(answering.text).toContain('The button is ready.');
    expect(answering.ms).toBe(9000);

    const silent = await toldOf({
      wait: true,
      config: { relay: RELAY },
      lines: { 50: IP, 60: 'no relay answers' },
    });
    expect(silent.text).toContain(`No relay answers at ${RELAY.url} after 12 s.`);
    expect(silent.text).toContain('Keys seen, all released: D4, D5');
    expect(silent.text).not.toContain('Smash');
    expect(silent.ms).toBe(500 + 12_000);

    const later = await toldOf({
      wait: true,
      config: { relay: RELAY },
      lines: { 50: IP, 60: 'relay answers no more' },
    });
    expect(later.text).toContain('No relay answers');
  });

  test('whose Wi-Fi is missing is not asked for its relay', async () => {
    const { text, ms } = await toldOf({
      wait: true,
      config: { relay: RELAY },
      lines: { 60: 'relay answers' },
    });
    expect(text).toContain('No Wi-Fi after 20 s.');
    expect(text).not.toContain('relay answers: ');
    expect(text).not.toContain('No relay');
    expect(ms).toBe(500 + 20_000);
  });

  test('is not ready while a key reads pressed', async () => {
    const { text } = await toldOf({ wait: true, lines: { 50: IP }, answers: { [KEYS]: 'upload: keys 1' } });
    expect(text).toMatch(/Keys that read pressed: D4\. .*\n$/);
  });

  test('of four keys is asked for all of them', async () => {
    const four = '\x10print("upload: keys "+digitalRead([4,5,12,13]))\n';
    const { text } = await toldOf({
      wait: true,
      config: { pins: [4, 5, 12, 13] },
      lines: { 50: IP },
      answers: { [four]: 'upload: keys 15' },
    });
    expect(text).toContain('Keys seen, all released: D4, D5, D12, D13\n');
  });

  test.each(['upload: keys x', 'upload: keys 3 or so', 'it says upload: keys 3'])(
    'is not ready where its keys are told as %s',
    async (keys) => {
      const { text, ms } = await toldOf({
        wait: true,
        lines: { 50: IP },
        answers: { [KEYS]: keys },
      });
      expect(text).not.toContain('Keys');
      expect(text).not.toContain('Smash');
      expect(ms).toBe(500 + 5000);
    },
  );

  test('on D15 and another pin is asked for the other one', async () => {
    const { line } = await toldOf({ wait: true, config: { pins: [4, 15, 5] }, lines: { 50: IP } });
    expect(line.writes.at(-1)).toBe(KEYS);
  });

  test('for practice says so', async () => {
    const { text } = await toldOf({ wait: true, config: { isPractice: true }, lines: { 50: IP } });
    expect(text).toContain('\nReady for practice.');
    expect(text).not.toContain('AND IT DEPLOYS');
  });
});
