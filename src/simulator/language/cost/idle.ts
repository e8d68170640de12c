import type * as acorn from 'acorn';
import { base, recursive, type RecursiveVisitors } from 'acorn-walk';
import type { Costs } from './costs.ts';
import type { Lexing } from './lexing.ts';

/** Of which the interpreter keeps the count of braces alone, where it does not run them. */
const SKIPPED = ['BlockStatement', 'ObjectExpression', 'ClassBody', 'SwitchStatement'];

/** How many operands, and how many expressions of their own, a piece of the grammar adds, beside those within it. */
const PIECES: Readonly<Record<string, readonly [operands: number, expressions: number]>> = {
  Identifier: [1, 0],
  Literal: [1, 0],
  ThisExpression: [1, 0],
  TemplateLiteral: [1, 0],
  UnaryExpression: [1, 0],
  ParenthesizedExpression: [1, 1],
  ConditionalExpression: [0, 2],
  AssignmentExpression: [0, 1],
  ExpressionStatement: [0, 1],
  ReturnStatement: [0, 1],
  ThrowStatement: [0, 1],
  IfStatement: [0, 1],
};

/** What the interpreter takes to get over a piece that it does not run, beside reading its text. */
export function idleCost(
  node: acorn.AnyNode,
  { costs, lexing }: { readonly costs: Costs; readonly lexing: Lexing },
): number {
  let cost = isStatement(node) ? 0 : costs.idleExpression;
  const add = (operands: number, expressions: number): void => {
    cost += costs.idleOperand * operands + costs.idleExpression * expressions;
  };
  type Visitor = (each: acorn.AnyNode, state: null, visit: (node: acorn.Node, state: null) => void) => void;
  const visitors: Record<string, Visitor> = {};
  const count = (type: string, price: (each: acorn.AnyNode) => readonly [number, number]): void => {
    visitors[type] = (each, state, visit) => {
      add(...price(each));
      (base as Record<string, Visitor>)[type]?.(each, state, visit);
    };
  };
  for (const [type, piece] of Object.entries(PIECES)) count(type, () => piece);
  count('CallExpression', (each) => [0, each.type === 'CallExpression' ? each.arguments.length : 0]);
  count('NewExpression', (each) => [0, each.type === 'NewExpression' ? each.arguments.length : 0]);
  count('ArrayExpression', (each) => [1, each.type === 'ArrayExpression' ? each.elements.length : 0]);
  count('MemberExpression', (each) => [0, each.type === 'MemberExpression' && each.computed ? 1 : 0]);
  for (const type of SKIPPED) {
    visitors[type] = (each) => {
      cost += costs.skipped * lexing.count(each.start, each.end);
    };
  }
  recursive(node, null, visitors as RecursiveVisitors<null>);
  return cost;
}

function isStatement({ type }: acorn.AnyNode): boolean {
  return type.endsWith('Statement') || type === 'VariableDeclaration';
}
