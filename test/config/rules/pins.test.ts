import { describe, expect, test } from '@jest/globals';
import {
  DEFAULT_PINS,
  freePins,
  keyPinFault,
  keyPinWarning,
  klaxonPinWarning,
  lampPinWarning,
  outputPinFault,
  pinRule,
  pinsRule,
  pinsWithout,
} from '../../../src/config/rules/pins.ts';

const ALL = Array.from({ length: 17 }, (_, pin) => pin);

test('the default keys are where nothing else is connected, in the order of the header', () => {
  expect(DEFAULT_PINS).toEqual([4, 5, 12, 13]);
});

describe('a key can be', () => {
  const KEYS = [0, 2, 4, 5, 12, 13, 14, 15];

  test('on each pin but the console, the flash chip and D16', () => {
    expect(ALL.filter((pin) => keyPinFault(pin) === undefined)).toEqual(KEYS);
    expect(pinsWithout(keyPinFault)).toEqual(KEYS);
  });

  test('a lamp or a klaxon on D16 too', () => {
    expect(ALL.filter((pin) => outputPinFault(pin) === undefined)).toEqual([...KEYS, 16]);
    expect(pinsWithout(outputPinFault)).toEqual([...KEYS, 16]);
  });

  test.each([
    [1, 'D1 is the serial console'],
    [3, 'D3 is the serial console'],
    [6, 'D6 is wired to the flash chip'],
    [11, 'D11 is wired to the flash chip'],
  ])('not on D%i, and nothing else can', (pin, why) => {
    expect([keyPinFault(pin), outputPinFault(pin)]).toEqual([why, why]);
  });

  test('not on D16, which has no pull-up', () => {
    expect(keyPinFault(16)).toBe('D16 has no pull-up, so a key on it reads nothing');
  });
});

describe('of a pin that the start of the board depends on is warned', () => {
  test.each([
    ['key', keyPinWarning, [0, 2, 15]],
    ['lamp', lampPinWarning, [15]],
    ['klaxon', klaxonPinWarning, [0, 2, 15]],
  ])('with a %s there, and of no other', (_what, warning, pins) => {
    expect(ALL.filter((pin) => warning(pin) !== undefined)).toEqual(pins);
  });

  test.each([
    [keyPinWarning(0), /red LED.*held on it at power-up starts the bootloader/],
    [keyPinWarning(2), /shorts a driven pin/],
    [keyPinWarning(15), /always reads pressed.*Move it to 12, 13 or 14/],
    [lampPinWarning(15), /must be low at power-up.*A lamp that is lit when low does/],
    [klaxonPinWarning(0), /must not pull it down/],
    [klaxonPinWarning(2), /must be high at power-up.*must not pull it down/],
    [klaxonPinWarning(15), /must be low at power-up.*must not pull it up/],
  ])('with what happens: %s', (told, what) => {
    expect(told).toMatch(what);
  });
});

describe('the mend for a pin', () => {
  test.each([
    [[], 'Free ones are 4, 5, 12, 13 and 14'],
    [[4, 5, 12], 'Free ones are 13 and 14'],
    [[4, 5, 12, 13, 0, undefined], 'D14 is free'],
    [[4, 5, 12, 13, 14], 'None is free: use fewer keys'],
  ])('names those that are free beside %j', (taken, told) => {
    expect(freePins(taken)).toBe(told);
  });

  const RANGE = 'must be a GPIO number from 0 to 16';
  const WITHOUT = 'must be a GPIO number without quotes: write';

  test.each<[unknown, string]>([
    [17, RANGE],
    [null, RANGE],
    ['', RANGE],
    ['hunter2', RANGE],
    ['x4', RANGE],
    ['4x', RANGE],
    ['A4', RANGE],
    ['123', RANGE],
    ['-4', RANGE],
    ['4', `${WITHOUT} 4`],
    [' 04 ', `${WITHOUT} 4`],
    ['  4  ', `${WITHOUT} 4`],
    ['0004', `${WITHOUT} 4`],
    ['15', `${WITHOUT} 15`],
    ['16', `${RANGE}, without quotes`],
    ['17', `${RANGE}, without quotes`],
    ['9', `${RANGE}, without quotes`],
    ['D17', `${RANGE}, without quotes`],
    ['D9', `${RANGE}, without quotes`],
    ['D14', `${WITHOUT} 14`],
    ['D4', `${WITHOUT} 4, or 2 for what a NodeMCU calls D4`],
    ['d5', `${WITHOUT} 5, or 14 for what a NodeMCU calls D5`],
    ['D05', `${WITHOUT} 5, or 14 for what a NodeMCU calls D5`],
    ['D0', `${WITHOUT} 0, or 16 for what a NodeMCU calls D0`],
    ['D1', `${WITHOUT} 5 for what a NodeMCU calls D1`],
    ['D3', `${WITHOUT} 0 for what a NodeMCU calls D3`],
    ['D6', `${WITHOUT} 12 for what a NodeMCU calls D6`],
  ])('that is written as %j guesses nothing', (written, told) => {
    expect(pinRule(written)).toBe(told);
  });

  const LIST = 'must be a list of GPIO numbers, in brackets and without quotes:';

  test.each<[unknown, string]>([
    [4, `${LIST} as in [4, 5, 12, 13]`],
    [undefined, `${LIST} as in [4, 5, 12, 13]`],
    ['', `${LIST} as in [4, 5, 12, 13]`],
    ['4', `${LIST} as in [4, 5, 12, 13]`],
    ['4 hunter2', `${LIST} as in [4, 5, 12, 13]`],
    ['4 x5', `${LIST} as in [4, 5, 12, 13]`],
    ['4 5x', `${LIST} as in [4, 5, 12, 13]`],
    ['4 123', `${LIST} as in [4, 5, 12, 13]`],
    ['4,5', `${LIST} write [4, 5]`],
    ['[04; 5, 12]', `${LIST} write [4, 5, 12]`],
    [' 4  14 ', `${LIST} write [4, 14]`],
  ])('of all of them, written as %j, is what was meant, or an example', (written, told) => {
    expect(pinsRule(written)).toBe(told);
  });
});
