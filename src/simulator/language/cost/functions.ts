import type * as acorn from 'acorn';
import type { AnyFunction, PricingParts } from './expressions.ts';
import { idleCost } from './idle.ts';
import type { Scopes } from './scopes.ts';
import { sum } from './sum.ts';

/** What it takes to make a function: its text is got over, and kept. What it does is priced where it stands. */
export function functionCost(node: AnyFunction, scopes: Scopes, parts: PricingParts): number {
  const { costs, lexing } = parts;
  parts.body(node, scopes);
  const { body, params } = node;
  const text =
    body.type === 'BlockStatement'
      ? costs.skipped * lexing.count(body.start, body.end)
      : costs.expressionBody + idleCost(body, parts);
  const parameter = node.type === 'ArrowFunctionExpression' ? costs.arrowParameter : costs.parameter;
  return costs.functionMade + parameter * params.length + text;
}

export function classCost(node: acorn.Class, scopes: Scopes, parts: PricingParts): number {
  const { costs } = parts;
  const parent = node.superClass ? costs.lookUp : 0;
  const members = sum(node.body.body, (member) => {
    if (member.type !== 'MethodDefinition') return costs.classMember;
    return costs.classMember + functionCost(member.value, scopes, parts);
  });
  return costs.classMade + parent + members;
}
