import { CAUGHT } from './catch-guard.ts';
import type { Meter } from './cost/metered.ts';
import type { Callable, Engine, RealmObject } from './engine.ts';
import { isStackOverflow, reword } from './error-words.ts';

export { isCallable, isObject, type Callable, type RealmObject } from './engine.ts';
/** The host's part of a board function. What it returns must be a primitive or of the realm. */
export type Native = (args: readonly unknown[], self: unknown) => unknown;

/** What a board function throws on purpose: the program gets an Error of its own realm with this message. */
export class BoardError extends Error {}
/** The same as a TypeError. */
export class BoardTypeError extends BoardError {
  override name = 'TypeError';
}
/** The same as an InternalError, which no standard knows. */
export class BoardInternalError extends BoardError {
  override name = 'InternalError';
}

/**
 * One boot's JavaScript world, with what Espruino has in it. Text in it holds one byte a character, as on the board.
 */
export class Realm {
  readonly globals: RealmObject;
  /** What the program has taken and the world not yet seen, or null where nobody counts. */
  readonly meter: Meter | null;
  /** What all objects of the program inherit from. */
  readonly objectPrototype: object;
  /** JSON inside the realm, so that what comes out is of the realm. What the program makes of its own JSON does not matter. */
  readonly parseJson: (text: string) => unknown;
  /** A fault of the simulator's own inside a board function; whoever drives the board throws it. */
  fault: Error | null = null;
  /** The chip has crashed: whatever the program asks of the board throws, until it has unwound. */
  halted = false;
  /** Called when the program asks something of the board: the time until then has passed. */
  onAsked: () => void = () => undefined;
  readonly #natives = new WeakSet<Callable>();
  readonly #engine: Engine;
  readonly #costOf: (name: string, args: readonly unknown[]) => number;

  /** @param costOf instructions that a board function takes */
  constructor(engine: Engine, costOf: (name: string, args: readonly unknown[]) => number) {
    this.#engine = engine;
    this.#costOf = costOf;
    this.meter = engine.meter;
    this.globals = engine.globals;
    this.objectPrototype = engine.objectPrototype;
    this.parseJson = (engine.globals['JSON'] as { parse: Realm['parseJson'] }).parse;
    const caught = ([error]: readonly unknown[]): void => {
      if (isStackOverflow(error)) throw error;
      reword(error);
    };
    this.define(this.globals, CAUGHT, this.fn(CAUGHT, caught));
  }

  /** Runs a program's text. What it throws comes out as it is. */
  run(source: string, filename: string): unknown {
    return this.#engine.run(toBoardSource(source), filename);
  }

  /** Gives the program the board's Promise, over its event queue, and the board's Date, over its clock. */
  adaptLanguage(later: Native): void {
    this.#engine.adaptLanguage({ later: this.fn(later.name, later), getTime: this.globals['getTime'] });
  }

  fn(name: string, native: Native): Callable {
    const fn = this.#engine.kit.wrap((self, args) => {
      try {
        if (this.halted) throw new BoardError();
        if (this.meter) {
          this.meter.count[0] = (this.meter.count[0] ?? 0) + this.#costOf(name, args);
          this.onAsked();
        }
        return native(args, self);
      } catch (error) {
        const isOurs =
          error instanceof Error && !(error instanceof BoardError || error instanceof RangeError);
        if (isOurs) this.fault ??= error;
        throw error;
      }
    }, name);
    this.#natives.add(fn);
    return fn;
  }

  /** Whether a function is the board's own, not the program's. */
  isNative(fn: Callable): boolean {
    return this.#natives.has(fn);
  }

  /** An object of the realm with these members; functions are wrapped by {@link Realm.fn}. */
  object(
    members: Readonly<Record<string, unknown>> = {},
    methods: Readonly<Record<string, Native>> = {},
  ): RealmObject {
    const made = this.#engine.kit.object();
    for (const [name, value] of Object.entries(members)) made[name] = value;
    for (const [name, native] of Object.entries(methods)) this.define(made, name, this.fn(name, native));
    return made;
  }

  array(items: readonly unknown[]): unknown[] {
    const made = this.#engine.kit.array();
    for (const item of items) made.push(item);
    return made;
  }

  bytes(bytes: ArrayLike<number>): Uint8Array {
    const made = this.#engine.kit.bytes(bytes.length);
    made.set(bytes);
    return made;
  }

  /** A member that `for..in` and `print` leave out, as the board's built-in ones are. */
  define(target: object, name: string, value: unknown): void {
    this.#engine.kit.define(target, name, value);
  }

  /** `String(value)` as the program would do it: its own `toString` may run. */
  describe(value: unknown): string {
    return this.#engine.kit.describe(value);
  }

  isArray(value: unknown): value is unknown[] {
    return this.#engine.kit.isArray(value);
  }
}

/** UTF-8 text as the board holds it. */
export function toBytes(text: string): string {
  return Buffer.from(text).toString('latin1');
}

/** The board's bytes as text, for people to read. */
export function fromBytes(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString();
}

/**
 * The board reads a source as bytes, and without ESPR_UNICODE_SUPPORT an escape like \u1234 keeps its lower byte only
 * (src/jslex.c).
 */
function toBoardSource(source: string): string {
  return source.replace(/(\\+)u[0-9a-fA-F]{2}/g, (all, slashes: string) =>
    slashes.length % 2 === 1 ? `${slashes}x` : all,
  );
}
