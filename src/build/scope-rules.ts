import type { AnyNode, Program } from 'acorn';
import { analyze, type Reference, type Scope } from 'eslint-scope';
import { BOARD_GLOBALS } from './board-globals.ts';

export interface Fault {
  readonly node: AnyNode;
  readonly fault: string;
}

/**
 * Names that the board would not find, or would find with another value: globals it doesn't have, functions and
 * variables used before their declaration (Espruino hoists nothing), and variables of a loop's head that a function
 * keeps (Espruino makes one for all turns).
 * @param program parsed with ranges
 */
export function scopeFaults(program: Program): Fault[] {
  const scopes = analyze(program as Parameters<typeof analyze>[0], {
    ecmaVersion: 2022,
    sourceType: 'script',
  }).scopes;
  return scopes.flatMap((scope) => [
    ...(scope.type === 'global' ? scope.through.flatMap(unknownGlobal) : []),
    ...scope.references.flatMap((reference) => [...early(reference), ...keptFromLoop(reference)]),
  ]);
}

function unknownGlobal({ identifier }: Reference): Fault[] {
  if (BOARD_GLOBALS.has(identifier.name)) return [];
  return [{ node: identifier as AnyNode, fault: `${identifier.name}: the board has no such global` }];
}

function early({ identifier, from, resolved }: Reference): Fault[] {
  const declaration = resolved?.defs[0];
  if (resolved === null || declaration === undefined || declaration.type === 'Parameter') return [];
  if (from.variableScope !== resolved.scope.variableScope) return [];
  const { start } = declaration.name as AnyNode;
  if ((identifier as AnyNode).start >= start) return [];
  return [{ node: identifier as AnyNode, fault: `${identifier.name} is used before it is declared` }];
}

function keptFromLoop({ identifier, from, resolved }: Reference): Fault[] {
  const home: Scope | undefined = resolved?.scope;
  if (home?.type !== 'for' || from.variableScope === home.variableScope) return [];
  const fault = `${identifier.name} is kept by a function, and Espruino has one for all turns of the loop`;
  return [{ node: identifier as AnyNode, fault }];
}
