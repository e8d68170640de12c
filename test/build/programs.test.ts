import { expect, test } from '@jest/globals';
import { subsetFaults } from '../../src/build/subset.ts';
import { ALIKE } from '../espruino/alike/index.ts';
import { FORBIDDEN } from '../espruino/forbidden.ts';
import { UNSEEN } from '../espruino/unseen.ts';

/** Programs of which the interpreter's suite shows what they do on the board (test/espruino/language.test.ts). */

test.each(ALIKE)('what does the same there is let through: %s', (program) => {
  expect(subsetFaults(program)).toEqual([]);
});

test.each(FORBIDDEN)('what does something else there is refused: %s', (program) => {
  expect(subsetFaults(program)).not.toEqual([]);
});

test.each(UNSEEN)('what no look at the text can tell is let through: %s (%s)', (program) => {
  expect(subsetFaults(program)).toEqual([]);
});
