import type { Meter } from './cost/metered.ts';

/** A function of the program's or of the board's, living in the realm. */
export type Callable = (...args: unknown[]) => unknown;
/** An object of the realm. */
export type RealmObject = Record<string, unknown>;

export function isCallable(value: unknown): value is Callable {
  return typeof value === 'function';
}

export function isObject(value: unknown): value is RealmObject {
  return (typeof value === 'object' || typeof value === 'function') && value !== null;
}

/** Makes the objects that a program gets, out of the engine's own. */
export interface Kit {
  wrap(host: (self: unknown, args: readonly unknown[]) => unknown, name: string): Callable;
  object(): RealmObject;
  array(): unknown[];
  bytes(length: number): Uint8Array;
  define(target: object, name: string, value: unknown): void;
  describe(value: unknown): string;
  isArray(value: unknown): value is unknown[];
}

/** What the board's version of a language object stands on. */
export interface LanguageParts {
  /** Queues a callback for the end of the turn. */
  readonly later: Callable;
  readonly getTime: unknown;
}

/** Runs the text of one boot's programs. */
export interface Engine {
  readonly globals: RealmObject;
  /** What the program has taken, or null where nobody counts. */
  readonly meter: Meter | null;
  readonly kit: Kit;
  /** What all objects of the program inherit from. */
  readonly objectPrototype: object;
  run(source: string, filename: string): unknown;
  /** Replaces what the language has otherwise on the board and what V8 ties to the host's time: Promise and Date. */
  adaptLanguage(parts: LanguageParts): void;
}

/** Starts an engine for each boot. Boards that boot the same text many times share one, which compiles it once. */
export interface Engines {
  /** @param metered whether it counts what the program takes */
  start(metered: boolean): Engine;
}
