import { parse, type Program } from 'acorn';

/** Another text in place of a part of a program. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** @param edits in any order; no two touch the same text */
export function edited(code: string, edits: readonly Edit[]): string {
  return [...edits]
    .sort((a, b) => b.start - a.start)
    .reduce((text, { start, end, text: other }) => text.slice(0, start) + other + text.slice(end), code);
}

/** @param code the bundle before it is minified */
export function programOf(code: string): Program {
  return parse(code, { ecmaVersion: 2022, sourceType: 'module' });
}
