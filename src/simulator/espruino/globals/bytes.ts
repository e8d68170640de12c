import type { Interpreter } from '../interpreter.ts';
import { pretty } from '../print.ts';
import { BoardError, BoardTypeError, isCallable, isObject } from '../../language/realm.ts';
import { isPlainObject, typeName } from '../../language/type-name.ts';

/**
 * The bytes of texts, numbers, lists and buffers, and of `{ data, count }` so many times those of its data, one after the other
 * (jsvIterateCallback of src/jsvariterator.c).
 */
export function bytesIn({ realm }: Interpreter, values: readonly unknown[]): number[] {
  const bytes: number[] = [];
  const take = (value: unknown): void => {
    if (typeof value === 'number' || typeof value === 'boolean') bytes.push(Number(value) & 255);
    else if (typeof value === 'string')
      for (let i = 0; i < value.length; i++) bytes.push(value.charCodeAt(i) & 255);
    else if (isPlainObject(value)) {
      const { data, count } = value;
      if (data === undefined || typeof count !== 'number') {
        throw new BoardTypeError(
          `If specifying an object, it must be of the form {data : ..., count : N} or {callback : fn} - got ${pretty(value, realm)}`,
        );
      }
      for (let times = 1; times <= count; times++) take(data);
    } else if (realm.isArray(value)) for (const item of value) take(item);
    else if (ArrayBuffer.isView(value)) for (const item of value as Uint8Array) take(item);
    else if (isBuffer(value)) bytes.push(...new Uint8Array(value));
    else throw new BoardTypeError(`Expecting Number or iterable, got ${typeName(value)}`);
  };
  for (const value of values) take(value);
  return bytes;
}

/** The same as text. */
export function textIn(interpreter: Interpreter, values: readonly unknown[]): string {
  return Array.from(bytesIn(interpreter, values), (byte) => String.fromCharCode(byte)).join('');
}

/**
 * `E.mapInPlace` of bytes (src/jswrap_espruino.c): as many bits at a time as `bits`, the highest first, or the lowest where it is
 * negative; 0 is a whole byte. Each is looked up in `map`, if there is one, and put into `to` while that has room.
 */
export function mapBits(
  { realm }: Interpreter,
  from: unknown,
  to: unknown,
  map: unknown,
  bits: number,
): void {
  const source = memoryOf(from);
  const target = memoryOf(to);
  const table = isBuffer(map) ? new Uint8Array(map) : map;
  if (table !== undefined && !isCallable(table) && !realm.isArray(table) && !ArrayBuffer.isView(table)) {
    throw new BoardError('Third argument should be a function or array');
  }
  const width = Math.abs(bits) || 8;
  let held = 0;
  let heldBits = 0;
  let taken = 0;
  for (let at = 0; at < target.length && (taken < source.length || heldBits >= width); at++) {
    const index = taken;
    for (; heldBits < width; heldBits += 8, taken++) {
      const byte = source[taken] ?? 0;
      held = bits < 0 ? held | (byte << heldBits) : (held << 8) | byte;
    }
    const shift = bits < 0 ? 0 : heldBits - width;
    const value = (held >> shift) & ((1 << width) - 1);
    if (bits < 0) held >>= width;
    heldBits -= width;
    target[at] = Number(mapped(table, value, index));
  }
}

/** The memory itself, of whatever realm it is. */
function memoryOf(value: unknown): Uint8Array {
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  if (isBuffer(value)) return new Uint8Array(value);
  throw new BoardError('First 2 arguments should be array buffers');
}

function isBuffer(value: unknown): value is ArrayBuffer {
  return typeName(value) === 'ArrayBuffer';
}

function mapped(map: unknown, value: number, index: number): unknown {
  if (isCallable(map)) return Reflect.apply(map, undefined, [value, index]);
  return isObject(map) ? map[value] : value;
}
