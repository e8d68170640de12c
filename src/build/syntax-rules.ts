import type { AnyNode } from 'acorn';

/**
 * Syntax that Espruino 2v29 doesn't have or runs otherwise, each with what to write instead. TypeScript and terser let
 * all of it through, and on the board much of it fails only when the line runs. Tried on Espruino's own interpreter.
 */
export function syntaxFault(node: AnyNode, source: string): string | undefined {
  switch (node.type) {
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      if (node.async) return 'async function: use callbacks';
      return node.generator ? 'generator: use a loop' : undefined;
    case 'AwaitExpression':
      return 'await: use callbacks';
    case 'ForOfStatement':
      return node.await ? 'for await: use callbacks' : undefined;
    case 'ObjectPattern':
    case 'ArrayPattern':
      return 'destructuring: read the properties one by one';
    case 'AssignmentPattern':
      return 'default parameter: check for undefined';
    case 'RestElement':
      return 'rest parameter: use arguments';
    case 'SpreadElement':
      return 'spread: use concat, apply or Object.assign';
    case 'Property':
      return node.computed ? 'computed key: assign with [] afterwards' : undefined;
    case 'MethodDefinition':
      if (node.key.type === 'PrivateIdentifier') return '#private name: use a plain one';
      return node.computed ? 'computed key: give the method a name' : undefined;
    case 'ChainExpression':
      return 'optional chaining: check for undefined';
    case 'AssignmentExpression':
      return ['**=', '&&=', '||=', '??='].includes(node.operator)
        ? `${node.operator}: write it out`
        : undefined;
    case 'BinaryExpression':
      return node.operator === '**' ? '**: use Math.pow' : undefined;
    case 'Literal':
      if (typeof node.bigint === 'string') return 'BigInt: use a number';
      return node.regex && regexFault(node.regex);
    case 'TaggedTemplateExpression':
      return 'tagged template: call a function';
    case 'LabeledStatement':
      return 'label: use a function and return';
    case 'PropertyDefinition':
      if (node.key.type === 'PrivateIdentifier') return '#private name: use a plain one';
      return node.value === null || node.value === undefined
        ? 'field without a value: give it one'
        : undefined;
    case 'StaticBlock':
      return 'static block: assign after the class';
    case 'MetaProperty':
      return 'new.target or import.meta: pass what you need';
    case 'ClassDeclaration':
    case 'ClassExpression':
      return node.superClass?.type === 'Identifier' && node.superClass.name === 'Error'
        ? 'class extending Error: throw an object'
        : undefined;
    case 'SwitchStatement':
      return node.cases.some((branch, index) => branch.test === null && index < node.cases.length - 1)
        ? 'case after default: put default last'
        : undefined;
    case 'ReturnStatement':
      return returnsNextLine(node, source)
        ? 'return ended by a line break, which returns the next line: add ;'
        : undefined;
    case 'WithStatement':
      return 'with: name the object';
    default:
      return undefined;
  }
}

function regexFault({ pattern, flags }: { pattern: string; flags: string }): string | undefined {
  const bare = pattern.replace(/\\./g, '_').replace(/\[[^\]]*\]/g, '_');
  if (/[*+?]\?/.test(bare)) return 'lazy quantifier in a regex: use a character class';
  if (/\{\d+,?\d*\}/.test(bare)) return '{n,m} in a regex: repeat the part';
  if (bare.includes('(?')) return '(?...) in a regex: use a plain group';
  return /[^gi]/.test(flags) ? `regex flag in "${flags}": only g and i are known` : undefined;
}

/** Espruino goes on to the next line after a bare `return`, up to a semicolon or a brace. */
function returnsNextLine(node: { argument?: unknown; end: number }, source: string): boolean {
  if (node.argument !== null || source[node.end - 1] === ';') return false;
  return !/^\s*(\}|$)/.test(source.slice(node.end));
}
