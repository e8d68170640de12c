import { describe, expect, test } from '@jest/globals';
import { nativeCost } from '../../../src/simulator/espruino/native-costs.ts';
import { Processor } from '../../../src/simulator/espruino/processor.ts';
import { turnCost } from '../../../src/simulator/espruino/turn-cost.ts';

// That the figures are the chip's is tested beside the language (language/cost).
describe('what a function of the board’s own takes hangs on what it is given', () => {
  const bytes = (length: number): Uint8Array => new Uint8Array(length);

  test.each<[string, unknown[], number]>([
    ['pinMode', [4], 2400],
    ['of-no-board', [4], 0],
    ['digitalRead', [4], 0],
    ['digitalRead', [[4, 5]], 600 + 2 * 1250],
    ['digitalWrite', [4, 1], 0],
    ['digitalWrite', [[4, 5], 1], 2 * 1500],
    ['print', [], 5000],
    ['print', ['ab', 5, null, undefined, { a: 1, b: 2 }], 5000 + 365 * (2 + 4 + 4 + 4 + 10 + 2 * 25)],
    ['btoa', ['abc'], 4500 + 3 * 220],
    ['btoa', [bytes(5)], 4500 + 5 * 220],
    ['btoa', [[1, 2]], 4500 + 2 * 220],
    ['btoa', [5], 4500 + 220],
    ['atob', ['abcd'], 4000 + 4 * 310],
    ['toUint8Array', ['ab', bytes(3)], 7500 + 2 * 3200 + 2 * 240 + 3 * 300],
    ['toUint8Array', [[1, 'abc']], 7500 + 3200 + 2 * 2500 + 3 * 240],
    ['toUint8Array', [{ data: 1, count: 7 }], 7500 + 3200 + 7 * 200],
    ['toUint8Array', [5, null, {}], 7500 + 3 * 3200],
    ['mapInPlace', [bytes(2), bytes(4)], 500 + 4 * 2050],
    ['mapInPlace', [bytes(2)], 500 + 2050],
    ['CRC32', ['abc', 'd'], 1500 + 3 * 170],
    ['CRC32', [bytes(3)], 1500 + 3 * 280],
    // With its padding a text of 55 bytes is one block, one of 56 are two.
    ['SHA1', ['a'.repeat(55)], 17_000 + 55 * 120],
    ['SHA1', ['a'.repeat(56)], 17_000 + 56 * 120 + 4500],
    ['SHA1', ['a'.repeat(120)], 17_000 + 120 * 120 + 2 * 4500],
    ['connect', [{ host: 'h', port: 80 }], 40_000],
    ['connect', ['http://h'], 17_700],
    ['connect', [null], 17_700],
    ['connect', [{}], 17_700],
    ['request', ['http://h'], 45_500],
    ['request', [null], 45_500],
    ['request', [{}], 45_500 + 400 * 90 + 1.2 * 90 * 90],
    ['request', [{ path: '/ab', headers: { a: 'b', cd: 5 } }], 45_500 + 400 * 106 + 1.2 * 106 * 106],
    ['write', ['abc'], 26_500 + 3 * 260],
    ['end', ['abc'], 26_500 + 3 * 260],
    ['end', [], 26_500],
  ])('%s(%j)', (name, args, cost) => {
    expect(nativeCost(name, args)).toBe(cost);
  });
});

test.each([
  [0, false, 7700],
  [3, false, 7700 + 3 * 4450],
  [3, true, 7700 + 3 * 4450 + 3900],
])('a turn with %i timers, of which one was due: %j', (timers, ran, cost) => {
  expect(turnCost(timers, ran)).toBe(cost);
});

describe('the processor', () => {
  /** One that takes 500 ns for an instruction, and the milliseconds that it has let pass. */
  function processor(goesOn = true): { processor: Processor; count: Float64Array; passed: number[] } {
    const count = new Float64Array(1);
    const passed: number[] = [];
    const pass = (ms: number): boolean => {
      passed.push(ms);
      return goesOn;
    };
    return { processor: new Processor({ count }, 500, pass), count, passed };
  }

  test('lets whole microseconds pass, and keeps what is left for the next time', () => {
    const { processor: chip, count, passed } = processor();
    count[0] = 1;
    expect(chip.settle()).toBe(true);
    expect(passed).toEqual([]);
    count[0] = 4;
    chip.settle();
    chip.settle();
    expect(passed).toEqual([0.002]);
    count[0] = 1;
    chip.settle();
    expect(passed).toEqual([0.002, 0.001]);
    expect(chip.spent).toBe(6);
  });

  test('counts what the interpreter does with what the program does', () => {
    const { processor: chip, count, passed } = processor();
    count[0] = 2;
    chip.spend(2000);
    chip.spend(4000);
    chip.settle();
    expect([chip.spent, passed]).toEqual([6002, [3.001]]);
  });

  test('tells when the watchdog has bitten', () => {
    const { processor: chip, count } = processor(false);
    expect(chip.settle()).toBe(true);
    count[0] = 2;
    expect(chip.settle()).toBe(false);
  });

  test('takes no time where nobody counts', () => {
    const chip = new Processor(null, 0, () => false);
    chip.spend(1000);
    expect([chip.settle(), chip.spent]).toEqual([true, 0]);
  });
});
