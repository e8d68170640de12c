import type * as acorn from 'acorn';
import { builtInCall, madeBy, METHOD_IDS, takenBy } from './built-ins.ts';
import type { Expressions } from './expressions.ts';
import { longName, type Scopes } from './scopes.ts';
import { sum } from './sum.ts';

/** What the interpreter takes to find members, and to call. */
export class Calls {
  readonly #expressions: Expressions;

  constructor(expressions: Expressions) {
    this.#expressions = expressions;
  }

  member(node: acorn.MemberExpression, scopes: Scopes): number {
    const { costs, charges } = this.#expressions.parts;
    const name = nameOf(node);
    const id = METHOD_IDS.get(name);
    if (id !== undefined && node.object.type !== 'Super') charges.through(node.object, '__m', id);
    const object = this.#expressions.price(node.object, scopes);
    if (!node.computed) return costs.member + longName(name, costs) + object;
    charges.through(node.property, '__i', charges.simple(node.object));
    return costs.index + object + this.#expressions.price(node.property, scopes);
  }

  call(node: acorn.CallExpression, scopes: Scopes): number {
    const { costs } = this.#expressions.parts;
    const { callee } = node;
    const global = builtInName(callee, scopes);
    const method = callee.type === 'MemberExpression' ? costs.method : 0;
    this.#weigh(node, global === '' ? nameOf(callee) : global);
    return (
      costs.call +
      method +
      builtInCall(global) +
      this.#expressions.price(callee, scopes) +
      this.#arguments(node.arguments, scopes)
    );
  }

  construct(node: acorn.NewExpression, scopes: Scopes): number {
    const { costs } = this.#expressions.parts;
    const builtIn = builtInName(node.callee, scopes);
    this.#weigh(node, builtIn);
    const made = builtIn === '' ? costs.construct : costs.constructBuiltIn + builtInCall(builtIn);
    return made + this.#expressions.price(node.callee, scopes) + this.#arguments(node.arguments, scopes);
  }

  /** Has what a built-in function takes and gives measured, where its work hangs on that. */
  #weigh(node: acorn.CallExpression | acorn.NewExpression, name: string): void {
    const { charges } = this.#expressions.parts;
    const made = madeBy(name);
    const taken = takenBy(name);
    if (made) charges.through(node, '__r', ...made);
    const [first] = node.arguments;
    if (first && taken > 0) charges.through(first, '__r', taken, taken);
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
