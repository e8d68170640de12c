import { describe, expect, test } from '@jest/globals';
import { faults } from '../../../src/usb/protocol/faults.ts';
import { Waker, type WakeTiming } from '../../../src/usb/protocol/wake.ts';
import { AskedBoard } from '../stand-in/asked-board.ts';
import { MemoryLine } from '../stand-in/memory-line.ts';
import { exitOf, failureOf } from '../upload-setup.ts';
import { inVirtualTime } from '../virtual-time.ts';

const TIMING: WakeTiming = { totalMs: 10_000, answerMs: 1000, knockingMs: 1500, knockEveryMs: 75 };
const KNOCK = '\x03\x10reset()\n';

/** A board that does not answer at first, and who wakes it. */
class Sleeper {
  readonly board = new AskedBoard();
  readonly line = new MemoryLine();
  readonly stop = new AbortController();
  silences = 0;
  tries = 0;
  readonly #answersAt: number;

  /** @param answersAt the try that it answers, from 1 on */
  constructor(answersAt = Infinity) {
    this.#answersAt = answersAt;
    const evaluate = this.board.evaluate.bind(this.board);
    this.board.evaluate = async (expression, patienceMs) => {
      this.tries++;
      if (this.tries >= this.#answersAt) return evaluate(expression, patienceMs);
      await new Promise((resolve) => setTimeout(resolve, patienceMs));
      return undefined;
    };
  }

  async waker(timing = TIMING): Promise<Waker> {
    const link = await this.line.open(this.line.path);
    return new Waker(link, this.board, timing, () => this.silences++, this.stop.signal);
  }
}

const isNumber = (answer: unknown): number | undefined => (typeof answer === 'number' ? answer : undefined);

describe('a question', () => {
  test('that is answered is asked once, and nothing else is sent', async () => {
    const sleeper = new Sleeper(1);
    expect(await (await sleeper.waker()).ask('6*7', isNumber)).toBe(42);
    expect(sleeper.board.asked).toEqual([{ expression: '6*7', patienceMs: 1000 }]);
    expect([sleeper.silences, sleeper.line.sent]).toEqual([0, '']);
  });

  test('is asked again until it is answered, with knocks in between, and the silence told once', () =>
    inVirtualTime(async () => {
      const sleeper = new Sleeper(3);
      const startMs = performance.now();
      expect(await (await sleeper.waker()).ask('6*7', isNumber)).toBe(42);
      expect(sleeper.silences).toBe(1);
      expect(sleeper.line.writes).toEqual(Array<string>(2 * 20).fill(KNOCK));
      expect(performance.now() - startMs).toBe(2 * (1000 + 1500));
    }));

  test('that is answered at the second try has told of the silence after the first', () =>
    inVirtualTime(async () => {
      const sleeper = new Sleeper(2);
      await (await sleeper.waker()).ask('6*7', isNumber);
      expect(sleeper.silences).toBe(1);
    }));

  test('takes no answer that makes no sense', () =>
    inVirtualTime(async () => {
      const sleeper = new Sleeper(1);
      sleeper.board.answers = (_, answer) => (sleeper.tries < 3 ? 'nonsense' : answer);
      expect(await (await sleeper.waker()).ask('6*7', isNumber)).toBe(42);
      expect(sleeper.tries).toBe(3);
    }));

  test('is given up once its time is over', () =>
    inVirtualTime(async () => {
      const sleeper = new Sleeper();
      const startMs = performance.now();
      expect(await exitOf((await sleeper.waker()).ask('1', isNumber))).toBe('noAnswer');
      expect(performance.now() - startMs).toBe(4 * 2500 + 1000);
      expect(sleeper.tries).toBe(5);
    }));

  test('is asked once where there is no more time', () =>
    inVirtualTime(async () => {
      const sleeper = new Sleeper(1);
      const waker = await sleeper.waker({ ...TIMING, totalMs: 0 });
      expect(await exitOf(waker.ask('"nonsense"', isNumber))).toBe('noAnswer');
      expect([sleeper.tries, sleeper.silences]).toEqual([1, 0]);
    }));

  test.each([
    ['the answer', 500],
    ['the next knock', 1010],
  ])('ends with the reason of what ends it, while it waits for %s', (_, ms) =>
    inVirtualTime(async () => {
      const sleeper = new Sleeper();
      const startMs = performance.now();
      setTimeout(() => {
        sleeper.stop.abort(faults.interrupted());
      }, ms);
      expect(await exitOf((await sleeper.waker()).ask('1', isNumber))).toBe('interrupted');
      expect(performance.now() - startMs).toBe(ms);
    }),
  );

  test('ends with it while the port is stuck', () =>
    inVirtualTime(async () => {
      const sleeper = new Sleeper();
      sleeper.line.isStuck = true;
      setTimeout(() => {
        sleeper.stop.abort(faults.interrupted());
      }, 1500);
      expect(await exitOf((await sleeper.waker()).ask('1', isNumber))).toBe('interrupted');
    }));
});

describe('the script', () => {
  test('is stopped with what would run again at the reset, and nothing else is taken away', () =>
    inVirtualTime(async () => {
      const sleeper = new Sleeper(2);
      sleeper.board.storage.write('.bootrst', 'print(1)');
      sleeper.board.storage.write('.bootcde', 'print(2)');
      await (await sleeper.waker()).stopScript();
      expect([...sleeper.board.storage.files.keys()]).toEqual(['.bootcde']);
      expect(sleeper.board.isReset).toBe(true);
    }));

  test('is not taken for stopped where the board says something else', async () => {
    const sleeper = new Sleeper(1);
    sleeper.board.answers = () => 2;
    const waker = await sleeper.waker({ ...TIMING, totalMs: 0 });
    expect(await exitOf(waker.stopScript())).toBe('noAnswer');
  });
});

describe('what no Espruino said', () => {
  const NOISE = '\xfe\x80';
  test.each([
    ['', 'Nothing came back'],
    ['NodeMCU 3.0.0 built', "NodeMCU's Lua"],
    ['powered by Lua 5.1.4', "NodeMCU's Lua"],
    ["stdin:12: unexpected symbol near 'char(16)'", "NodeMCU's Lua"],
    ['MicroPython v1.27', 'MicroPython'],
    ['Traceback (most recent call last):', 'MicroPython'],
    ['\r\n>>> ', 'MicroPython'],
    ['\x03\r\n\r\nERROR\r\n', 'AT firmware'],
    ['x\nready', 'AT firmware'],
    ['AT version:1.7', 'AT firmware'],
    ['Ai-Thinker Technology', 'AT firmware'],
    ['there is an ERROR', 'text, but not from Espruino'],
    ['ERROR 404', 'text, but not from Espruino'],
    [`~~~~~~~~${NOISE}`, 'text, but not from Espruino'],
    [`~~~~~~~${NOISE}\x7f`, 'no text'],
    // What was heard last counts.
    [`${NOISE.repeat(500)}${'x'.repeat(1000)}`, 'text, but not from Espruino'],
  ])('is told for what it is: %j', async (heard, says) => {
    const sleeper = new Sleeper(1);
    const waker = await sleeper.waker({ ...TIMING, totalMs: 0 });
    for (const half of [heard.slice(0, 9), heard.slice(9)]) sleeper.board.say(half);
    const failure = await failureOf(waker.ask('undefined', isNumber));
    expect(failure.exit).toBe('noAnswer');
    expect(failure.message).toContain(`"/dev/ttyUSB0": no Espruino answers. `);
    expect(failure.message).toContain(says);
  });
});
