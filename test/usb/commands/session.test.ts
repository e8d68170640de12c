import { describe, expect, test } from '@jest/globals';
import { BoardSession, SESSION_TIMING } from '../../../src/usb/commands/session.ts';
import { faults } from '../../../src/usb/protocol/faults.ts';
import { StandInBoard } from '../stand-in/board.ts';
import { MemoryLine } from '../stand-in/memory-line.ts';
import type { Traits } from '../stand-in/traits.ts';
import { exitOf, failureOf, whole } from '../upload-setup.ts';
import { inVirtualTime } from '../virtual-time.ts';

const SCRIPT = 'print("on");setInterval(function(){print("still on")},5000)';

interface Parts {
  readonly session: BoardSession;
  readonly board: StandInBoard;
  readonly line: MemoryLine;
  readonly stop: AbortController;
}

/** Opens a session with a board that runs the script. */
async function inSession(
  traits: Partial<Traits>,
  run: (parts: Parts) => Promise<void>,
  script = SCRIPT,
): Promise<void> {
  await inVirtualTime(async () => {
    const line = new MemoryLine();
    const board = new StandInBoard(traits, undefined, line);
    board.storage.write('.bootcde', script);
    await board.powerCycle();
    const stop = new AbortController();
    const session = await BoardSession.open(line.path, line.open, SESSION_TIMING, stop.signal);
    await run({ session, board, line, stop });
    await board.end();
  });
}

const isNumber = (answer: unknown): number | undefined => (typeof answer === 'number' ? answer : undefined);
const pass = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('who is there', () => {
  test('is asked beside the script, which runs on', () =>
    inSession({}, async ({ session, board, line }) => {
      expect(session.path).toBe(line.path);
      expect(await session.wake()).toMatchObject({ board: 'ESP8266_4MB', version: '2v29' });
      await session.end();
      expect(board.started).toEqual([SCRIPT]);
      expect(line.sent).not.toContain('load()');
      expect(line.isOpen).toBe(false);
    }));

  test('is asked of a board that loops too, whose script is then started again', () =>
    inSession(
      {},
      async ({ session, board, line }) => {
        await pass(100);
        const before = board.started.length;
        await session.wake();
        expect(board.started.length).toBeGreaterThan(before);
        expect(line.sent).toContain('\x10load()\n');
        const { length } = board.started;
        await session.end();
        expect(board.started).toHaveLength(length);
      },
      'setTimeout(spin,20)',
    ));

  test('is not known where nobody answers, and the script is started in the end, which the knocks may have stopped', () =>
    inSession({ instead: 'shell' }, async ({ session, line }) => {
      expect(await exitOf(session.wake())).toBe('noAnswer');
      expect(line.sent).not.toContain('load()');
      await session.end();
      expect(line.writes.at(-1)).toBe('\x10load()\n');
    }));
});

describe('a question', () => {
  test('is answered', () =>
    inSession({}, async ({ session }) => {
      expect(await session.ask('6*7', isNumber)).toBe(42);
    }));

  test('is asked once more where its answer got lost, and then given up', () =>
    inSession({}, async ({ session, line }) => {
      const asked = (): number => line.sent.split('JSON.stringify').length - 1;
      const failure = await failureOf(session.ask('"nonsense"', isNumber));
      expect(failure.exit).toBe('noAnswer');
      expect(failure.message).toContain('the board answered before');
      expect(asked()).toBe(2);
      const secondTime = '(N=typeof N=="undefined"?1:N+1)>1?42:"lost"';
      expect(await session.ask(secondTime, isNumber)).toBe(42);
    }));

  test('ends with the reason of what ends it, and at once when the board is unplugged', () =>
    inSession({ instead: 'nothing' }, async ({ session, line, stop }) => {
      const asking = exitOf(session.ask('1', isNumber));
      await line.unplug();
      expect(await asking).toBe('connectionLost');
      expect(session.signal.aborted).toBe(true);
      stop.abort(faults.interrupted());
      expect(await exitOf(session.pause(10))).toBe('connectionLost');
    }));

  test('waits for its answer for two seconds, twice', () =>
    inSession({ instead: 'nothing' }, async ({ session }) => {
      const startMs = performance.now();
      await failureOf(session.ask('1', isNumber));
      expect(performance.now() - startMs).toBeGreaterThan(2 * 2000);
      expect(performance.now() - startMs).toBeLessThan(2 * 4000);
    }));
});

test('a pause takes its time, and no longer than until it is stopped', () =>
  inSession({}, async ({ session, stop }) => {
    const startMs = performance.now();
    await session.pause(1000);
    expect(performance.now() - startMs).toBe(1000);
    setTimeout(() => {
      stop.abort(faults.interrupted());
    }, 10);
    expect(await exitOf(session.pause(1000))).toBe('interrupted');
    expect(performance.now() - startMs).toBe(1010);
  }));

test('what the board prints is heard in whole lines, without the one that had begun', () =>
  inSession({}, async ({ session, board }) => {
    await pass(100);
    const lines: string[] = [];
    session.hear((line) => lines.push(line));
    board.uart.send(Buffer.from('secret();\r\nhel'));
    await pass(100);
    board.uart.send(Buffer.from('lo\r\n'));
    await pass(100);
    expect(lines).toEqual(['    (code not shown)', 'hello']);
  }));

test('the script on the board is compared with another one', () =>
  inSession({}, async ({ session, board }) => {
    expect(await session.compareScript(SCRIPT)).toBe('other');
    board.storage.erase('.bootcde');
    board.storage.write('.bootcde', whole(SCRIPT));
    expect(await session.compareScript(SCRIPT)).toBe('same');
    board.storage.erase('.bootcde');
    expect(await session.compareScript(SCRIPT)).toBe('none');
  }));

test('the files that would run beside it are told', () =>
  inSession({}, async ({ session, board }) => {
    expect(await session.filesBeside()).toEqual([]);
    board.storage.write('.boot1', 'print(1)');
    expect(await session.filesBeside()).toEqual(['.boot1']);
  }));

describe('a script that is stopped', () => {
  test('runs no more, with telnet closed, until it is started anew', () =>
    inSession({}, async ({ session, board }) => {
      let printed = '';
      session.hear((line) => (printed += line));
      await session.wake();
      await session.stopScript();
      expect(board.telnetOpen).toBe(false);
      printed = '';
      await pass(20_000);
      expect(printed).not.toContain('still on');
      expect(board.started).toEqual([SCRIPT]);

      const startMs = performance.now();
      await session.startScript();
      expect(performance.now() - startMs).toBe(1500);
      expect(board.started).toEqual([SCRIPT, SCRIPT]);
      await session.end();
      await pass(100);
      expect(board.started).toEqual([SCRIPT, SCRIPT]);
    }));

  test('is started in the end', () =>
    inSession({}, async ({ session, board, line }) => {
      await session.wake();
      await session.stopScript();
      await session.end();
      expect(line.isOpen).toBe(false);
      await pass(100);
      expect(board.started).toEqual([SCRIPT, SCRIPT]);
    }));

  test('is started by the board itself once nobody has asked anything for a minute', () =>
    inSession({}, async ({ session, board }) => {
      await session.wake();
      await session.stopScript();
      for (let asked = 0; asked < 2; asked++) {
        await pass(40_000);
        expect(await session.askOnBench('6*7', isNumber)).toBe(42);
      }
      expect(board.started).toEqual([SCRIPT]);
      await pass(59_000);
      expect(board.started).toEqual([SCRIPT]);
      await pass(2000);
      expect(board.started).toEqual([SCRIPT, SCRIPT]);
    }));

  test('is not stopped again', () =>
    inSession({}, async ({ session, line }) => {
      await session.wake();
      await session.stopScript();
      const resets = (): number => line.sent.split('reset()').length - 1;
      expect(resets()).toBe(1);
      await session.stopScript();
      expect(resets()).toBe(1);
    }));

  test('is stopped also where the firmware has no telnet', () =>
    inSession({ env: { MODULES: 'Flash,Storage' } }, async ({ session, board, line }) => {
      await session.wake();
      await session.stopScript();
      expect(line.sent).not.toContain('TelnetServer');
      expect(board.telnetOpen).toBe(true);
      await session.end();
    }));

  test('is stopped with no word of telnet by who has not asked whether there is one', () =>
    inSession({}, async ({ session, line }) => {
      await session.stopScript();
      expect(line.sent).not.toContain('TelnetServer');
    }));

  test('is started in the end also where the board has not said that it stopped', () =>
    inSession({}, async ({ session, board, line }) => {
      await session.wake();
      const send = board.uart.send.bind(board.uart);
      board.uart.send = (bytes) => {
        if (!line.sent.includes('reset()')) send(bytes);
      };
      expect(await exitOf(session.stopScript())).toBe('noAnswer');
      await session.end();
      await pass(100);
      expect(board.started).toEqual([SCRIPT, SCRIPT]);
    }));
});

test('a port that is stuck keeps nobody for longer than two seconds', () =>
  inSession({}, async ({ session, line }) => {
    await session.wake();
    await session.stopScript();
    line.isStuck = true;
    const startMs = performance.now();
    await session.end();
    expect(performance.now() - startMs).toBe(2000);
  }));
