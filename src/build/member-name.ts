import type { MemberExpression } from 'acorn';

/** @returns what a member is asked for by, be it in quotes: 'undefined' where that is worked out */
export function memberName({ property, computed }: MemberExpression): string {
  const { name, value } = property as { readonly name?: string; readonly value?: unknown };
  return String(computed ? value : name);
}
