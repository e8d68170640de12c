import { type Interpreter, printError } from '../interpreter.ts';
import { parseUrl } from '../globals/url.ts';
import { type Callable, isCallable, type RealmObject } from '../../language/realm.ts';
import { isPlainObject, typeName } from '../../language/type-name.ts';

/** What a program asks of a new connection. */
export interface ClientCall {
  readonly options: RealmObject;
  readonly callback: Callable | null;
}

/** Reads what `connect` and `request` are called with; null, with a complaint on the console, where it is not to be used. */
export function clientCall(interpreter: Interpreter, given: unknown, callback: unknown): ClientCall | null {
  const options = typeof given === 'string' ? parseUrl(interpreter.realm, given, false) : given;
  if (!isPlainObject(options)) {
    printError(interpreter, `Expecting Options to be an Object but it was ${typeName(options)}`);
    return null;
  }
  if (callback !== undefined && !isCallable(callback)) {
    printError(interpreter, `Expecting Callback Function but got ${typeName(callback)}`);
    return null;
  }
  return { options, callback: isCallable(callback) ? callback : null };
}
