import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { consoleLines, hideCode } from '../../../src/usb/board/console-text.ts';

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

/** As 2v20 prints it, recorded from its Linux build. */
const OLD_TRACE = [
  '>\r\n\x1b[JUncaught ReferenceError: "foo" is not defined\r\n',
  ' at line 2 col 54 in .bootcde\r\n',
  'foo.bar();\r\n',
  '   ^\r\n',
  'in function called from line 2 col 62 in .bootcde\r\n',
  'var qq="p4ssw0rd";[1].map(function(){foo.bar();});\r\n',
  '                                                ^\r\n',
  'in function "f" called from line 3 col 43\r\n',
  'var s="secret3"; f();\r\n',
  '                   ^\r\n',
  'in function called from system\r\n>',
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

  test('leave it out of a stack trace as it was before 2v27', () => {
    expect(linesOf([OLD_TRACE])).toEqual([
      'Uncaught ReferenceError: "foo" is not defined',
      ' at line 2 col 54 in .bootcde',
      '    (code not shown)',
      '   ^',
      'in function called from line 2 col 62 in .bootcde',
      '    (code not shown)',
      '                                                ^',
      'in function "f" called from line 3 col 43',
      '    (code not shown)',
      '                   ^',
      'in function called from system',
    ]);
  });

  test('leave it out behind a drawing code, and where one such line follows the other', () => {
    const trace = '    at f (.bootcde:1:53)\x1b[J\r\n    at g (.bootcde:1:60)\r\nvar q="secret";g();\r\n';
    expect(linesOf([trace]).join()).not.toContain('secret');
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
