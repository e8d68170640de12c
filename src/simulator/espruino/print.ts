import { isCallable, isObject, type Realm } from '../language/realm.ts';

/** Espruino breaks an object's line after this many plain members (JSON_ITEMS_ON_LINE_OBJECT of src/jsutils.h). */
const MEMBERS_A_LINE = 4;

/** `print`'s view of its arguments: strings as they are, the rest as {@link pretty} has it, a space between. */
export function formatLine(values: readonly unknown[], realm: Realm): string {
  return values.map((value) => (typeof value === 'string' ? value : pretty(value, realm))).join(' ');
}

/** A value as Espruino's console shows it (jsfGetJSONWithCallback of src/jswrap_json.c, pretty with some newlines). */
export function pretty(value: unknown, realm: Realm): string {
  return show(value, realm, '', []);
}

/** A number as Espruino writes it: 11 digits of a fraction and no more. */
function formatNumber(value: number): string {
  return String(Number(Math.abs(value) < 1 ? value.toPrecision(11) : value.toFixed(11)));
}

function show(value: unknown, realm: Realm, indent: string, outer: readonly object[]): string {
  if (typeof value === 'number') return formatNumber(value);
  if (typeof value === 'string') return quote(value);
  if (isCallable(value))
    return realm.isNative(value) ? 'function () { [native code] }' : realm.describe(value);
  if (!isObject(value)) return String(value);
  if (outer.includes(value)) return ' ... ';
  const within = [...outer, value];
  const name = constructorName(value);
  if (realm.isArray(value)) return list(value, realm, indent, within);
  if (isBytes(value)) return showBytes(name, Array.from(value));
  if (name === 'ArrayBuffer') return showBuffer(bytesOf(value));
  if (name.endsWith('Error') || name === 'Date') return `${name}: ${realm.describe(value)}`;
  const isPlain = name === 'Object' || name === '';
  return (isPlain ? '' : `${name}: `) + members(value, realm, indent, within);
}

function list(items: readonly unknown[], realm: Realm, indent: string, outer: readonly object[]): string {
  const inner = `${indent}  `;
  let text = '[ ';
  let breakNext = false;
  for (const [index, item] of Array.from(items).entries()) {
    if (index > 0) text += ', ';
    const breaks = isLong(item);
    if (breaks || breakNext) text += `\n${inner}`;
    text += show(item, realm, inner, outer);
    breakNext = breaks;
  }
  return text + (breakNext ? `\n${indent}` : '') + ' ]';
}

function members(value: object, realm: Realm, indent: string, outer: readonly object[]): string {
  const inner = `${indent}  `;
  let text = '{ ';
  let breakNext = false;
  let onLine = 0;
  for (const [index, [name, item]] of Object.entries(value).entries()) {
    onLine += 1;
    if (index > 0) text += ', ';
    const breaks = isLong(item);
    if (breaks || breakNext || onLine > MEMBERS_A_LINE) {
      text += `\n${inner}`;
      onLine = 0;
    }
    text += `${quote(name)}: ${show(item, realm, inner, outer)}`;
    breakNext = breaks;
  }
  return text + (breakNext ? `\n${indent}` : '') + ' }';
}

/** Booleans are numbers to Espruino, strings are not short. */
function isLong(value: unknown): boolean {
  return !(value === undefined || value === null || typeof value === 'number' || typeof value === 'boolean');
}

function quote(text: string): string {
  return `"${Array.from(text, (char, index) => escape(char, text[index + 1] ?? '')).join('')}"`;
}

/** As escapeCharacter of src/jsutils.c: low codes in octal where no digit follows that would be read with them. */
function escape(char: string, next: string): string {
  const known: Readonly<Record<string, string>> = {
    '"': '\\"',
    '\\': '\\\\',
    '\n': '\\n',
    '\b': '\\b',
    '\v': '\\v',
    '\f': '\\f',
    '\r': '\\r',
    '\t': '\\t',
  };
  const code = char.charCodeAt(0);
  if (code < 8 && !/[0-7]/.test(next)) return `\\${code}`;
  if (code < 32 || code > 126) return known[char] ?? `\\x${code.toString(16).padStart(2, '0').toUpperCase()}`;
  return known[char] ?? char;
}

function isBytes(value: object): value is object & ArrayLike<number> {
  return ArrayBuffer.isView(value) && 'length' in value;
}

function bytesOf(value: object): number[] {
  return Array.from(new Uint8Array(value as ArrayBuffer));
}

function showBytes(name: string, bytes: readonly number[]): string {
  return bytes.every((byte) => byte === 0)
    ? `new ${name}(${bytes.length})`
    : `new ${name}([${bytes.join(', ')}])`;
}

function showBuffer(bytes: readonly number[]): string {
  const isEmpty = bytes.every((byte) => byte === 0);
  return isEmpty ? showBytes('ArrayBuffer', bytes) : `${showBytes('Uint8Array', bytes)}.buffer`;
}

function constructorName(value: object): string {
  const made: unknown = Reflect.get(value, 'constructor');
  return isCallable(made) ? made.name : '';
}
