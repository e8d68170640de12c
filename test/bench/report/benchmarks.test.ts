import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { percentile } from './percentile.ts';
import { measureSection, type Row } from './section.ts';
import { size } from '../size.ts';
import { drawTable, REPORT, rowsIn, tableIn } from './table.ts';

const MEANS = { espruino: undefined, chromium: undefined, smashes: 1, messages: 1 };
const report = tableIn(readFileSync(REPORT, 'utf8'));

describe('the benchmarks', () => {
  test('tell the bytes that the script has', async () => {
    const rows = await size.measure(MEANS);
    expect(rows).toHaveLength(1);
    expect(rowsIn(report)).toEqual(expect.arrayContaining(rows));
  });

  test('say so where the machine lacks what they need', async () => {
    const measure = (): Promise<Row[]> => Promise.reject(new Error('measured without an interpreter'));
    const rows = await measureSection({ name: 'x', about: 'variables', needs: 'espruino', measure }, MEANS);
    expect(rowsIn(await drawTable(rows))).toEqual([
      { figure: 'variables', direct: 'not measured here', relay: 'not measured here', target: '' },
    ]);
  });

  test('are not drawn into a text without their markers', () => {
    expect(() => tableIn('# A text')).toThrow('are missing');
  });

  test("take for a percentile the least value that so many don't exceed", () => {
    const values = Array.from({ length: 200 }, (_, index) => 200 - index);
    expect([0, 0.5, 0.99, 1].map((share) => percentile(values, share))).toEqual([1, 100, 198, 200]);
  });
});
