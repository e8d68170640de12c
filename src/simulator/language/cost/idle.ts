import type * as acorn from 'acorn';
import { base, full } from 'acorn-walk';
import type { Costs } from './costs.ts';
import type { Lexing } from './lexing.ts';

/** How many operands, and how many expressions of their own, a piece of the grammar adds, beside those within it. */
type Piece = readonly [operands: number, expressions: number];

const PIECES: Readonly<Record<string, Piece>> = {
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

const NOTHING: Piece = [0, 0];

const notWithin = (): void => undefined;

/** Of which the interpreter keeps the count of braces alone, where it does not run them. */
const SKIPPED = {
  BlockStatement: notWithin,
  ObjectExpression: notWithin,
  ClassBody: notWithin,
  SwitchStatement: notWithin,
};

/** What the interpreter takes to get over a piece that it does not run, beside reading its text. */
export function idleCost(
  node: acorn.AnyNode,
  { costs, lexing }: { readonly costs: Costs; readonly lexing: Lexing },
): number {
  let cost = isStatement(node) ? 0 : costs.idleExpression;
  const add = (each: acorn.Node, _: unknown, type: string): void => {
    if (type in SKIPPED) cost += costs.skipped * lexing.count(each.start, each.end);
    const [operands, expressions] = pieceOf(each as acorn.AnyNode, type);
    cost += costs.idleOperand * operands + costs.idleExpression * expressions;
  };
  full(node, add, { ...base, ...SKIPPED });
  return cost;
}

/** @param type how it is used: a name that is assigned to is no operand */
function pieceOf(node: acorn.AnyNode, type: string): Piece {
  switch (node.type) {
    case 'CallExpression':
    case 'NewExpression':
      return [0, node.arguments.length];
    case 'ArrayExpression':
      return [1, node.elements.length];
    case 'MemberExpression':
      return [0, node.computed ? 1 : 0];
    default:
      return PIECES[type] ?? NOTHING;
  }
}

function isStatement({ type }: acorn.AnyNode): boolean {
  return type.endsWith('Statement') || type === 'VariableDeclaration';
}
