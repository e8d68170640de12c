import type { Interpreter } from './interpreter.ts';
import { isStackOverflow, reword } from '../language/error-words.ts';
import { isObject, type Realm } from '../language/realm.ts';
import { pretty } from './print.ts';

/**
 * jsiCheckErrors: an error that nobody caught goes to the program's own handlers, or to the console.
 * @param process the object whose listeners those handlers are
 */
export function tellUncaught(error: unknown, interpreter: Interpreter, process: object): void {
  const { realm } = interpreter;
  if (realm.fault !== null || realm.halted) return;
  if (isStackOverflow(error)) {
    interpreter.crash('exception');
    return;
  }
  reword(error);
  const handlers = interpreter.emitter.listeners(process, 'uncaughtException');
  let left: unknown = error;
  if (handlers.length > 0) {
    const thrown = thrownBy(handlers.map((handler) => () => handler(error)));
    if (thrown.length === 0) return;
    left = thrown.at(-1);
  }
  interpreter.print(`Uncaught ${describe(left, realm)}\n`);
}

function thrownBy(actions: readonly (() => unknown)[]): unknown[] {
  const thrown: unknown[] = [];
  for (const action of actions) {
    try {
      action();
    } catch (error) {
      reword(error);
      thrown.push(error);
    }
  }
  return thrown;
}

function describe(error: unknown, realm: Realm): string {
  if (!isObject(error)) return typeof error === 'string' ? error : pretty(error, realm);
  return realm.describe(error);
}
