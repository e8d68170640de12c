import type {
  AssignmentProperty,
  Class,
  ClassBody,
  Expression,
  MethodDefinition,
  Property,
  PropertyDefinition,
} from 'acorn';
import { BOARD_GLOBALS } from './board-globals.ts';

/** Words that Espruino's lexer takes for its own (src/jslex.c), also where the standard has them as names. */
const KEYWORDS: ReadonlySet<string> = new Set([
  ...['if', 'else', 'do', 'while', 'for', 'break', 'continue', 'function', 'return', 'var', 'let', 'const'],
  ...['this', 'throw', 'try', 'catch', 'finally', 'true', 'false', 'null', 'new', 'in', 'instanceof'],
  ...['switch', 'case', 'default', 'delete', 'typeof', 'void', 'debugger', 'class', 'extends', 'super'],
  ...['static', 'of'],
]);

/** Keywords of Espruino alone: elsewhere they are names like any other. */
export const OWN_KEYWORDS: ReadonlySet<string> = new Set(['let', 'static', 'of']);

/** What is wrong with the class that another one extends: Espruino looks it up by name, and takes classes only. */
export function parentFault(node: Class): string | undefined {
  const parent = node.superClass;
  if (!parent) return undefined;
  if (parent.type !== 'Identifier') return 'class extending an expression: give the class a name first';
  if (parent.name === 'Error') return 'class extending Error: throw an object';
  if (parent.name === 'Object' || !BOARD_GLOBALS.has(parent.name)) return undefined;
  return 'class extending a built-in: keep one in a property';
}

/** A semicolon between members is one too many, after a field it is not. */
export function bodyFault(node: ClassBody, source: string): string | undefined {
  let endsAt = node.start;
  for (const member of [...node.body, undefined]) {
    if (source.slice(endsAt, member?.start ?? node.end).includes(';')) return 'stray ; in a class: remove it';
    endsAt = member?.end ?? node.end;
  }
  return undefined;
}

export function methodFault(node: MethodDefinition): string | undefined {
  if (node.static && node.kind === 'set') return 'static setter: use a function';
  return nameFault(node);
}

export function fieldFault(node: PropertyDefinition): string | undefined {
  const fault = nameFault(node);
  if (fault !== undefined) return fault;
  if (!node.value) return 'field without a value: give it one';
  if (node.static || isConstant(node.value)) return undefined;
  return 'field with a value that is worked out: Espruino does that once for all objects, so set it in the constructor';
}

/** A member of an object literal. */
export function propertyFault(node: Property | AssignmentProperty): string | undefined {
  if (node.computed) return 'computed key: assign with [] afterwards';
  if (node.kind === 'init') return undefined;
  if (node.key.type !== 'Identifier') return 'getter or setter in quotes: give it a plain name';
  return keywordFault('getter or setter', node.key.name);
}

function nameFault({ key, computed }: MethodDefinition | PropertyDefinition): string | undefined {
  if (key.type === 'PrivateIdentifier') return '#private name: use a plain one';
  if (computed) return 'computed key: give the method a name';
  if (key.type !== 'Identifier') return 'member of a class in quotes: give it a plain name';
  return keywordFault('member of a class', key.name);
}

function keywordFault(what: string, name: string): string | undefined {
  return KEYWORDS.has(name) ? `${what} called ${name}: give it another name` : undefined;
}

function isConstant(value: Expression): boolean {
  if (value.type === 'UnaryExpression') return isConstant(value.argument);
  if (value.type === 'Identifier') return value.name === 'undefined';
  return value.type === 'Literal' || (value.type === 'TemplateLiteral' && value.expressions.length === 0);
}
