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
   * @param use `called` where the call itself sees to what is built in, `stored` where a value is put there, which may
   * make it first
   */
  member(node: acorn.MemberExpression, scopes: Scopes, use: 'read' | 'called' | 'stored' = 'read'): number {
    const { costs, charges } = this.#expressions.parts;
    const name = nameOf(node);
    const id = METHOD_IDS.get(name);
    if (use === 'stored' && name !== '') charges.through(node.object, '__n', `'${name}'`);
    if (id !== undefined && use !== 'called' && node.object.type !== 'Super')
      charges.through(node.object, '__m', id);
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
    const id = METHOD_IDS.get(nameOf(callee));
    if (id !== undefined && callee.object.type !== 'Super') charges.call(node, callee, id);
    const found = this.member(callee, scopes, 'called') + costs.value;
    return costs.call + costs.method + found + this.#arguments(node.arguments, scopes);
  }

  construct(node: acorn.NewExpression, scopes: Scopes): number {
    const { costs } = this.#expressions.parts;
    const isBuiltIn = builtInName(node.callee, scopes) !== '';
    const made = isBuiltIn ? costs.constructBuiltIn + this.#builtIn(node, scopes) : costs.construct;
    return made + this.#expressions.price(node.callee, scopes) + this.#arguments(node.arguments, scopes);
  }

  /** What a function among the globals does, and has what it takes and gives measured where its work hangs on that. */
  #builtIn(node: acorn.CallExpression | acorn.NewExpression, scopes: Scopes): number {
    const { charges } = this.#expressions.parts;
    const { base, item = 0, argument = 0 } = builtInCall(builtInName(node.callee, scopes));
    if (item > 0) charges.through(node, '__r', item);
    const [first] = node.arguments;
    if (first && argument > 0) charges.through(first, '__r', argument);
    return base;
  }

  #arguments(list: readonly acorn.AnyNode[], scopes: Scopes): number {
    const { argument } = this.#expressions.parts.costs;
    return sum(list, (each) => argument + this.#expressions.price(each, scopes));
  }
}

/** The name of a member, or nothing. */
function nameOf(node: acorn.AnyNode): string {
  if (node.type !== 'MemberExpression' || node.computed) return '';
  return node.property.type === 'Identifier' ? node.property.name : '';
}

/** The name of a global that the program has not taken for itself, or nothing. */
function builtInName(node: acorn.AnyNode, scopes: Scopes): string {
  return node.type === 'Identifier' && !scopes.has(node.name) ? node.name : '';
}
