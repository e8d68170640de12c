import { describe, expect, test } from '@jest/globals';
import { CHIP_OPERATIONS } from './chip-operations.ts';
import { costs, TOLERANCE } from './counted.ts';

/** Each runs twice, in a function of its own, and the second time counts: what is built in is there by then. */
function operationCosts(setup: string, operations: readonly string[]): number[] {
  const functions = ['', ...operations].map((body, index) => `function f${index}(){${body}}`);
  const calls = functions.flatMap((_, index) =>
    [0, 1].map((call) => `setTimeout(f${index},${100 * (2 * index + call + 2)});`),
  );
  const [nothing = 0, ...each] = costs([setup, ...functions, calls.join('')].join('\n'))
    .slice(1)
    .filter((_, index) => index % 2 === 1);
  return each.map((thousands) => thousands - nothing);
}

describe('an operation costs what the emulated chip counts for it', () => {
  test.each(CHIP_OPERATIONS)('$title', ({ setup, operations }) => {
    const counted = operationCosts(
      setup,
      operations.map(([operation]) => operation),
    );
    const far = operations.flatMap(([operation, expected], index) => {
      const isNear = Math.abs((counted[index] ?? NaN) / expected - 1) <= TOLERANCE;
      return isNear ? [] : [`${operation} costs ${counted[index]}, and not ${expected}`];
    });
    expect(far).toEqual([]);
  });
});
