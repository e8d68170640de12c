import type * as acorn from 'acorn';
import { Calls } from './calls.ts';
import type { Charges } from './charges.ts';
import type { Costs } from './costs.ts';
import { functionCost, classCost } from './functions.ts';
import { idleCost } from './idle.ts';
import type { Lexing } from './lexing.ts';
import { literalCost, Literals } from './literals.ts';
import type { Scopes } from './scopes.ts';
import { sum } from './sum.ts';

export interface PricingParts {
  readonly costs: Costs;
  readonly lexing: Lexing;
  readonly charges: Charges;
  /** Prices what a function does, where it stands: that is paid when it is called. */
  readonly body: (fn: AnyFunction, scopes: Scopes) => void;
}

export type AnyFunction = acorn.Function | acorn.ArrowFunctionExpression;

/**
 * What the interpreter takes to run expressions, beside reading their text (src/jsparse.c). What hangs on how the program
 * goes is charged by text put into the program.
 */
export class Expressions {
  readonly parts: PricingParts;
  readonly #calls = new Calls(this);
  readonly #literals = new Literals(this);

  constructor(parts: PricingParts) {
    this.parts = parts;
  }

  price(node: acorn.AnyNode, scopes: Scopes): number {
    const { costs, charges } = this.parts;
    switch (node.type) {
      case 'Identifier':
        return node.name === 'undefined' ? costs.value : this.name(node.name, scopes) + costs.value;
      case 'Literal':
        return literalCost(node, costs);
      case 'ThisExpression':
      case 'Super':
        return costs.thisValue;
      case 'ParenthesizedExpression':
        return costs.paren + this.price(node.expression, scopes);
      case 'SequenceExpression':
        return sum(node.expressions, (each) => this.price(each, scopes));
      case 'BinaryExpression':
        return costs.binary + this.#binary(node, scopes);
      case 'LogicalExpression':
        return costs.logical + this.price(node.left, scopes) + this.#branch(node.right, scopes);
      case 'ConditionalExpression':
        return (
          costs.conditional +
          this.price(node.test, scopes) +
          this.#branch(node.consequent, scopes) +
          this.#branch(node.alternate, scopes)
        );
      case 'UnaryExpression':
        // What is deleted is no value.
        if (node.operator === 'delete') return costs.unary + this.#target(node.argument, scopes);
        return this.#unary(node.operator) + this.price(node.argument, scopes);
      case 'UpdateExpression':
        return costs.update + this.#target(node.argument, scopes);
      case 'AssignmentExpression':
        return this.#assignment(node, scopes);
      case 'MemberExpression':
        charges.through(node, '__u');
        return this.#calls.member(node, scopes) + costs.value;
      case 'CallExpression':
        return this.#calls.call(node, scopes);
      case 'NewExpression':
        return this.#calls.construct(node, scopes);
      case 'ArrayExpression':
        return this.#literals.list(node, scopes);
      case 'ObjectExpression':
        return this.#literals.object(node, scopes);
      case 'TemplateLiteral':
        charges.through(node, '__s');
        return this.#literals.template(node, scopes);
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        // Outside of all functions there is nothing around it that it has to keep.
        return functionCost(node, scopes, this.parts) - (scopes.depth > 0 ? 0 : costs.functionOutside);
      case 'ClassExpression':
        return classCost(node, scopes, this.parts);
      default:
        return 0;
    }
  }

  /** To find a variable. */
  name(name: string, scopes: Scopes): number {
    return this.parts.costs.lookUp + scopes.lookUp(name);
  }

  /** Runs only if the program gets there: else it is got over, and no more. */
  #branch(node: acorn.AnyNode, scopes: Scopes): number {
    const idle = idleCost(node, this.parts);
    this.parts.charges.pay(node, () => this.price(node, scopes) - idle);
    return idle;
  }

  #unary(operator: acorn.UnaryOperator): number {
    const { costs } = this.parts;
    if (operator === 'typeof') return costs.typeOf;
    return operator === '-' ? costs.negate : costs.unary;
  }

  #binary(node: acorn.BinaryExpression, scopes: Scopes): number {
    const { charges } = this.parts;
    const left = node.left as acorn.AnyNode;
    const { right, operator } = node;
    if (operator === '+') charges.sum(node);
    if (/[!=]=/.test(operator)) {
      // What may not be read again is taken to be like the other.
      const one = charges.simple(left) ?? charges.simple(right);
      charges.through(node, '__e', one, charges.simple(right) ?? one, String(operator.startsWith('=')));
    }
    return this.price(left, scopes) + this.price(right, scopes);
  }

  #assignment({ operator, left, right }: acorn.AssignmentExpression, scopes: Scopes): number {
    const { costs, charges } = this.parts;
    if (operator === '+=') charges.through(right, '__a', charges.simple(left));
    const compound = operator === '=' ? 0 : costs.compound;
    const target = this.#target(left, scopes, operator === '=' ? 'stored' : undefined);
    return costs.assign + compound + target + this.price(right, scopes);
  }

  /** What is assigned to: it is found, but its value is not asked for. */
  #target(node: acorn.AnyNode, scopes: Scopes, use?: 'stored'): number {
    const { costs } = this.parts;
    if (node.type === 'Identifier') return this.name(node.name, scopes);
    if (node.type === 'ParenthesizedExpression')
      return costs.paren + this.#target(node.expression, scopes, use);
    if (node.type !== 'MemberExpression') return this.price(node, scopes);
    const found = this.#calls.member(node, scopes, use);
    return found + (node.computed ? costs.storeIndex : costs.store);
  }
}
