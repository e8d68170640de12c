import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { isObject, readJson, shown } from '../../src/config/files/json-file.ts';
import { Failure } from '../../src/failure.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'button-json-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function fileWith(content: string | Buffer): string {
  const file = join(folder, 'button.json');
  writeFileSync(file, content);
  return file;
}

/** What is told of a file that is refused, without its name. */
function toldOf(file: string): string {
  try {
    readJson(file, 'Make one.');
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    expect(error.exit).toBe('config');
    expect(error.message.startsWith(`"${file}"`)).toBe(true);
    return error.message.slice(file.length + 2);
  }
  throw new Error('It is not refused.');
}

test('a file is read with its text, and its keys may be as in any JSON', () => {
  const text = ' {"a": [{"b": 1}, {"b": 2}], "b": {"a": null}}\n';
  expect(readJson(fileWith(text), '')).toEqual({ json: JSON.parse(text) as unknown, text });
});

describe('what can not be read is told with the mend', () => {
  test('no file', () => {
    expect(toldOf(join(folder, 'none.json'))).toBe(': there is no such file. Make one.');
  });

  test('a folder', () => {
    mkdirSync(join(folder, 'sub'));
    expect(toldOf(join(folder, 'sub'))).toBe(' is a folder. Name a file.');
  });

  test('what the system does not let it read, with the reason of the system for those who ask', async () => {
    const file = join(folder, 'socket');
    const server = createServer().listen(file);
    await once(server, 'listening');
    try {
      expect(toldOf(file)).toBe(' could not be read. Check its permissions.');
      expect(() => readJson(file, '')).toThrow(
        expect.objectContaining({ cause: expect.objectContaining({ syscall: 'open' }) }),
      );
    } finally {
      server.close();
    }
  });

  test.each([
    ['UTF-16', Buffer.from('{"a":1}', 'utf16le')],
    ['UTF-16, with its mark', Buffer.from('\ufeff{"a":1}', 'utf16le')],
    ['Latin-1', Buffer.from('{"a":"é"}', 'latin1')],
    ['a NUL', Buffer.from('{"a":"\0"}')],
  ])('%s', (_name, content) => {
    expect(toldOf(fileWith(content))).toBe(' is not UTF-8. Save it as UTF-8.');
  });

  test.each(['', ' \n\t', '\ufeff'])('nothing in it: %j', (text) => {
    expect(toldOf(fileWith(text))).toBe(' is empty. It must hold one JSON object: { ... }.');
  });

  test.each(['[]', '"hunter2"', '7', 'null', '["hunter2"]'])('something else than an object: %s', (text) => {
    expect(toldOf(fileWith(text))).toBe(' must hold one JSON object: { ... }.');
  });

  test.each([
    ["{'hunter2': 1}", 'invalid symbol at line 1, column 2. A text needs double quotes.'],
    ['{"a": hunter2}', 'invalid symbol at line 1, column 7. A text needs double quotes.'],
    ['{"a": 1.}', 'unexpected end of number at line 1, column 7. Correct it there.'],
    [
      '{"hunter2":1,}',
      'property name expected at line 1, column 14. Write a key in double quotes there, or remove the comma before it.',
    ],
    ['{"a":\n}', 'value expected at line 2, column 1. Write a value there, or remove the comma before it.'],
    ['{"a" 1}', 'colon expected at line 1, column 6. Put a colon between the key and its value.'],
    ['{"hunter2": 1\n"b": 2}', 'comma expected at line 2, column 1. Put a comma before it.'],
    ['{"a": {"b": 1}\n', 'close brace expected at line 2, column 1. Add the } that is missing.'],
    ['{"a": [1', 'close bracket expected at line 1, column 9. Add the ] that is missing.'],
    ['{}\n{}', 'end of file expected at line 2, column 1. Remove all that follows the last }.'],
    ['{ // hunter2\n}', 'invalid comment token at line 1, column 3. JSON has no comments: remove it.'],
    ['{ /* hunter2', 'invalid comment token at line 1, column 3. JSON has no comments: remove it.'],
    [
      '{"a": "hunter2\n}',
      'unexpected end of string at line 1, column 7. Add the double quote that is missing.',
    ],
    ['{"a": "\\uxyz"}', 'invalid unicode at line 1, column 7. Write \\u and four hexadecimal digits.'],
    ['{"a": "c:\\hunter2"}', 'invalid escape character at line 1, column 7. Write \\\\ for a backslash.'],
    [
      '{"a": "hunter2\t"}',
      'invalid character at line 1, column 7. Write a tab as \\t, and remove other control characters.',
    ],
  ])('what is no JSON, by its place and without its text: %j', (text, told) => {
    expect(toldOf(fileWith(text))).toBe(` is not JSON: ${told}`);
  });

  test.each(['{"a":04}', '{"a": 04}', '{"a":-04}', '{"a":[04]}', '{"a":[1,04]}'])(
    'a number with a zero in front: %s',
    (text) => {
      const column = text.indexOf('04') + 2;
      expect(toldOf(fileWith(text))).toBe(
        ` is not JSON: comma expected at line 1, column ${column}. A number has no 0 in front: remove that.`,
      );
    },
  );

  test.each(['{"a":10 4}', '{"a":0 4}', '{"a":0 "b":4}', '{"a":"0"4}', '{"a":1.0 4}', '{"a":[0[4]]}'])(
    'a zero that is in front of no number: %s',
    (text) => {
      expect(toldOf(fileWith(text))).toMatch(/^ is not JSON: comma expected .*\. Put a comma before it\.$/);
    },
  );

  test.each([
    ['{"__proto__":{"a":1}}', '"__proto__" at line 1, column 2 can\'t be a key. Remove it.'],
    ['{"a":\n[{"__proto__":1}]}', '"__proto__" at line 2, column 3 can\'t be a key. Remove it.'],
    ['{"a":1,\n"a":1}', '"a" at line 2, column 1 is there for the second time. Remove one of them.'],
    [
      '{"b":{"a":1},"a":1,"a":2}',
      '"a" at line 1, column 20 is there for the second time. Remove one of them.',
    ],
    ['{"a":{"b":{}, "b":1}}', '"b" at line 1, column 15 is there for the second time. Remove one of them.'],
    [
      '{"\\u001b":1,"\\u001b":2}',
      '"\\x1b" at line 1, column 13 is there for the second time. Remove one of them.',
    ],
  ])('a key that would not count, or for all: %s', (text, told) => {
    expect(toldOf(fileWith(text))).toBe(`: ${told}`);
  });
});

describe('a file is shown', () => {
  test.each([
    ['button.json', 'button.json'],
    [join('sub', 'button.json'), join('sub', 'button.json')],
  ])('short below the current folder: %s', (name, short) => {
    expect(shown(join(process.cwd(), name))).toBe(short);
  });

  test('whole where it is elsewhere', () => {
    const elsewhere = join(dirname(process.cwd()), 'button.json');
    expect(shown(elsewhere)).toBe(elsewhere);
  });
});

test.each([
  [{}, true],
  [{ a: 1 }, true],
  [[], false],
  [null, false],
  ['a', false],
  [undefined, false],
])('whether %j is an object: %s', (value, is) => {
  expect(isObject(value)).toBe(is);
});
