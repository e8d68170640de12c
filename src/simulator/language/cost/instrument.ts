import { type AnyNode, parse, type Program, type Token } from 'acorn';
import { simple } from 'acorn-walk';
import { catchGuards } from '../catch-guard.ts';
import { Charges, chargeText } from './charges.ts';
import type { Costs } from './costs.ts';
import { type AnyFunction, Expressions } from './expressions.ts';
import { Insertions } from './insertions.ts';
import { Lexing } from './lexing.ts';
import { type Scope, Scopes } from './scopes.ts';
import { namesOf, Statements } from './statements.ts';

/**
 * Makes a program count, as it goes, the instructions that the interpreter would take for it. It does what it did before.
 * @param guarded whether its `catch`es ask the board first
 */
export function instrument(source: string, costs: Costs, guarded: boolean): string {
  const tokens: Token[] = [];
  const program = parse(source, {
    ecmaVersion: 'latest',
    onToken: tokens,
    preserveParens: true,
  });
  const lexing = new Lexing(tokens, source, costs);
  const insertions = new Insertions(source);
  const getters = gettersOf(program);
  const hasGetters = getters.size > 0 || source.includes('defineProp');
  const charges = new Charges(insertions, source, lexing, hasGetters);
  // Asked for first, so that they come before whatever a statement begins with.
  if (guarded) for (const { at, text } of catchGuards(program)) insertions.before(at, text);
  const declared: Scope = { names: program.body.flatMap((node) => namesOf(node, charges)) };
  /** Functions are priced once all is known that they can see. */
  const waiting: (() => void)[] = [];

  const expressions = new Expressions({
    costs,
    lexing,
    charges,
    body: (fn, made) => {
      waiting.push(() => {
        priceBody(fn, made);
      });
    },
  });
  const statements = new Statements(expressions, insertions);

  const priceBody = (fn: AnyFunction, made: Scopes): void => {
    const { body, params } = fn;
    const names: Scope = { names: params.map((param) => charges.text(param)) };
    const scopes = made.over(declared).with(names);
    const asked = getters.has(fn) ? costs.getter : 0;
    const entry = asked + entryCost(fn, made.depth, costs) + lexing.cost(body.start, body.end);
    if (body.type !== 'BlockStatement') {
      charges.pay(body, () => entry + expressions.price(body, scopes));
      return;
    }
    const [first] = body.body;
    if (first?.type === 'ReturnStatement') {
      // It is kept, and run, as an expression: what comes behind is never read.
      const charge = insertions.before(body.start + 1);
      const value = first.argument ? expressions.price(first.argument, scopes) : 0;
      charge.text = `${chargeText(entry - lexing.cost(first.end, body.end) + value)};`;
      return;
    }
    // What is returned is a variable among the others.
    names.names.push('return');
    const place = { scopes, names, block: null, functionEnd: body.end, loopEnd: body.end };
    const block = body.body.length > 0 ? costs.entryBlock : 0;
    statements.list(body.body, body.start + 1, place, entry + block);
  };

  const names: Scope = { names: [] };
  const place = {
    scopes: new Scopes(costs, names),
    ...{ names, block: null, functionEnd: program.end, loopEnd: program.end },
  };
  statements.list(program.body, 0, place, lexing.cost(0, program.end));
  for (let next = waiting.shift(); next; next = waiting.shift()) next();
  return insertions.toString();
}

/** What a call takes before the function's own text is run. */
function entryCost({ body, params }: AnyFunction, captured: number, costs: Costs): number {
  const isEmpty = body.type === 'BlockStatement' && body.body.length === 0;
  return (
    costs.entry +
    (isEmpty ? 0 : costs.entryCode) +
    costs.entryParameter * params.length +
    (captured > 0 ? costs.entryScope : 0) +
    (captured > 1 ? costs.entryScopes * captured : 0)
  );
}

/** The functions that run where a member is read. */
function gettersOf(program: Program): ReadonlySet<unknown> {
  const getters = new Set<unknown>();
  const note = ({ kind, value }: { kind: string; value: AnyNode }): void => {
    if (kind === 'get') getters.add(value);
  };
  simple(program, { Property: note, MethodDefinition: note });
  return getters;
}
