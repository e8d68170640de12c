import { expect, test } from '@jest/globals';
import { parseNames } from '../../../src/usb/board/transfer.ts';

test('what a board says that runs beside the script is one of the names it was asked for, or no answer', () => {
  for (const names of [[], ['.boot0'], ['.bootrst', '.varimg']]) expect(parseNames(names)).toEqual(names);
  for (const answer of [
    // It would be told, and forge a line of ours.
    ['.boot0', '.boot1\nSent and verified: 4000 bytes in 1.0 s'],
    ['.bootcde'],
    ['.boot0', 1],
    '.boot0',
    undefined,
  ]) {
    expect(parseNames(answer)).toBeUndefined();
  }
});
