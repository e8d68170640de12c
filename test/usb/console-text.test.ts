import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { consoleLines, hideCode } from '../../src/usb/console-text.ts';

/** As Espruino prints it, recorded from its Linux build. */
const TRACE = [
  '\r\x1b[JUncaught ReferenceError: "foo" is not defined\r\n',
  '    at f (.bootcde:1:53)\r\n',
  '...="hunter2 secret password";foo.bar();var zz=1;\r\n',
  '                                 ^\r\n',
  '    at boot code (.bootcde:3:20)\r\n',
  'var q="p4ssw0rd";g();\r\n',
  '                   ^\r\n>',
].join('');

const linesOf = (pieces: readonly string[]): string[] => {
  const lines: string[] = [];
  const take = consoleLines((line) => lines.push(line));
  pieces.forEach(take);
  return lines;
};

describe('the lines of the console', () => {
  test('come without prompt and drawing codes', () => {
    expect(linesOf(['\r\n>\r\x1b[Jboot\r\n>\r\x1b[J1\r\n>'])).toEqual(['boot', '1']);
  });

  test('keep what a script prints, also where it looks like a prompt later on', () => {
    expect(linesOf(['\r\x1b[Ja > b\r\n>'])).toEqual(['a > b']);
  });

  test('leave out the code that a stack trace quotes', () => {
    expect(linesOf([TRACE])).toEqual([
      'Uncaught ReferenceError: "foo" is not defined',
      '    at f (.bootcde:1:53)',
      '    (code not shown)',
      '                                 ^',
      '    at boot code (.bootcde:3:20)',
      '    (code not shown)',
      '                   ^',
    ]);
  });

  test('leave it out for an error inside a callback, and out of memory, too', () => {
    const callback = '\r\x1b[JUncaught ReferenceError: x\r\n    at .bootcde:1:27\r\nsecret();\r\n^\r\n>';
    const memory = 'OUT OF MEMORY    at boot code (:1:1)\r\n;;;;var a="secret";\r\n  ^\r\n';
    expect(linesOf([callback, memory]).join()).not.toContain('secret');
  });

  test('are the same however the text is cut', () => {
    const cuts = fc.array(fc.nat(TRACE.length), { maxLength: 12 });
    fc.assert(
      fc.property(cuts, (places) => {
        const at = [0, ...places.sort((a, b) => a - b), TRACE.length];
        const pieces = at.slice(1).map((end, index) => TRACE.slice(at[index], end));
        expect(linesOf(pieces)).toEqual(linesOf([TRACE]));
      }),
    );
  });
});

test('what is typed at the prompt shows at once', () => {
  const visible = hideCode();
  expect(['p', 'r', 'i'].map(visible)).toEqual(['p', 'r', 'i']);
});
