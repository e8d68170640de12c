import { parse, type ModuleDeclaration, type Statement, type VariableDeclaration } from 'acorn';
import { edited, type Edit } from './edit.ts';

/**
 * Makes constants of the bundle's functions: at the script's start the board takes three times as long for a declaration.
 * Where `this` is used, it stays a function.
 * @param code the bundle before it is minified
 */
export function withFunctionConstants(code: string): string {
  const edits: Edit[] = [];
  for (const node of parse(code, { ecmaVersion: 2022, sourceType: 'module' }).body) {
    if (node.type !== 'FunctionDeclaration') continue;
    const [first] = node.params;
    const parameters = first ? code.slice(first.start, node.params.at(-1)?.end) : '';
    const isArrow = !/\bthis\b/.test(code.slice(node.start, node.end));
    const head = `const ${node.id.name} = ${isArrow ? '' : 'function '}(${parameters}) ${isArrow ? '=> ' : ''}`;
    edits.push(
      { start: node.start, end: node.body.start, text: head },
      { start: node.end, end: node.end, text: ';' },
    );
  }
  return edited(code, edits);
}

/**
 * Puts what is declared with a plain value before all else, and constants before variables, which may begin with one. The board finds
 * a name by going through them in their order, and what is read most is plain; and the minifier makes one declaration of neighbours.
 * @param code the bundle before it is minified
 */
export function withPlainNamesFirst(code: string): string {
  const { body } = parse(code, { ecmaVersion: 2022, sourceType: 'module' });
  const plain = (kind: string) => body.filter((node) => isPlain(node) && node.kind === kind);
  const first = new Set([...plain('const'), ...plain('let')]);
  const rest = body.filter((node) => !first.has(node));
  return [...first, ...rest].map(({ start, end }) => code.slice(start, end)).join('\n');
}

function isPlain(node: Statement | ModuleDeclaration): node is VariableDeclaration {
  if (node.type !== 'VariableDeclaration') return false;
  return node.declarations.every(({ init }) => {
    const value = init?.type === 'UnaryExpression' ? init.argument : init;
    // A member is one of a global object's: the firmware's own have become variables.
    return ['Literal', 'Identifier', 'MemberExpression'].includes(value?.type ?? '');
  });
}
