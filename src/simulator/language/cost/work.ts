import { types } from 'node:util';

/** Instructions of a member that is built in: to be found, and to work. What it works on hangs on how it was called. */
export type Price<Self> = number | ((self: Self, args: readonly unknown[], made: unknown) => number);

/** Characters of a text, or items of a list; 0 for anything else. */
export function lengthOf(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null || !('length' in value)) return 0;
  return Number(value.length);
}

/** Members of an object. */
export function keyCount(value: unknown): number {
  return Object.keys(Object(value) as object).length;
}

/** Looks through a text from where it is told to, to what it finds or to the end (jswrap_string_indexOf). */
export function search(text: string, args: readonly unknown[], at: unknown): number {
  const from = Number(args[1]) || 0;
  const steps = Number(at) >= 0 ? Number(at) - from + 1 : text.length - from;
  return 12_000 + 45 * from + 740 * Math.max(0, steps);
}

/** From the end, going there from the beginning each time. */
export function searchBack(text: string, at: unknown): number {
  const least = Math.max(0, Number(at) || 0);
  const steps = text.length - least;
  return 13_000 + steps * (700 + (32 * (text.length + least)) / 2);
}

export function part(text: string, args: readonly unknown[], made: unknown): number {
  const from = Number(args[0]) || 0;
  return 10_300 + 38 * (from < 0 ? Math.max(0, text.length + from) : from) + 268 * lengthOf(made);
}

export function split(text: string, [by]: readonly unknown[], made: unknown): number {
  const { length } = text;
  const compared = lengthOf(by) > 0 ? length * (1150 + 15 * length) : 0;
  return 3500 + compared + 4200 * lengthOf(made) + 270 * length;
}

export function pad(text: string, args: readonly unknown[], made: unknown): number {
  const missing = lengthOf(made) - text.length;
  if (missing <= 0) return 10_900;
  const filling = typeof args[1] === 'string' ? args[1].length : 1;
  return 12_000 + 110 * text.length + Math.ceil(missing / filling) * (1650 + 220 * filling);
}

export function replace(text: string, [what]: readonly unknown[], made: unknown): number {
  if (types.isRegExp(what)) return 29_000 + 265 * text.length + fitting(what, text);
  const at = text.indexOf(String(what));
  // What stays as it is is not copied.
  return 14_500 + (at < 0 ? 740 * text.length : 740 * (at + 1) + 280 * lengthOf(made));
}

export function match(text: string, [what]: readonly unknown[]): number {
  return 26_000 + fitting(what as RegExp | string, text);
}

/** Of `test` and of `exec`. */
export function fit(what: unknown, [text]: readonly unknown[]): number {
  return types.isRegExp(what) ? 24_000 + fitting(what, String(text)) : 0;
}

/**
 * Tries a regular expression at each place of a text, up to the first where it fits, or with `g` to the end: then it begins
 * anew behind each.
 */
function fitting(what: RegExp | string, text: string): number {
  const expression = new RegExp(what);
  if (expression.global) return 10_500 + 645 * text.length + 31_500 * lengthOf(text.match(expression));
  const at = text.search(expression);
  return at < 0 ? 645 * text.length : 645 * (at + 1) + 10_000;
}

/** An item by item comparison of a list with a value, as far as it goes. */
export function searchList(list: ArrayLike<unknown>, at: unknown): number {
  return 14_500 + 2350 * (Number(at) >= 0 ? Number(at) + 1 : list.length);
}

export function joined(each: number): Price<ArrayLike<unknown>> {
  return (list, _, made) => {
    const numbers = Array.prototype.filter.call(list, (item) => typeof item === 'number').length;
    return 15_000 + each * list.length + 1800 * numbers + 300 * lengthOf(made);
  };
}

/** Calls a function for each item: that is paid where the function stands. */
export function calling(base: number, each: number): Price<ArrayLike<unknown>> {
  return (list) => base + each * list.length;
}

/** The same, but no further than to the item that decides. */
export function callingUntil(base: number, each: number): Price<ArrayLike<unknown>> {
  return (list, _, made) => base + each * (Number(made) >= 0 ? Number(made) + 1 : list.length);
}
