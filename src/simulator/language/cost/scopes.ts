import type { Costs } from './costs.ts';

/** A list of names as the interpreter keeps it: in the order in which they came, and looked through from its beginning. */
export interface Scope {
  readonly names: string[];
}

/** The lists of names that a place of the program sees, as far as they can be known before it runs. */
export class Scopes {
  readonly #costs: Costs;
  readonly #root: Scope;
  /** The innermost first. */
  readonly #inner: readonly Scope[];

  constructor(costs: Costs, root: Scope, inner: readonly Scope[] = []) {
    this.#costs = costs;
    this.#root = root;
    this.#inner = inner;
  }

  /** The same, and within it another list. */
  with(scope: Scope): Scopes {
    return new Scopes(this.#costs, this.#root, [scope, ...this.#inner]);
  }

  /** The same over another list of globals: when a function runs there are more of them than when it was made. */
  over(root: Scope): Scopes {
    return new Scopes(this.#costs, root, this.#inner);
  }

  /** How many lists a function made here carries along. */
  get depth(): number {
    return this.#inner.length;
  }

  /** Whether the program has a variable of this name in sight. */
  has(name: string): boolean {
    return [this.#root, ...this.#inner].some(({ names }) => names.includes(name));
  }

  /** Instructions to find a name: list by list from the innermost, then among what is built in. */
  lookUp(name: string): number {
    const { scope, step, builtIn } = this.#costs;
    let cost = longName(name, this.#costs);
    for (const { names } of this.#inner) {
      const at = names.indexOf(name);
      if (at >= 0) return cost + scope + step * (at + 1);
      cost += scope + step * names.length;
    }
    const at = this.#root.names.indexOf(name);
    if (at >= 0) return cost + step * (at + 1);
    return cost + step * this.#root.names.length + builtIn;
  }
}

/** The first four characters of a name are compared at once, and a longer one then character by character. */
export function longName(name: string, costs: Costs): number {
  return name.length > 4 ? costs.longName * name.length : 0;
}
