import { existsSync, readFileSync, statSync } from 'node:fs';
import { isAbsolute, relative } from 'node:path';
import { parse, printParseErrorCode, visit, type ParseError } from 'jsonc-parser';
import { Failure } from '../../failure.ts';
import { oneLine } from '../../printable.ts';

export type Json = Readonly<Record<string, unknown>>;

/** What to do about an error, by the parser's name for it. */
const MENDS: Readonly<Record<string, string>> = {
  InvalidSymbol: 'A text needs double quotes',
  PropertyNameExpected: 'Write a key in double quotes there, or remove the comma before it',
  ValueExpected: 'Write a value there, or remove the comma before it',
  ColonExpected: 'Put a colon between the key and its value',
  CommaExpected: 'Put a comma before it',
  CloseBraceExpected: 'Add the } that is missing',
  CloseBracketExpected: 'Add the ] that is missing',
  EndOfFileExpected: 'Remove all that follows the last }',
  InvalidCommentToken: 'JSON has no comments: remove it',
  UnexpectedEndOfString: 'Add the double quote that is missing',
  InvalidUnicode: 'Write \\u and four hexadecimal digits',
  InvalidEscapeCharacter: 'Write \\\\ for a backslash',
  InvalidCharacter: 'Write a tab as \\t, and remove other control characters',
};

/**
 * Reads a file that holds one JSON object.
 * @param missing what to do when there is none
 * @throws Failure 'config'
 */
export function readJson(file: string, missing: string): { json: Json; text: string } {
  if (!existsSync(file)) throw new Failure('config', `"${shown(file)}": there is no such file. ${missing}`);
  if (statSync(file).isDirectory()) throw new Failure('config', `"${shown(file)}" is a folder. Name a file.`);
  let content: Buffer;
  try {
    content = readFileSync(file);
  } catch (cause) {
    throw new Failure('config', `"${shown(file)}" could not be read. Check its permissions.`, { cause });
  }
  const text = decode(content, file);
  return { json: parseStrictly(text, file), text };
}

/** The file's name, short where it is below the current folder. */
export function shown(file: string): string {
  const short = relative(process.cwd(), file);
  return short.startsWith('..') || isAbsolute(short) ? file : short;
}

/** Node would put U+FFFD in place of what is not UTF-8, and the board would look for a network of that name. */
function decode(content: Buffer, file: string): string {
  // UTF-16 without its mark can be UTF-8 with NULs.
  if (!content.includes(0)) {
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(content);
    } catch {
      // Told below.
    }
  }
  throw new Failure('config', `"${shown(file)}" is not UTF-8. Save it as UTF-8.`);
}

/** JSON.parse quotes the text around an error, which can be a password; this names only the place. */
function parseStrictly(text: string, file: string): Json {
  if (text.trim() === '') {
    throw new Failure('config', `"${shown(file)}" is empty. It must hold one JSON object: { ... }.`);
  }
  const errors: ParseError[] = [];
  const json: unknown = parse(text, errors, { disallowComments: true });
  const [first] = errors;
  if (first !== undefined) {
    const code = printParseErrorCode(first.error);
    // The library's code is a name, such as CommaExpected.
    const fault = code.replace(/\B[A-Z]/g, ' $&').toLowerCase();
    const place = placeOf(text, first.offset);
    const mend = zeroInFront(text, first.offset) ?? MENDS[code] ?? 'Correct it there';
    throw new Failure('config', `"${shown(file)}" is not JSON: ${fault} at ${place}. ${mend}.`);
  }
  refuseBadKeys(text, file);
  if (!isObject(json)) throw new Failure('config', `"${shown(file)}" must hold one JSON object: { ... }.`);
  return json;
}

/** Of 04 the parser says that behind the 0 a comma is missing. */
function zeroInFront(text: string, offset: number): string | undefined {
  const isZero = /[\s[:,-]0$/.test(text.slice(0, offset)) && /^\d/.test(text.slice(offset));
  return isZero ? 'A number has no 0 in front: remove that' : undefined;
}

/**
 * The parser assigns what it reads to an object: of two keys of one name the later would win without a word, and `__proto__`
 * would set what all other keys are inherited from.
 */
function refuseBadKeys(text: string, file: string): void {
  const seen = new Set<string>();
  visit(text, {
    onObjectProperty: (key, offset, _length, _line, _column, pathSupplier) => {
      const refuse = (why: string): never => {
        throw new Failure('config', `"${shown(file)}": "${oneLine(key)}" at ${placeOf(text, offset)} ${why}`);
      };
      if (key === '__proto__') refuse("can't be a key. Remove it.");
      const path = JSON.stringify([...pathSupplier(), key]);
      if (seen.has(path)) refuse('is there for the second time. Remove one of them.');
      seen.add(path);
    },
  });
}

function placeOf(text: string, offset: number): string {
  const before = text.slice(0, offset);
  return `line ${before.split('\n').length}, column ${offset - before.lastIndexOf('\n')}`;
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
