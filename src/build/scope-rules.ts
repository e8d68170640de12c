import type { AnyNode, Program } from 'acorn';
import { simple } from 'acorn-walk';
import { analyze, type Reference, type Scope, type Variable } from 'eslint-scope';
import { BOARD_GLOBALS } from './board-globals.ts';
import { OWN_KEYWORDS } from './class-rules.ts';

export interface Fault {
  readonly node: AnyNode;
  readonly fault: string;
}

/**
 * Names that the board would find with another value, or not yet: words that are its own, functions and variables used
 * before their declaration (Espruino hoists nothing), and variables of a loop's head that a function keeps (Espruino
 * makes one for all turns).
 */
export function scopeFaults(scopes: readonly Scope[]): Fault[] {
  return scopes.flatMap((scope) => [
    ...scope.variables.filter(({ name }) => OWN_KEYWORDS.has(name)).flatMap(ownKeyword),
    ...scope.references.flatMap((reference) => [...early(reference), ...keptFromLoop(reference)]),
  ]);
}

/** Globals that the board doesn't have; any may be asked for with `typeof`. */
export function globalFaults(program: Program, scopes: readonly Scope[]): Fault[] {
  const asked = new Set<unknown>();
  simple(program, {
    UnaryExpression({ operator, argument }) {
      if (operator === 'typeof') asked.add(argument);
    },
  });
  return scopes.flatMap(({ type, through }) =>
    type === 'global'
      ? through.filter(({ identifier }) => !asked.has(identifier)).flatMap(unknownGlobal)
      : [],
  );
}

/** @param program parsed with ranges */
export function scopesOf(program: Program): readonly Scope[] {
  return analyze(program as Parameters<typeof analyze>[0], { ecmaVersion: 2022 }).scopes;
}

function ownKeyword({ name, identifiers }: Variable): Fault[] {
  const fault = `${name} is a keyword of Espruino's: give it another name`;
  return identifiers.map((node) => ({ node: node as AnyNode, fault }));
}

function unknownGlobal({ identifier }: Reference): Fault[] {
  if (BOARD_GLOBALS.has(identifier.name)) return [];
  return [{ node: identifier as AnyNode, fault: `${identifier.name}: the board has no such global` }];
}

function early({ identifier, from, resolved }: Reference): Fault[] {
  if (resolved?.scope.variableScope !== from.variableScope) return [];
  const node = identifier as AnyNode;
  const [declared] = resolved.identifiers as AnyNode[];
  // What is declared by nobody, as arguments are, is there from the start.
  if (declared === undefined || node.start >= declared.start) return [];
  return [{ node, fault: `${identifier.name} is used before it is declared` }];
}

function keptFromLoop({ identifier, from, resolved }: Reference): Fault[] {
  const home: Scope | undefined = resolved?.scope;
  if (home?.type !== 'for' || from.variableScope === home.variableScope) return [];
  const fault = `${identifier.name} is kept by a function, and Espruino has one for all turns of the loop`;
  return [{ node: identifier as AnyNode, fault }];
}
