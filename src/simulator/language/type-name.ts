import { isObject, type RealmObject } from './realm.ts';

/** In the names of the types that the board tells apart from a plain object: those of all binary data end in Array or begin with it. */
const OWN_NAMES = /Array|Function|Number|String/;

/** What Espruino's messages call the type of a value (`%t` of vcbprintf in src/jsutils.c). */
export function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (value === undefined) return 'undefined';
  if (typeof value === 'boolean') return 'Number';
  const name = Object.prototype.toString.call(value).slice(8, -1);
  return OWN_NAMES.test(name) ? name : 'Object';
}

/** jsvIsObject of src/jsvar.c: neither a list, nor a function, nor binary data. */
export function isPlainObject(value: unknown): value is RealmObject {
  return isObject(value) && typeName(value) === 'Object';
}
