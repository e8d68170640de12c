import type { Interpreter } from '../interpreter.ts';
import { isObject } from '../../language/realm.ts';

/** The bytes of strings, numbers, arrays and buffers, one after the other. */
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
    }
  };
  for (const value of values) take(value);
  return bytes;
}
