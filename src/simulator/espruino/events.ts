import type { Loop } from './loop.ts';
import { BoardError, BoardTypeError, type Callable, isCallable, isObject } from '../language/realm.ts';

/**
 * `on`, `emit` and their like, which every object has on the board (src/jswrap_object.c). Events are queued with the
 * list of listeners of that moment: a listener added later is not called, one taken off by `removeListener` is not
 * either, but `removeAllListeners` does not stop what is queued.
 */
export class Emitter {
  readonly #loop: Loop;
  readonly #objects = new WeakMap<object, Map<string, Callable[]>>();
  /** Listeners that are no list. */
  readonly #bare = new WeakSet<readonly Callable[]>();

  constructor(loop: Loop) {
    this.#loop = loop;
  }

  /** How many listeners an object has, of all events. */
  countOf(target: object): number {
    let count = 0;
    for (const listeners of this.#objects.get(target)?.values() ?? []) count += listeners.length;
    return count;
  }

  on(self: unknown, named: unknown, listener: unknown, first = false): void {
    const target = parentOf(self);
    const event = eventNamed(named);
    if (!isCallable(listener)) throw new BoardTypeError('Second argument must be a function or a String');
    const before = this.listeners(target, event);
    if (this.#bare.has(before)) {
      throw new BoardError(
        `on("${event}") besides a callback is not in the virtual board: on the chip it breaks both`,
      );
    }
    this.#set(target, event, first ? [listener, ...before] : [...before, listener]);
  }

  /**
   * A listener as the board's own libraries set it: not in a list, so that `on` takes the function itself for one, and its
   * text and scope for listeners (jswrap_object_on_X of src/jswrap_object.c).
   */
  setBare(target: object, event: string, listener: Callable): void {
    const list = [listener];
    this.#bare.add(list);
    this.#set(target, event, list);
  }

  listeners(target: object, event: string): readonly Callable[] {
    return this.#objects.get(target)?.get(event) ?? [];
  }

  emit(target: object, event: string, args: readonly unknown[]): void {
    this.#loop.queue(this.listeners(target, event), target, args);
  }

  remove(target: object, event: string, listener: unknown): void {
    const listeners = this.#objects.get(target)?.get(event);
    const at = listeners?.findIndex((each) => each === listener) ?? -1;
    if (at >= 0) listeners?.splice(at, 1);
  }

  removeAll(target: object, event?: string): void {
    if (event === undefined) this.#objects.delete(target);
    else this.#objects.get(target)?.delete(event);
  }

  #set(target: object, event: string, listeners: Callable[]): void {
    this.#objects.set(
      target,
      (this.#objects.get(target) ?? new Map<string, Callable[]>()).set(event, listeners),
    );
  }
}

/** What has listeners: any object. */
export function parentOf(self: unknown): object {
  if (!isObject(self)) throw new BoardTypeError('Parent must be an object - not a String, Integer, etc');
  return self;
}

export function eventNamed(event: unknown): string {
  if (typeof event !== 'string') throw new BoardTypeError('First argument must be String');
  return event;
}
