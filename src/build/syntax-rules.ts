import type { AnyNode, Identifier, ReturnStatement } from 'acorn';
import { bodyFault, fieldFault, methodFault, parentFault, propertyFault } from './class-rules.ts';
import { memberName } from './member-name.ts';
import { regexFault } from './regex-rules.ts';

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
      return propertyFault(node);
    case 'MethodDefinition':
      return methodFault(node);
    case 'ChainExpression':
      return 'optional chaining: check for undefined';
    case 'AssignmentExpression':
      if (setsLength(node.left)) return 'setting .length: use splice';
      return ['**=', '&&=', '||=', '??='].includes(node.operator)
        ? `${node.operator}: write it out`
        : undefined;
    case 'UpdateExpression':
      return setsLength(node.argument) ? 'setting .length: use splice' : undefined;
    case 'BinaryExpression':
      if (node.operator === '**') return '**: use Math.pow';
      return node.operator === 'instanceof' && source.slice(node.right.start, node.right.end) === 'Error'
        ? 'instanceof Error: no other kind of error is one, so look at the message'
        : undefined;
    case 'Identifier':
      return identifierFault(node, source);
    case 'ImportExpression':
      return 'import(): use require';
    case 'DebuggerStatement':
      return 'debugger: it stops the board';
    case 'Literal':
      if (typeof node.bigint === 'string') return 'BigInt: use a number';
      return node.regex && regexFault(node.regex);
    case 'TaggedTemplateExpression':
      return 'tagged template: call a function';
    case 'LabeledStatement':
      return 'label: use a function and return';
    case 'PropertyDefinition':
      return fieldFault(node);
    case 'ClassBody':
      return bodyFault(node, source);
    case 'StaticBlock':
      return 'static block: assign after the class';
    case 'MetaProperty':
      return 'new.target or import.meta: pass what you need';
    case 'ClassDeclaration':
    case 'ClassExpression':
      return parentFault(node);
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
  }
  return undefined;
}

/** This board's Espruino is built without Unicode: it takes the bytes of the source one by one, and cuts escapes to eight bits. */
export function textFault(node: AnyNode, source: string): string | undefined {
  if (node.type !== 'Literal' && node.type !== 'TemplateElement') return undefined;
  const text = source.slice(node.start, node.end);
  const value = node.type === 'Literal' ? node.value : node.value.cooked;
  if (/[\x80-\uffff]/.test(text) || /[\u0100-\uffff]/.test(String(value))) {
    return 'text beyond ASCII: a character is one byte on the board, so write bytes as \\xNN';
  }
  return /(?:^|[^\\])(?:\\\\)*\\[\r\n]/.test(text)
    ? 'text over two lines: Espruino keeps the line break, so add two texts'
    : undefined;
}

/** Espruino goes on to the next line after a bare `return`, up to a semicolon or a brace. */
function returnsNextLine({ argument, end }: ReturnStatement, source: string): boolean {
  return argument === null && source[end - 1] !== ';' && !/^\s*\}/.test(source.slice(end));
}

/** An array's length can't be set, and which value has the property can't be known here. */
function setsLength(target: AnyNode): boolean {
  return target.type === 'MemberExpression' && memberName(target) === 'length';
}

function identifierFault({ name, start, end }: Identifier, source: string): string | undefined {
  if (/[^\w$]/.test(source.slice(start, end))) return `${name}: use plain letters, digits, _ and $ for names`;
  return undefined;
}
