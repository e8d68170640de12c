import type * as acorn from 'acorn';
import type { Insertions } from './insertions.ts';
import type { Lexing } from './lexing.ts';

/** The functions of a program's meter, by the names under which a program reaches them. No program has names like these. */
export const METER_NAMES = {
  __c: 'count',
  __s: 'text',
  __p: 'plus',
  __a: 'append',
  __e: 'compared',
  __i: 'index',
  __m: 'member',
  __k: 'call',
  __n: 'stored',
  __u: 'read',
  __r: 'sized',
} as const;

export type MeterName = keyof typeof METER_NAMES;

/** What stands in a program to pay for so many instructions. */
export function chargeText(cost: number): string {
  return `__c[0]+=${Math.round(cost)}`;
}

/** Puts charges into expressions. */
export class Charges {
  readonly #insertions: Insertions;
  readonly #source: string;
  readonly #lexing: Lexing;
  readonly #hasGetters: boolean;

  /** @param hasGetters whether something may happen where a member is read */
  constructor(insertions: Insertions, source: string, lexing: Lexing, hasGetters: boolean) {
    this.#insertions = insertions;
    this.#source = source;
    this.#lexing = lexing;
    this.#hasGetters = hasGetters;
  }

  /**
   * Makes an expression pay whenever it runs.
   * @param price asked once the expression has its place, so that what is within it comes within
   */
  pay(node: acorn.AnyNode, price: () => number): void {
    this.#insertions.before(node.start, '(');
    const charge = this.#insertions.before(node.start);
    this.#insertions.before(node.start, ',');
    this.#insertions.after(node.end, ')');
    charge.text = chargeText(price());
  }

  /** Has `new` take for the class all of an expression, and not a call that its value is sent through. */
  group(node: acorn.AnyNode): void {
    this.#insertions.before(node.start, '(');
    this.#insertions.after(node.end, ')');
  }

  /** Sends an expression's value through one of the meter's functions. To be asked before what is within it. */
  through(node: acorn.AnyNode, name: MeterName, ...rest: readonly (string | number | undefined)[]): void {
    this.#insertions.before(node.start, `${name}(`);
    this.#insertions.after(node.end, `${rest.map((each) => `,${String(each)}`).join('')})`);
  }

  /** Makes a sum a call of the meter's, which sees what is added to what. */
  sum(node: acorn.BinaryExpression): void {
    this.through(node, '__p');
    this.#insertions.replace(node.left.end, node.right.start, ',');
  }

  /** Makes a call of a member a call of the meter's, which sees on what, with what and to what end it is called. */
  call(node: acorn.CallExpression, { object, end }: acorn.MemberExpression, id: number): void {
    this.#insertions.before(node.start, `__k(${id},`);
    const [first] = node.arguments;
    const open = this.#lexing.next(end);
    // The closing bracket of the call stays.
    this.#insertions.replace(object.end, first ? open + 1 : node.end - 1, first ? ',' : '');
  }

  text({ start, end }: acorn.Node): string {
    return this.#source.slice(start, end);
  }

  /** The text of an expression if it may be read once more without harm. */
  simple(node: acorn.AnyNode): string | undefined {
    return this.#isSimple(node) ? this.text(node) : undefined;
  }

  #isSimple(node: acorn.AnyNode): boolean {
    if (node.type === 'MemberExpression')
      return !this.#hasGetters && !node.computed && this.#isSimple(node.object);
    return ['Identifier', 'ThisExpression', 'Literal'].includes(node.type);
  }
}
