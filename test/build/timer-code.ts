import { parse, type CallExpression, type Function as FunctionNode, type Node, type Program } from 'acorn';
import { base, full, recursive, simple, type RecursiveVisitors } from 'acorn-walk';

/** Leaves out what runs only sometimes; of a choice between two, either counts. */
const ALWAYS: RecursiveVisitors<null> = {
  LogicalExpression: (node, state, visit) => {
    visit(node.left, state);
  },
  IfStatement: (node, state, visit) => {
    visit(node.test, state);
  },
};

/**
 * The source of what a script makes anew each time that a timer fires: lists and objects that are made in any case, and
 * functions even where they are rarely called, because the board reads past their text.
 * @param everyMs tells the timer by its interval
 */
export function madeByTimer(script: string, everyMs: number): string[] {
  const program = parse(script, { ecmaVersion: 2022 });
  const named = functionsOf(program);
  const timers: Node[] = [];
  simple(program, {
    CallExpression: ({ callee, arguments: [callback, interval] }) => {
      const isTimer = callee.type === 'Identifier' && callee.name === 'setInterval';
      if (isTimer && interval?.type === 'Literal' && interval.value === everyMs) timers.push(callback!);
    },
  });
  const [timer] = timers;
  if (timers.length !== 1 || !isFunction(timer)) throw new Error(`There is not one timer of ${everyMs} ms.`);

  const made: Node[] = [];
  const seen = new Set<FunctionNode>([timer]);
  for (const { body } of seen) {
    full(body, (node) => isFunction(node) && made.push(node));
    recursive(body, null, {
      ...ALWAYS,
      ArrayExpression: (node) => made.push(node),
      ObjectExpression: (node) => made.push(node),
      CallExpression: (node, state, visit) => {
        base.CallExpression?.(node, state, visit);
        const called = calledByName(node, named);
        if (called) seen.add(called);
      },
    });
  }
  return made.map(({ start, end }) => script.slice(start, end));
}

/** The functions of the script itself by their names: declared, or constants. */
function functionsOf({ body }: Program): ReadonlyMap<string, FunctionNode> {
  const named = new Map<string, FunctionNode>();
  for (const node of body) {
    if (node.type === 'FunctionDeclaration') named.set(node.id.name, node);
    if (node.type !== 'VariableDeclaration') continue;
    for (const { id, init } of node.declarations) {
      if (id.type === 'Identifier' && isFunction(init)) named.set(id.name, init);
    }
  }
  return named;
}

function calledByName(
  { callee }: CallExpression,
  named: ReadonlyMap<string, FunctionNode>,
): FunctionNode | undefined {
  return callee.type === 'Identifier' ? named.get(callee.name) : undefined;
}

function isFunction(node: Node | null | undefined): node is FunctionNode {
  return ['FunctionExpression', 'ArrowFunctionExpression', 'FunctionDeclaration'].includes(node?.type ?? '');
}
