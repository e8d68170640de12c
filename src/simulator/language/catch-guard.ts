import { parse, type Program } from 'acorn';
import { simple } from 'acorn-walk';

/** The board's own word on what a `catch` was given. No program has a name like it. */
export const CAUGHT = '__caught';

/** What makes each `catch` of a program first ask the board: on the chip some errors read otherwise, and one can't be caught. */
export function catchGuards(program: Program): { readonly at: number; readonly text: string }[] {
  const places: { readonly at: number; readonly text: string }[] = [];
  simple(program, {
    CatchClause({ param, body }) {
      const name = param?.type === 'Identifier' ? param.name : CAUGHT.slice(1);
      if (!param) places.push({ at: body.start, text: `(${name})` });
      places.push({ at: body.start + 1, text: `${CAUGHT}(${name});` });
    },
  });
  return places.sort((one, other) => one.at - other.at);
}

/** A program with its guards. */
export function guardCatches(source: string): string {
  let guarded = '';
  let from = 0;
  for (const { at, text } of catchGuards(parse(source, { ecmaVersion: 'latest' }))) {
    guarded += source.slice(from, at) + text;
    from = at;
  }
  return guarded + source.slice(from);
}
