import type * as acorn from 'acorn';
import type { Costs } from './costs.ts';
import type { Expressions } from './expressions.ts';
import type { Scopes } from './scopes.ts';
import { sum } from './sum.ts';

/** What the interpreter takes to make what the program writes out: lists, objects, texts with expressions in them. */
export class Literals {
  readonly #expressions: Expressions;

  constructor(expressions: Expressions) {
    this.#expressions = expressions;
  }

  list({ elements }: acorn.ArrayExpression, scopes: Scopes): number {
    const { costs } = this.#expressions.parts;
    return (
      costs.list + sum(elements, (each) => costs.item + (each ? this.#expressions.price(each, scopes) : 0))
    );
  }

  object({ properties }: acorn.ObjectExpression, scopes: Scopes): number {
    const { costs } = this.#expressions.parts;
    // Each is looked for among those before it.
    const search = (costs.propertyStep * properties.length * (properties.length - 1)) / 2;
    return (
      costs.object +
      search +
      sum(properties, (each) => {
        if (each.type !== 'Property') return 0;
        const { key, value } = each;
        const { length } = key.type === 'Identifier' ? key.name : '';
        const named = costs.property + (length > 4 ? costs.propertyName * length : 0);
        // Of a variable that gives its own name the value is not asked for.
        return named + this.#expressions.price(value, scopes) - (each.shorthand ? costs.value : 0);
      })
    );
  }

  template(node: acorn.TemplateLiteral, scopes: Scopes): number {
    const { costs } = this.#expressions.parts;
    return (
      costs.templateCharacter * (node.end - node.start) +
      sum(node.expressions, (each) => {
        const read = costs.templateExpressionCharacter * (each.end - each.start);
        return costs.templateExpression + read + this.#expressions.price(each, scopes);
      })
    );
  }
}

/** A single value: a number, a text, a regular expression. */
export function literalCost(node: acorn.Literal, costs: Costs): number {
  const { value } = node;
  const raw = String(node.raw);
  if (node.regex) return costs.regex + costs.regexCharacter * raw.length;
  if (typeof value === 'string') return costs.text + costs.literalCharacter * value.length;
  if (typeof value !== 'number') return costs.constant;
  return /^(?:\d+|0x.*)$/i.test(raw) ? costs.int : costs.floatDigit * raw.length;
}
