import type { VariableDeclaration } from 'acorn';
import { edited, programOf, type Edit } from './edit.ts';

/**
 * Makes constants of the bundle's functions: at the script's start the board takes three times as long for a declaration.
 * Where `this` is used, it stays a function.
 * @param code the bundle before it is minified
 */
export function withFunctionConstants(code: string): string {
  const edits: Edit[] = [];
  for (const node of programOf(code).body) {
    if (node.type !== 'FunctionDeclaration') continue;
    const parameters = node.params.map(({ start, end }) => code.slice(start, end)).join(', ');
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
  const { body } = programOf(code);
  const plain = body.filter((node) => node.type === 'VariableDeclaration').filter(isPlain);
  const first = new Set<(typeof body)[number]>([...plain.filter(({ kind }) => kind === 'const'), ...plain]);
  const rest = body.filter((node) => !first.has(node));
  return [...first, ...rest].map(({ start, end }) => code.slice(start, end)).join('\n');
}

function isPlain({ declarations }: VariableDeclaration): boolean {
  return declarations.every(({ init }) => {
    const value = init?.type === 'UnaryExpression' ? init.argument : init;
    // A member is one of a global object's: the firmware's own have become variables.
    return ['Literal', 'Identifier', 'MemberExpression'].some((type) => type === value?.type);
  });
}
