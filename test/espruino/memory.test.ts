import { expect, jest, test } from '@jest/globals';
import { memory } from '../bench/memory.ts';
import { ESPRUINO } from './interpreter.ts';

jest.setTimeout(900_000);

/** More than 1023 requests, from where on a number takes a variable of its own. */
const SMASHES = 550;

(ESPRUINO === '' ? test.skip : test)(
  'on the real interpreter the script stays within its budget of variables, and many smashes take no more of them than one',
  async () => {
    const rows = await memory.measure({ espruino: ESPRUINO, chromium: undefined, smashes: SMASHES });
    const used = (figure: RegExp): number[] => {
      const { direct, relay } = rows.find((row) => figure.test(row.figure))!;
      return [Number(direct), Number(relay)];
    };
    const [direct, relay] = used(/idle: the script's own/);
    expect(direct).toBeLessThanOrEqual(300);
    expect(relay).toBeLessThanOrEqual(400);
    for (const peak of [/peak .* between callbacks/, /peak .* inside of calls/]) {
      expect(Math.max(...used(peak))).toBeLessThanOrEqual(800);
    }
    const hammered = rows.find(({ figure }) => figure.endsWith('more smashes leave taken'))!;
    expect(Number(/that (\d+) more/.exec(hammered.figure)?.[1])).toBeGreaterThanOrEqual(SMASHES);
    expect(Math.max(...used(/more smashes leave taken/))).toBeLessThanOrEqual(0);
  },
);
