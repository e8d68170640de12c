import type * as acorn from 'acorn';
import { builtInCall } from './built-ins.ts';
import type { Expressions } from './expressions.ts';
import { METHOD_IDS } from './methods.ts';
import { longName, type Scopes } from './scopes.ts';
import { sum } from './sum.ts';

/** What the interpreter takes to find members, and to call. */
export class Calls {
  readonly #expressions: Expressions;

  constructor(expressions: Expressions) {
    this.#expressions = expressions;
  }

  /**
   * @param use other than to read it: `called` where the call itself sees to what is built in, `stored` where a value is
   * put there, which may make it first
   */
  member(node: acorn.MemberExpression, scopes: Scopes, use?: 'called' | 'stored'): number {
    const { costs, charges } = this.#expressions.parts;
    const name = this.#nameOf(node);
    const id = METHOD_IDS.get(name);
    if (node.object.type !== 'Super') {
      if (use === 'stored' && name !== '') charges.through(node.object, '__n', `'${name}'`);
      if (id !== undefined && use !== 'called') charges.through(node.object, '__m', id);
    }
    const object = this.#expressions.price(node.object, scopes);
    if (!node.computed) return costs.member + longName(name, costs) + object;
    charges.through(node.property, '__i', charges.simple(node.object), String(use === 'stored'));
    return costs.index + object + this.#expressions.price(node.property, scopes);
  }

  call(node: acorn.CallExpression, scopes: Scopes): number {
    const { costs, charges } = this.#expressions.parts;
    const { callee } = node;
    if (callee.type !== 'MemberExpression') {
      const builtIn = this.#builtIn(node, scopes);
      return (
        costs.call +
        builtIn +
        this.#expressions.price(callee, scopes) +
        this.#arguments(node.arguments, scopes)
      );
    }
    const id = METHOD_IDS.get(this.#nameOf(callee));
    if (id !== undefined && callee.object.type !== 'Super') charges.call(node, callee, id);
    const found = this.member(callee, scopes, 'called') + costs.value;
    return costs.call + costs.method + found + this.#arguments(node.arguments, scopes);
  }

  construct(node: acorn.NewExpression, scopes: Scopes): number {
    const { costs, charges } = this.#expressions.parts;
    const isBuiltIn = builtInName(node.callee, scopes) !== '';
    const made = isBuiltIn ? costs.constructBuiltIn + this.#builtIn(node, scopes) : costs.construct;
    charges.group(node.callee);
    return made + this.#expressions.price(node.callee, scopes) + this.#arguments(node.arguments, scopes);
  }

  /** What a function among the globals does, and has what it takes and gives measured where its work hangs on that. */
  #builtIn(node: acorn.CallExpression | acorn.NewExpression, scopes: Scopes): number {
    const { charges } = this.#expressions.parts;
    const { base, item, argument } = builtInCall(builtInName(node.callee, scopes));
    if (item) charges.through(node, '__r', item);
    const [first] = node.arguments;
    if (first && argument) charges.through(first, '__r', argument);
    return base;
  }

  #arguments(list: readonly acorn.AnyNode[], scopes: Scopes): number {
    const { argument } = this.#expressions.parts.costs;
    return sum(list, (each) => argument + this.#expressions.price(each, scopes));
  }

  /** The name of a member, or nothing. */
  #nameOf({ computed, property }: acorn.MemberExpression): string {
    return computed ? '' : this.#expressions.parts.charges.text(property);
  }
}

/** The name of a global that the program has not taken for itself, or nothing. */
function builtInName(node: acorn.AnyNode, scopes: Scopes): string {
  return node.type === 'Identifier' && !scopes.has(node.name) ? node.name : '';
}
