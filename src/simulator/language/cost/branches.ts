import type * as acorn from 'acorn';
import { idleCost } from './idle.ts';
import type { Place, Statements } from './statements.ts';
import { sum } from './sum.ts';

/**
 * Statements with parts that the program may not get to: each such part is got over, which takes its idle cost, and pays the
 * rest when it is run.
 */
export class Branches {
  readonly #statements: Statements;

  constructor(statements: Statements) {
    this.#statements = statements;
  }

  if({ test, consequent, alternate }: acorn.IfStatement, place: Place): number {
    const { expressions } = this.#statements;
    const { parts } = expressions;
    let cost = parts.costs.ifTrue + expressions.price(test, place.scopes);
    for (const branch of alternate ? [consequent, alternate] : [consequent]) {
      const idle = idleCost(branch, parts);
      cost += idle;
      this.#statements.branch(branch, place, -idle);
    }
    return cost;
  }

  /** All tests of the cases are run, also of those after the one that fits. */
  switch(node: acorn.SwitchStatement, place: Place): number {
    const { expressions } = this.#statements;
    const { parts } = expressions;
    let cost = parts.costs.switched + expressions.price(node.discriminant, place.scopes);
    for (const { test, consequent, end } of node.cases) {
      if (test) cost += parts.costs.cased + expressions.price(test, place.scopes);
      const idle = sum(consequent, (one) => idleCost(one, parts));
      cost += idle;
      const [first] = consequent;
      if (first) this.#statements.list(consequent, first.start, { ...place, loopEnd: end }, -idle);
    }
    return cost;
  }

  try({ block, handler, finalizer }: acorn.TryStatement, place: Place): number {
    const { expressions } = this.#statements;
    const { parts } = expressions;
    const { costs } = parts;
    this.#statements.branch(block, place, 0);
    if (finalizer) this.#statements.branch(finalizer, place, 0);
    if (!handler) return costs.tried;
    const idle = idleCost(handler.body, parts);
    const { param } = handler;
    const scopes = place.scopes.with({ names: param?.type === 'Identifier' ? [param.name] : [] });
    this.#statements.branch(handler.body, { ...place, scopes }, costs.caught - costs.block - idle);
    return costs.tried + idle;
  }
}
