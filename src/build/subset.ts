import { getLineInfo, parse, type AnyNode, type Program } from 'acorn';
import { full } from 'acorn-walk';
import type { Scope } from 'eslint-scope';
import { BOARD_GLOBALS, MISSING_METHODS, MISSING_STATICS } from './board-globals.ts';
import { hashFaults } from './hash-rules.ts';
import { memberName } from './member-name.ts';
import { type Fault, globalFaults, scopeFaults, scopesOf } from './scope-rules.ts';
import { syntaxFault, textFault } from './syntax-rules.ts';

/** So much of a line is shown around a fault: the names in it tell which part of the firmware it is. */
const EXCERPT_LENGTH = 60;

/**
 * Looks through a finished script for what Espruino on this board doesn't have or does otherwise: syntax, built-ins, and
 * text that is not of its bytes.
 * @param withExcerpt whether to show the script's own text as well, from a fault on
 * @returns a line for each: its place and what to write instead, as in `1:7 optional chaining: check for undefined`
 */
export function subsetFaults(source: string, withExcerpt = false): string[] {
  const rules: Rules = {
    ofNode: (node) => syntaxFault(node, source) ?? textFault(node, source) ?? builtInFault(node, source),
    ofScopes: (program, scopes) => [
      ...scopeFaults(scopes),
      ...globalFaults(program, scopes),
      ...hashFaults(program),
    ],
  };
  return faultsOf(source, rules, withExcerpt);
}

/**
 * As {@link subsetFaults}, of the syntax alone: enough for the virtual board, which lacks the same built-ins and has the
 * same bytes.
 */
export function languageFaults(source: string): string[] {
  return faultsOf(source, {
    ofNode: (node) => syntaxFault(node, source),
    ofScopes: (_program, scopes) => scopeFaults(scopes),
  });
}

interface Rules {
  ofNode(node: AnyNode): string | undefined;
  ofScopes(program: Program, scopes: readonly Scope[]): Fault[];
}

function faultsOf(source: string, rules: Rules, withExcerpt = false): string[] {
  let program: Program;
  try {
    program = parse(source, { ecmaVersion: 'latest', ranges: true });
  } catch (error) {
    return [`not a script: ${error instanceof Error ? error.message : String(error)}`];
  }
  const faults = rules.ofScopes(program, scopesOf(program));
  full(program, (node) => {
    const fault = rules.ofNode(node);
    if (fault !== undefined) faults.push({ node, fault });
  });
  const lines = faults
    .sort((one, other) => one.node.start - other.node.start)
    .map(({ node, fault }) => `${place(node, source)} ${fault}${withExcerpt ? excerpt(node, source) : ''}`);
  return [...new Set(lines)];
}

/** The script's own text, without what is in quotes: that may be a secret. */
function excerpt(node: AnyNode, source: string): string {
  if (node.type === 'Literal' || node.type === 'TemplateElement') return '';
  const text = source.slice(node.start, node.start + EXCERPT_LENGTH);
  return `: ${text.replace(/(["'`])(?:\\.|(?!\1)[^\\])*\1?/gs, '$1…$1')}`;
}

/** Members that the board's built-ins lack. Which value a method is called on can't be known here: its name decides. */
function builtInFault(node: AnyNode, source: string): string | undefined {
  if (node.type !== 'MemberExpression') return undefined;
  const name = memberName(node);
  const owner = source.slice(node.object.start, node.object.end);
  if (BOARD_GLOBALS.has(owner)) {
    return MISSING_STATICS[owner]?.includes(name) ? `${owner}.${name}: Espruino doesn't have it` : undefined;
  }
  return MISSING_METHODS.has(name) ? `.${name}(): Espruino doesn't have it` : undefined;
}

function place({ start }: AnyNode, source: string): string {
  const { line, column } = getLineInfo(source, start);
  return `${line}:${column + 1}`;
}
