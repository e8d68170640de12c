import type { Interpreter } from '../interpreter.ts';
import { BoardError, isCallable, isObject } from '../../language/realm.ts';

/** The bytes of strings, numbers, arrays and buffers, and of `{ data, count }` so many times those of its data, one after the other. */
export function bytesIn(interpreter: Interpreter, values: readonly unknown[]): number[] {
  const bytes: number[] = [];
  const take = (value: unknown): void => {
    if (typeof value === 'string')
      for (let i = 0; i < value.length; i++) bytes.push(value.charCodeAt(i) & 255);
    else if (typeof value === 'number') bytes.push(value & 255);
    else if (interpreter.realm.isArray(value)) for (const item of value) take(item);
    else if (ArrayBuffer.isView(value)) {
      for (const byte of new Uint8Array(value.buffer, value.byteOffset, value.byteLength)) bytes.push(byte);
    } else if (isObject(value) && 'byteLength' in value) {
      for (const byte of new Uint8Array(value as unknown as ArrayBuffer)) bytes.push(byte);
    } else if (isObject(value) && 'data' in value) {
      for (let i = 0; i < Number(value['count']); i++) take(value['data']);
    }
  };
  for (const value of values) take(value);
  return bytes;
}

/**
 * `E.mapInPlace` of bytes (src/jswrap_espruino.c): as many bits at a time as `bits`, the highest first, or the lowest where it is
 * negative; 0 is a whole byte. Each is looked up in `map`, if there is one, and put into `to` while that has room.
 */
export function mapBits(from: readonly number[], to: unknown, map: unknown, bits: number): void {
  const target = bytesOf(to);
  const width = Math.abs(bits) || 8;
  let held = 0;
  let heldBits = 0;
  let taken = 0;
  for (let at = 0; at < target.length && (taken < from.length || heldBits >= width); at++) {
    for (; heldBits < width; heldBits += 8, taken++) {
      const byte = from[taken] ?? 0;
      held = bits < 0 ? held | (byte << heldBits) : (held << 8) | byte;
    }
    const shift = bits < 0 ? 0 : heldBits - width;
    const value = (held >> shift) & ((1 << width) - 1);
    if (bits < 0) held >>= width;
    heldBits -= width;
    target[at] = Number(mapped(map, value, taken - 1));
  }
}

/** The memory itself, of whatever realm it is. */
function bytesOf(value: unknown): Uint8Array {
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  if (isObject(value) && 'byteLength' in value) return new Uint8Array(value as unknown as ArrayBuffer);
  throw new BoardError('First 2 arguments should be array buffers');
}

function mapped(map: unknown, value: number, index: number): unknown {
  if (map === undefined) return value;
  if (isCallable(map)) return Reflect.apply(map, undefined, [value, index]);
  return isObject(map) ? map[value] : value;
}
