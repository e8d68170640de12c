import vm from 'node:vm';
import { BUILTINS } from './builtins.ts';
import { REALM_KIT } from './realm-kit.ts';

/** A function of the program's or of the board's, living in the realm. */
export type Callable = (...args: unknown[]) => unknown;
/** An object of the realm. */
export type RealmObject = Record<string, unknown>;
/** The host's part of a board function. What it returns must be a primitive or of the realm. */
export type Native = (args: readonly unknown[], self: unknown) => unknown;

/** What a board function throws on purpose: the program gets an Error of its own realm with this message. */
export class BoardError extends Error {}
/** The same as a TypeError. */
export class BoardTypeError extends BoardError {
  override name = 'TypeError';
}

interface Kit {
  wrap(host: (self: unknown, args: readonly unknown[]) => unknown, name: string): Callable;
  object(): RealmObject;
  array(): unknown[];
  bytes(length: number): Uint8Array;
  error(message: string): RealmObject;
  define(target: object, name: string, value: unknown): void;
  describe(value: unknown): string;
  isArray(value: unknown): value is unknown[];
}

/** Scripts compiled once: boards that boot the same text many times share one of these. */
export class ScriptCache {
  readonly #scripts = new Map<string, vm.Script>();

  get(source: string, filename: string): vm.Script {
    let script = this.#scripts.get(source);
    if (!script) {
      script = new vm.Script(source, { filename });
      this.#scripts.set(source, script);
    }
    return script;
  }
}

/**
 * One boot's JavaScript world: a fresh context with what Espruino has of the language, and nothing of the host. Text in
 * it holds one byte a character, as on the board.
 */
export class Realm {
  readonly globals: RealmObject;
  /** A fault of the simulator's own inside a board function; whoever drives the board throws it. */
  fault: Error | null = null;
  readonly #context: vm.Context;
  readonly #scripts: ScriptCache;
  readonly #kit: Kit;

  constructor(scripts: ScriptCache) {
    this.#scripts = scripts;
    // A sandbox with a prototype would hand the host's Object to the program as `constructor`.
    const sandbox: RealmObject = Object.create(null) as RealmObject;
    this.#context = vm.createContext(sandbox);
    this.globals = this.#run('globalThis', 'globals') as RealmObject;
    this.#kit = this.#run(REALM_KIT, 'kit') as Kit;
    this.#run(BUILTINS, 'builtins');
  }

  /** Runs a program's text. What it throws comes out as it is. */
  run(source: string, filename: string): unknown {
    return this.#run(toBoardSource(source), filename);
  }

  fn(name: string, native: Native): Callable {
    return this.#kit.wrap((self, args) => {
      try {
        // A list of the realm's has only the methods that the board has.
        return native(Array.from(args), self);
      } catch (error) {
        const isOurs =
          error instanceof Error && !(error instanceof BoardError || error instanceof RangeError);
        if (isOurs) this.fault ??= error;
        throw error;
      }
    }, name);
  }

  /** An object of the realm with these members; functions are wrapped by {@link Realm.fn}. */
  object(
    members: Readonly<Record<string, unknown>> = {},
    methods: Readonly<Record<string, Native>> = {},
  ): RealmObject {
    const made = this.#kit.object();
    for (const [name, value] of Object.entries(members)) made[name] = value;
    for (const [name, native] of Object.entries(methods)) this.define(made, name, this.fn(name, native));
    return made;
  }

  array(items: readonly unknown[]): unknown[] {
    const made = this.#kit.array();
    for (const item of items) made.push(item);
    return made;
  }

  bytes(bytes: ArrayLike<number>): Uint8Array {
    const made = this.#kit.bytes(bytes.length);
    made.set(bytes);
    return made;
  }

  error(message: string): RealmObject {
    return this.#kit.error(message);
  }

  /** A member that `for..in` and `print` leave out, as the board's built-in ones are. */
  define(target: object, name: string, value: unknown): void {
    this.#kit.define(target, name, value);
  }

  /** `String(value)` as the program would do it: its own `toString` may run. */
  describe(value: unknown): string {
    return this.#kit.describe(value);
  }

  isArray(value: unknown): value is unknown[] {
    return this.#kit.isArray(value);
  }

  /** JSON inside the realm, so that what comes out is of the realm. */
  parseJson(text: string): unknown {
    const json = this.globals['JSON'];
    if (!isObject(json) || !isCallable(json['parse'])) throw new BoardError('JSON.parse is gone');
    return json['parse'](text);
  }

  #run(source: string, filename: string): unknown {
    return this.#scripts.get(source, filename).runInContext(this.#context);
  }
}

export function isCallable(value: unknown): value is Callable {
  return typeof value === 'function';
}

export function isObject(value: unknown): value is RealmObject {
  return (typeof value === 'object' || typeof value === 'function') && value !== null;
}

/** UTF-8 text as the board holds it. */
export function toBytes(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

/** The board's bytes as text, for people to read. */
export function fromBytes(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

/**
 * The board reads a source as bytes, and without ESPR_UNICODE_SUPPORT an escape like \u1234 keeps its lower byte only
 * (src/jslex.c).
 */
function toBoardSource(source: string): string {
  return source.replace(/(\\+)u[0-9a-fA-F]{2}([0-9a-fA-F]{2})/g, (all, slashes: string, low: string) =>
    slashes.length % 2 === 1 ? `${slashes}x${low}` : all,
  );
}
