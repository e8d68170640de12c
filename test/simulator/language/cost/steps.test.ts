import { describe, expect, test } from '@jest/globals';
import { STEP_COUNTS } from './step-counts.ts';
import { tally } from './tally.ts';

/** What a step takes is a matter of measurement; how often it is taken is the interpreter's way through a program. */
describe.each(STEP_COUNTS)('the steps of $title', ({ steps, programs }) => {
  test.each(programs)('%s', (program, times) => {
    expect(tally(program, steps)).toEqual(times);
  });
});
