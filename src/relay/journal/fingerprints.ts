import { createHash } from 'node:crypto';

const SLOTS = 1 << 16;
/** Fuller than this a table is slow to search. */
const MOST = (SLOTS * 3) / 4;

/**
 * Texts, as good as remembered in some 5 bytes each: of one that was added it always says so, of one in a few thousand
 * others too.
 */
export class Fingerprints {
  readonly #tables: Uint32Array[] = [];
  /** Of the latest table. */
  #used = 0;

  add(text: string): void {
    let table = this.#tables.at(-1);
    if (table === undefined || this.#used === MOST) {
      table = new Uint32Array(SLOTS);
      this.#tables.push(table);
      this.#used = 0;
    }
    const { print, slot } = marksOf(text);
    table[free(table, print, slot)] = print;
    this.#used += 1;
  }

  mayHave(text: string): boolean {
    const { print, slot } = marksOf(text);
    return this.#tables.some((table) => table[free(table, print, slot)] === print);
  }
}

/** @returns where a print is, or would go */
function free(table: Uint32Array, print: number, slot: number): number {
  let place = slot;
  while (table[place] !== 0 && table[place] !== print) place = (place + 1) % SLOTS;
  return place;
}

function marksOf(text: string): { print: number; slot: number } {
  const hash = createHash('sha1').update(text).digest();
  return { print: hash.readUInt32LE(0) || 1, slot: hash.readUInt32LE(4) % SLOTS };
}
