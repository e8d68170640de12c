import { describe, expect, test } from '@jest/globals';
import { headerBytes, headerFault, headerTwiceFault } from '../../../src/config/rules/headers.ts';

const TOKEN_CHARACTERS = "!#$%&'*+.^_`|~-09azAZ";

describe('a header', () => {
  test.each([
    ['X-Team', 'blue'],
    ['Authorization', 'Bearer ~!'],
    ['Expectation', ''],
    ['Hosts', ' '],
    [TOKEN_CHARACTERS, 'x'],
  ])('may be %j: %j', (name, value) => {
    expect(headerFault(name, value)).toBeUndefined();
  });

  test.each(['', ' ', 'a b', ' a', 'a ', 'a:', 'a\r\nb', 'ä', 'a"', '(a)'])('has no name like %j', (name) => {
    expect(headerFault(name, 'x')).toBe('is not a header name. Use letters, digits and hyphens');
  });

  test.each(['host', 'connection', 'content-length', 'transfer-encoding'])(
    'is none that the board sends itself: %s',
    (name) => {
      const told = 'is set by the board itself. Remove it';
      expect([name, name.toUpperCase()].map((each) => headerFault(each, 'x'))).toEqual([told, told]);
    },
  );

  test.each(['expect', 'upgrade', 'te', 'trailer', 'keep-alive'])(
    'asks for nothing that the board can not do: %s',
    (name) => {
      const told = "asks for what the board's HTTP client cannot do. Remove it";
      expect([name, name.toUpperCase()].map((each) => headerFault(each, 'x'))).toEqual([told, told]);
    },
  );

  test.each([
    ['a\tb', /^has a value with a tab\. Use a space$/],
    ['a\r\nHost: b', /^has a value with a line break.*Remove it$/],
    ['\na', /line break/],
    ['a\n', /line break/],
    ['a\0', /control character/],
    ['\x7f', /control character/],
    ['ä', /non-ASCII/],
  ])('has no value that ends the line, or that HTTP has no letters for: %j', (value, told) => {
    expect(headerFault('X-Team', value)).toMatch(told);
  });
});

test('a header is told once, in capitals or not', () => {
  expect(headerTwiceFault('x-a', ['X-B', 'X-A'])).toBe(
    'is the same header as "X-A": letters count alike in either case. Remove one',
  );
  expect(headerTwiceFault('X-A', ['X-AB', 'X-'])).toBeUndefined();
});

test.each([{}, { A: '' }, { 'X-Team': 'blue', Authorization: 'Bearer x' }])(
  'the bytes of headers are those that are sent: %j',
  (headers) => {
    const sent = Object.entries<string>(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    expect(headerBytes(headers)).toBe(sent.join('').length);
  },
);
