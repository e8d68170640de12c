import type * as acorn from 'acorn';
import { base, simple } from 'acorn-walk';
import { Branches } from './branches.ts';
import { type Charges, chargeText } from './charges.ts';
import type { Expressions } from './expressions.ts';
import { classCost, functionCost } from './functions.ts';
import type { Insertions } from './insertions.ts';
import { Loops } from './loops.ts';
import type { Scope, Scopes } from './scopes.ts';
import { sum } from './sum.ts';

/** Where a statement stands. */
export interface Place {
  readonly scopes: Scopes;
  /** The names of the function around it, or of the program. */
  readonly names: Scope;
  /** Where `let` and `const` go to: to a block's own list, made when first needed, or, if null, to the function's. */
  readonly block: { scope?: Scope } | null;
  /** How far a `return` goes, and a `break` or `continue`: the text until there is got over. */
  readonly functionEnd: number;
  readonly loopEnd: number;
}

/** What the interpreter takes to run statements: a list of them pays when it begins, as far as it surely gets. */
export class Statements {
  readonly expressions: Expressions;
  readonly #insertions: Insertions;
  readonly #branches = new Branches(this);
  readonly #loops = new Loops(this);

  constructor(expressions: Expressions, insertions: Insertions) {
    this.expressions = expressions;
    this.#insertions = insertions;
  }

  /** Puts the charges of a list in, with what comes on top of its beginning. */
  list(body: readonly acorn.AnyNode[], at: number, place: Place, extra = 0): void {
    let here: Place = place;
    let charge = this.#insertions.before(body.find((node) => !isDirective(node))?.start ?? at);
    let lead = '';
    let cost = extra;
    for (const node of body) {
      // Asked for first, so that it comes behind all that belongs to the statement.
      const behind = mayEnd(node) ? this.#insertions.after(node.end) : null;
      cost += this.one(node, here, (next) => (here = next));
      if (behind === null) continue;
      charge.text = `${lead}${chargeText(cost)};`;
      charge = behind;
      lead = ';';
      cost = 0;
    }
    charge.text = `${lead}${chargeText(cost)};`;
  }

  /** What stands where a block could: it pays for itself. */
  branch(node: acorn.AnyNode, place: Place, extra: number): void {
    if (node.type === 'BlockStatement') {
      const { block } = this.expressions.parts.costs;
      this.list(node.body, node.start + 1, { ...place, block: {} }, block + extra);
      return;
    }
    this.#insertions.before(node.start, '{');
    const charge = this.#insertions.before(node.start);
    this.#insertions.after(node.end, '}');
    charge.text = `${chargeText(this.one(node, place) + extra)};`;
  }

  /** @param changed told the place as it is after this statement */
  one(node: acorn.AnyNode, place: Place, changed: (place: Place) => void = () => undefined): number {
    const { costs } = this.expressions.parts;
    return costs.statement + this.#price(node, place, changed);
  }

  #price(node: acorn.AnyNode, place: Place, changed: (place: Place) => void): number {
    const { parts } = this.expressions;
    const { costs, lexing } = parts;
    const { scopes, names } = place;
    switch (node.type) {
      case 'ExpressionStatement':
        return this.expressions.price(node.expression, scopes);
      case 'VariableDeclaration':
        return this.variables(node, place, changed);
      case 'FunctionDeclaration':
      case 'ClassDeclaration': {
        const steps = sum(namesOf(node, parts.charges), (name) => declare(name, names, costs.functionStep));
        const added = costs.functionStatement + steps;
        if (node.type === 'ClassDeclaration') return added + classCost(node, scopes, parts);
        return added + functionCost(node, scopes, parts);
      }
      case 'BlockStatement':
        this.list(node.body, node.start + 1, { ...place, block: {} });
        return costs.block;
      case 'IfStatement':
        return this.#branches.if(node, place);
      case 'SwitchStatement':
        return this.#branches.switch(node, place);
      case 'TryStatement':
        return this.#branches.try(node, place);
      case 'ReturnStatement': {
        const value = node.argument ? this.expressions.price(node.argument, scopes) : 0;
        return costs.returned + value + costs.skipped * lexing.count(node.end, place.functionEnd);
      }
      case 'BreakStatement':
      case 'ContinueStatement':
        return costs.broken + costs.skipped * lexing.count(node.end, place.loopEnd);
      case 'ThrowStatement':
        return costs.thrown + this.expressions.price(node.argument, scopes);
      default:
        return this.#loops.price(node, place);
    }
  }

  variables(node: acorn.VariableDeclaration, place: Place, changed: (place: Place) => void): number {
    const { costs, charges } = this.expressions.parts;
    let here = place;
    let cost = 0;
    for (const { id, init } of node.declarations) {
      let scope = here.names;
      if (node.kind !== 'var' && here.block) {
        scope = here.block.scope ?? { names: [] };
        if (!here.block.scope) {
          here.block.scope = scope;
          here = { ...here, scopes: here.scopes.with(scope) };
          cost += costs.blockScope;
        }
      }
      cost += costs.variable + declare(charges.text(id), scope, costs.step);
      if (node.kind === 'const') cost += costs.constVariable;
      if (init) cost += costs.initialised + this.expressions.price(init, here.scopes);
    }
    changed(here);
    return cost;
  }
}

/** The names that a statement adds to a list. */
export function namesOf(node: acorn.AnyNode, charges: Charges): string[] {
  if (node.type === 'VariableDeclaration') return node.declarations.map(({ id }) => charges.text(id));
  const { id } = node as Partial<acorn.FunctionDeclaration | acorn.ClassDeclaration>;
  return id ? [charges.text(id)] : [];
}

/** Adds a name to a list. @param step instructions for each that is there already */
function declare(name: string, { names }: Scope, step: number): number {
  const at = names.indexOf(name);
  if (at < 0) names.push(name);
  return step * (at < 0 ? names.length : at + 1);
}

function isDirective(node: acorn.AnyNode): boolean {
  return 'directive' in node;
}

/** Whether what comes after a statement may never be run. */
function mayEnd(node: acorn.AnyNode): boolean {
  let may = false;
  const found = (): void => {
    may = true;
  };
  const visitors = {
    ReturnStatement: found,
    BreakStatement: found,
    ContinueStatement: found,
    ThrowStatement: found,
  };
  simple(node, visitors, { ...base, Function: () => undefined });
  return may;
}
