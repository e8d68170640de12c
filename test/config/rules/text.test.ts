import { describe, expect, test } from '@jest/globals';
import { blankEndWarning, passwordFault, ssidFault } from '../../../src/config/rules/text.ts';

describe('the name of a network', () => {
  test.each(['x', 'x'.repeat(31), 'é'.repeat(15), '😀', ' x '])('may be %j', (text) => {
    expect(ssidFault(text)).toBeUndefined();
  });

  test.each([
    ['', /^must be 1 to 31 bytes of UTF-8/],
    ['x'.repeat(32), /^must be 1 to 31 bytes of UTF-8/],
    ['é'.repeat(16), /^must be 1 to 31 bytes of UTF-8/],
    ['a\ud83d', /^holds half a character .* Type it anew$/],
    ['\ude00a', /^holds half a character/],
    ['a\0b', /^holds a control character.* Remove it$/],
    ['a\n', /^holds a control character/],
    ['\x7f', /^holds a control character/],
  ])('may not be %j', (text, told) => {
    expect(ssidFault(text)).toMatch(told);
  });
});

describe('a password', () => {
  test.each(['12345678', 'x'.repeat(63), 'äöüß', ' 123456 '])('may be %j', (text) => {
    expect(passwordFault(text)).toBeUndefined();
  });

  test.each([
    ['', /^is empty\. Leave it out for an open network$/],
    ['1234567', /^must be 8 to 63 bytes of UTF-8/],
    ['x'.repeat(64), /^must be 8 to 63 bytes of UTF-8/],
    ['1234567\n', /^holds a control character/],
    ['1234567\ud800', /^holds half a character/],
  ])('may not be %j', (text, told) => {
    expect(passwordFault(text)).toMatch(told);
  });
});

test.each([
  ['net', undefined],
  ['my net', undefined],
  ['', undefined],
  ['net ', /^ends with a blank, .* Remove it, unless/],
  [' net', /^begins with a blank/],
  [' net ', /^ends with a blank/],
])('of a blank at an end of %j is warned: %s', (text, told) => {
  expect(blankEndWarning(text)).toEqual(told && expect.stringMatching(told));
});
