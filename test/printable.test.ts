import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { oneLine, printable, printableJson } from '../src/printable.ts';

/** What a terminal acts upon, with what is to be seen in its place. */
const EVIL = [
  ['a title', '\x1b]0;root@prod\x07', '\\x1b]0;root@prod\\x07'],
  ['the clipboard', '\x1b]52;c;cm0gLXJm\x1b\\', '\\x1b]52;c;cm0gLXJm\\x1b\\'],
  ['a device control string', '\x1bP$qm\x1b\\', '\\x1bP$qm\\x1b\\'],
  ['a reset', '\x1bc', '\\x1bc'],
  ['a colour', '\x1b[31m', '\\x1b[31m'],
  ['the same in eight bits', '\x9b31m\x9d0;x\x9c', '\\x9b31m\\x9d0;x\\x9c'],
  ['a backspace', 'good\b\b\b\bevil', 'good\\x08\\x08\\x08\\x08evil'],
  ['a carriage return', 'good\revil', 'good\\x0devil'],
  ['a delete', 'a\x7f', 'a\\x7f'],
  ['a change of direction', 'a\u202eb\u2066c', 'a\\u202eb\\u2066c'],
  ['a line separator', 'a\u2028b', 'a\\u2028b'],
] as const;

/** All that no terminal may get of a stranger. */
const OBEYED = /[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/u;

describe.each(EVIL)('%s', (_what, text, seen) => {
  test('is shown', () => {
    expect(printable(text)).toBe(seen);
    expect(oneLine(text)).toBe(seen);
  });

  test('is shown in JSON, which stays the same JSON', () => {
    const json = JSON.stringify({ text });
    const shown = printableJson(`${json}\n`);
    expect(shown.slice(0, -1)).not.toMatch(OBEYED);
    expect(JSON.parse(shown)).toEqual({ text });
  });
});

test('lines and tabs stay, but not where one line is wanted', () => {
  expect(printable('one\n\ttwo\r\n')).toBe('one\n\ttwo\\x0d\n');
  expect(oneLine('one\n\ttwo')).toBe('one\\x0a\\x09two');
});

test('text of any language stays as it is', () => {
  const text = 'Grüße, 部署, развёртывание, 👩‍🚀 \\x1b';
  expect(oneLine(text)).toBe(text);
});

test('a line can have a bound', () => {
  expect(oneLine('x'.repeat(60), 60)).toBe('x'.repeat(60));
  expect(oneLine('x'.repeat(61), 60)).toBe(`${'x'.repeat(59)}…`);
  expect(oneLine('\n'.repeat(60), 60)).toHaveLength(60);
});

test('nothing that a terminal obeys is left of any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(oneLine(text)).not.toMatch(OBEYED);
      expect(printable(text).replace(/[\n\t]/g, '')).not.toMatch(OBEYED);
    }),
  );
});
