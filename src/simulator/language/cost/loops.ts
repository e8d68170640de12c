import type * as acorn from 'acorn';
import { idleCost } from './idle.ts';
import type { Place, Statements } from './statements.ts';

/**
 * Loops: the interpreter goes back in the text, so each turn is read anew. The function around a loop has paid for its text
 * once, which is the first turn's.
 */
export class Loops {
  readonly #statements: Statements;

  constructor(statements: Statements) {
    this.#statements = statements;
  }

  price(node: acorn.AnyNode, place: Place): number {
    switch (node.type) {
      case 'ForStatement':
        return this.#for(node, place);
      case 'ForInStatement':
      case 'ForOfStatement':
        return this.#forEach(node, place);
      case 'WhileStatement':
      case 'DoWhileStatement':
        return this.#while(node, place);
      default:
        return 0;
    }
  }

  #for({ init, test, update, body }: acorn.ForStatement, place: Place): number {
    const { expressions } = this.#statements;
    const { costs, lexing, charges } = expressions.parts;
    let here: Place = { ...place, block: {}, loopEnd: body.end };
    let cost = costs.forLoop;
    if (init?.type === 'VariableDeclaration') {
      cost += costs.statement + this.#statements.variables(init, here, (next) => (here = next));
    } else if (init) cost += costs.statement + expressions.price(init, here.scopes);
    if (test) cost -= this.#payTest(test, here);
    if (update) {
      cost += idleCost(update, expressions.parts);
      const text = lexing.cost(update.start, update.end);
      charges.pay(update, () => text + expressions.price(update, here.scopes));
    }
    return cost - this.#payBody(body, here, 0);
  }

  #while({ test, body }: acorn.WhileStatement | acorn.DoWhileStatement, place: Place): number {
    const here = { ...place, loopEnd: body.end };
    return (
      this.#statements.expressions.parts.costs.whileLoop -
      this.#payTest(test, here) -
      this.#payBody(body, here, 0)
    );
  }

  /** It is got over once, to see where it ends. */
  #forEach(node: acorn.ForInStatement | acorn.ForOfStatement, place: Place): number {
    const { expressions } = this.#statements;
    const { costs } = expressions.parts;
    const { left, right, body } = node;
    let here: Place = { ...place, block: {}, loopEnd: body.end };
    let cost = node.type === 'ForInStatement' ? costs.forInLoop : 0;
    if (left.type === 'VariableDeclaration') {
      cost += costs.statement + this.#statements.variables(left, here, (next) => (here = next));
    }
    cost += expressions.price(right, here.scopes) + idleCost(body, expressions.parts);
    this.#payBody(body, here, node.type === 'ForInStatement' ? costs.forInTurn : costs.forEachTurn);
    return cost;
  }

  /** Has a condition pay each time. @returns what it takes to read it and to go back */
  #payTest(test: acorn.AnyNode, place: Place): number {
    const { expressions } = this.#statements;
    const { costs, lexing, charges } = expressions.parts;
    const text = lexing.cost(test.start, test.end) + costs.loopTurn;
    charges.pay(test, () => text + expressions.price(test, place.scopes));
    return text;
  }

  /** Has a body pay each time. @returns what it takes to read it */
  #payBody(body: acorn.AnyNode, place: Place, turn: number): number {
    const text = this.#statements.expressions.parts.lexing.cost(body.start, body.end);
    this.#statements.branch(body, place, text + turn);
    return text;
  }
}
