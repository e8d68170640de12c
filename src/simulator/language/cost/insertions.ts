/** Text that goes into a program at a place: its length is known only when all of the program has been read. */
export interface Insertion {
  text: string;
}

/** Puts text into a source: around a piece, the outer piece's is outside of the inner one's. */
export class Insertions {
  readonly #source: string;
  readonly #before = new Map<number, Insertion[]>();
  readonly #after = new Map<number, Insertion[]>();
  readonly #replaced = new Map<number, number>();

  constructor(source: string) {
    this.#source = source;
  }

  /** For what begins at a place: those that were asked for first come first. */
  before(at: number, text = ''): Insertion {
    const made = { text };
    listAt(this.#before, at).push(made);
    return made;
  }

  /** For what ends at a place: those that were asked for first come last. */
  after(at: number, text = ''): Insertion {
    const made = { text };
    listAt(this.#after, at).unshift(made);
    return made;
  }

  /** Puts other text in the place of what stands between two operands. */
  replace(from: number, to: number, text: string): void {
    this.#replaced.set(from, to);
    listAt(this.#after, from).push({ text });
  }

  toString(): string {
    const places = [...new Set([...this.#before.keys(), ...this.#after.keys()])].sort((a, b) => a - b);
    let text = '';
    let from = 0;
    for (const at of places) {
      text += this.#source.slice(from, at);
      for (const { text: more } of [...(this.#after.get(at) ?? []), ...(this.#before.get(at) ?? [])]) {
        // As in `return'a'!==b`.
        text += ` ${more}`;
      }
      from = this.#replaced.get(at) ?? at;
    }
    return text + this.#source.slice(from);
  }
}

function listAt(lists: Map<number, Insertion[]>, at: number): Insertion[] {
  const list = lists.get(at) ?? [];
  lists.set(at, list);
  return list;
}
