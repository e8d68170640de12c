import { type Interpreter, printError } from '../interpreter.ts';
import type { RealmObject } from '../../language/realm.ts';

/** STREAM_MAX_BUFFER_SIZE of src/jswrap_stream.h. */
const STREAM_BYTES = 512;

/** What comes in for an object: to its `data` listeners at once, or kept until there is one (src/jswrap_stream.c). */
export class Stream {
  readonly #interpreter: Interpreter;
  readonly #target: RealmObject;
  #buffered: string | null = null;

  /** Gives `target` the methods `available` and `read`, and an `on` that hands over what has waited for a listener. */
  constructor(interpreter: Interpreter, target: RealmObject) {
    this.#interpreter = interpreter;
    this.#target = target;
    const { realm, emitter } = interpreter;
    const define = (name: string, native: (args: readonly unknown[]) => unknown): void => {
      realm.define(target, name, realm.fn(name, native));
    };
    define('available', () => this.heldBytes);
    define('read', ([count]) => this.#read(Number(count ?? 0)));
    define('on', ([event, listener]) => {
      emitter.on(target, event, listener);
      if (event === 'data') this.#flush();
    });
  }

  get heldBytes(): number {
    return this.#buffered?.length ?? 0;
  }

  /** False when there is no listener and no room; `force` still takes what there is room for. */
  push(data: string, force: boolean): boolean {
    const { emitter, errorFlags } = this.#interpreter;
    if (emitter.listeners(this.#target, 'data').length > 0) {
      this.#call(data);
      return true;
    }
    // The first piece is kept whatever its length.
    if (this.#buffered === null) {
      this.#buffered = data;
      return true;
    }
    const room = Math.max(STREAM_BYTES - this.#buffered.length, 0);
    const fits = data.length <= room;
    if (fits || force) this.#buffered += data.slice(0, room);
    if (!fits && force) errorFlags.add('BUFFER_FULL');
    return fits;
  }

  /** Without memory for the call, the board takes the listeners away (jswrap_stream_pushData). */
  #call(data: string): void {
    const { emitter, loop } = this.#interpreter;
    for (const listener of emitter.listeners(this.#target, 'data')) {
      if (loop.call(listener, this.#target, [data])) continue;
      printError(this.#interpreter, 'Error processing Serial data handler - removing it.');
      emitter.removeAll(this.#target, 'data');
      return;
    }
  }

  #flush(): void {
    if (this.#buffered === null) return;
    this.#interpreter.emitter.emit(this.#target, 'data', [this.#buffered]);
    this.#buffered = null;
  }

  #read(count: number): string {
    const all = this.#buffered ?? '';
    const length = count > 0 ? count : all.length;
    this.#buffered = length < all.length ? all.slice(length) : null;
    return all.slice(0, length);
  }
}
