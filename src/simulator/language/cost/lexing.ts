import { type Token, tokTypes } from 'acorn';
import type { Costs } from './costs.ts';

/** First letters of the reserved words: a name that begins with one is compared with them (jslGetNextToken of src/jslex.c). */
const RESERVED = /^[bcdefilnorstuvw]./;

/** What the lexer takes for any piece of a program. */
export class Lexing {
  readonly #starts: number[] = [];
  readonly #costs: number[] = [0];

  constructor(tokens: readonly Token[], source: string, costs: Costs) {
    let sum = 0;
    for (const token of tokens) {
      sum += costOf(token, source, costs);
      this.#starts.push(token.start);
      this.#costs.push(sum);
    }
  }

  /** Instructions for the tokens that begin in a piece. */
  cost(start: number, end: number): number {
    return (this.#costs[this.#indexAt(end)] ?? 0) - (this.#costs[this.#indexAt(start)] ?? 0);
  }

  /** How many tokens begin in a piece. */
  count(start: number, end: number): number {
    return this.#indexAt(end) - this.#indexAt(start);
  }

  /** Where the first token begins that does not begin before a place. */
  next(at: number): number {
    return this.#starts[this.#indexAt(at)] ?? at;
  }

  #indexAt(at: number): number {
    let low = 0;
    let high = this.#starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#starts[middle] ?? 0) < at) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function costOf({ type, start, end }: Token, source: string, costs: Costs): number {
  const length = end - start;
  const text = source.slice(start, end);
  if (type === tokTypes.string) return costs.string + costs.stringCharacter * length;
  if (type === tokTypes.num) return costs.number + costs.digit * length;
  if (type === tokTypes.name || type.keyword !== undefined) {
    const reserved = RESERVED.test(text) ? costs.reserved : 0;
    return costs.name + costs.nameCharacter * length + reserved;
  }
  if (type === tokTypes.template || type === tokTypes.regexp) return costs.stringCharacter * length;
  return costs.character * length;
}
