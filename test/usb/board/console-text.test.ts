import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { consoleLines, type Rest } from '../../../src/usb/board/console-text.ts';

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

const linesOf = (pieces: readonly string[], fromWithin?: boolean): string[] => {
  const lines: string[] = [];
  const take = consoleLines((line) => lines.push(line), undefined, fromWithin);
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

  test.each(['\x1b[J', '\x1b[2K', '\x1b[?25l', '\x1b[1;31m'])(
    'leave it out behind a drawing code: %j',
    (code) => {
      expect(linesOf([`    at f (.bootcde:12:53)${code}\r\nvar q="secret";g();\r\n`]).join()).not.toContain(
        'secret',
      );
      expect(linesOf([` at line 12 col 54${code}\r\nvar q="secret";g();\r\n`]).join()).not.toContain(
        'secret',
      );
    },
  );

  test('leave it out where one such line follows the other', () => {
    const trace = '    at f (.bootcde:1:53)\r\n    at g (.bootcde:1:60)\r\nvar q="secret";g();\r\n';
    expect(linesOf([trace]).join()).not.toContain('secret');
  });

  test.each([
    'meet at noon',
    'it is 10:20:30',
    'at home by 10:20:30, and later',
    'go to line 2 col 54 in .bootcde and back',
    // The end of a line decides.
    `at ${'x'.repeat(200)}:1:2`,
  ])('stay where what is said before is no stack trace: %s', (line) => {
    expect(linesOf([`${line}\r\nseen\r\n`])).toEqual([line, 'seen']);
    expect(linesOf([...Array.from(line), '\r\nseen\r\n'])).toEqual([line, 'seen']);
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

describe('the lines of a console that has begun before', () => {
  test.each(['.bootcde:1:53)', 'line 2 col 54', 'ol 54 in .bootcde', 'in .bootcde'])(
    'leave out the code where one ends like a line of a stack trace: %s',
    (end) => {
      const lines = ['    (code not shown)', '    (code not shown)', '  ^', 'seen'];
      expect(linesOf([`${end}\r\nsecret();\r\n  ^\r\nseen\r\n`], true)).toEqual(lines);
      expect(linesOf([end, '\r\nsecret', '();\r\n  ^\r\nseen\r\n'], true)).toEqual(lines);
    },
  );

  test.each(['secret();', 'secret) at last', 'in secret places', 'secret in  ', ''])(
    'leave out the one that had begun, and no other, where it ends otherwise: "%s"',
    (end) => {
      expect(linesOf([`${end}\r\nseen\r\nand more\r\n`], true)).toEqual([
        '    (code not shown)',
        'seen',
        'and more',
      ]);
    },
  );
});

describe('what a terminal would obey', () => {
  test.each([
    ['\x1b]0;title\x07\x1b]52;c;Zm9v\x1b\\', '\\x1b]0;title\\x07\\x1b]52;c;Zm9v\\x1b\\'],
    ['\x1bPq\x1b\\\x1bc', '\\x1bPq\\x1b\\\\x1bc'],
    ['\x9b2J and \x84', '\\x9b2J and \\x84'],
    ['\xc2\x9b2J', '\\x9b2J'],
    ['good\rForged', 'good\\x0dForged'],
    ['good\b\b\b\bForged', 'good\\x08\\x08\\x08\\x08Forged'],
    ['good\x1b[J\x1b[2K\x1b[1A', 'good\\x1b[J\\x1b[2K\\x1b[1A'],
    ['good\r\x1b[JForged', 'good\\x0d\\x1b[JForged'],
  ])('%j is shown', (said, shown) => {
    expect(linesOf([`\r\x1b[J${said}\r\n>`])).toEqual([shown]);
    expect(linesOf([`${said}\r\n`])).toEqual([shown]);
  });

  test('at the prompt draws the line of the prompt, and nothing else is left of it', () => {
    // As Espruino edits: `prinf`, back, `t(1)`, to its beginning, a letter in front.
    expect(linesOf(['\r\n>prinf\b \bt(1)\x1b[D\x1b[D\x1b[D\b\b\b\b\bxprint(1)\b\b\r\n'])).toEqual([
      'xprint(1)',
    ]);
    expect(linesOf(['>abc\x1b[D\x1b[D\r\x1b[Jsaid\r\n>abc'])).toEqual(['said']);
    expect(linesOf(['>\x1b[1A\x1b]0;x\x07\x9b\r\n'])).toEqual(['\\x1b[1A\\x1b]0;x\\x07\\x9b']);
  });

  test.each([
    ['>abc\x1b[D\x1b[D\x1b[CX', 'abX'],
    ['>abc\x1b[C\x1b[CX', 'abcX'],
    ['>abc\x1b[D\x1b[J', 'ab'],
    ['>abc\r>x', 'xbc'],
    ['>\b\b\b\b>abc', 'abc'],
  ])('moves and erases at the prompt: %j', (typed, line) => {
    expect(linesOf([`${typed}\r\n`])).toEqual([line]);
  });

  test('is left of nothing that a board may say, however it is cut', () => {
    const bytes = fc.oneof(
      fc.constantFrom('>', '\r', '\n', '\b', '\x1b[J', '\x1b[D', '\x1b]0;', '\x9b', '\xc2', 'at x:1:2'),
      fc.string({ unit: 'binary', maxLength: 4 }).map((text) => Buffer.from(text).toString('latin1')),
    );
    fc.assert(
      fc.property(fc.array(bytes), (pieces) => {
        const seen: string[] = [];
        const take = consoleLines(
          (line) => seen.push(line),
          ({ text, behind }) => {
            seen.push(text);
            expect(behind).toBeLessThanOrEqual(text.length);
          },
        );
        pieces.forEach(take);
        expect(seen.concat(linesOf(pieces)).join('')).not.toMatch(/[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/u);
      }),
    );
  });
});

test('bytes are read as UTF-8, also where they come one by one, and what is none as Latin-1', () => {
  const text = Buffer.from('Grüße 部署 👩\r\n').toString('latin1');
  expect(linesOf(Array.from(text))).toEqual(['Grüße 部署 👩']);
  expect(linesOf(['Gr\xfc\xdfe\r\n'])).toEqual(['Grüße']);
});

test('a line that never ends is shown in parts', () => {
  const pieces = Array<string>(21).fill('x'.repeat(100));
  expect(linesOf([...pieces, 'end\r\n'])).toEqual(['x'.repeat(2100), 'end']);
});

test('what is typed at the prompt shows at once, and the cursor is where the board has it', () => {
  const rests: Rest[] = [];
  const take = consoleLines(
    () => undefined,
    (rest) => rests.push(rest),
  );
  ['>p', 'r', 'i', '\x1b[D'].forEach(take);
  expect(rests.map(({ text }) => text)).toEqual(['>p', '>pr', '>pri', '>pri']);
  expect(rests.map(({ behind }) => behind)).toEqual([0, 0, 0, 1]);
});
