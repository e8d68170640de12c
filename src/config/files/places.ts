import { type Node, parseTree } from 'jsonc-parser';

/** The text of a configuration file, by the name that a user knows it by. */
export interface Source {
  readonly name: string;
  readonly text: string;
}

/**
 * Finds what a sentence is about: each begins with its key in quotes, as in `"pins[2]" can't be 6`.
 * @param sources in the order that they were merged: the last one that has the key is the one that counts
 * @returns its file and line, or those of the part of it that is there, or undefined when nothing of it is
 */
export function placeOf(sentence: string, sources: readonly Source[]): string | undefined {
  const [, key = ''] = /^"([^"]+)"/.exec(sentence) ?? [];
  let best = { rest: key, place: undefined as string | undefined };
  for (const { name, text } of [...sources].reverse()) {
    const { rest, offset } = descend(parseTree(text), key);
    if (offset !== undefined && rest.length < best.rest.length) {
      best = { rest, place: `${name}, line ${text.slice(0, offset).split('\n').length}` };
    }
  }
  return best.place;
}

/** @returns what is left of the key where the file has no more of it, and where that part of the file begins */
function descend(root: Node | undefined, key: string): { rest: string; offset: number | undefined } {
  let node = root;
  let rest = key;
  let offset: number | undefined;
  for (;;) {
    const [next, taken] = stepInto(node, rest);
    if (next === undefined) return { rest, offset };
    node = next;
    offset = next.parent?.type === 'property' ? next.parent.offset : next.offset;
    rest = rest.slice(taken).replace(/^\./, '');
  }
}

/** A name may hold dots itself, so the file says where it ends. */
function stepInto(node: Node | undefined, key: string): [next: Node | undefined, taken: number] {
  const [index, digits = ''] = /^\[(\d+)\]/.exec(key) ?? [];
  if (node?.type === 'array' && index !== undefined) return [node.children?.[Number(digits)], index.length];
  if (node?.type !== 'object') return [undefined, 0];
  for (const { children: [name, value] = [] } of node.children ?? []) {
    const shown = JSON.stringify(String(name?.value)).slice(1, -1);
    const after = key.slice(shown.length);
    if (key.startsWith(shown) && /^$|^[.[]/.test(after)) return [value, shown.length];
  }
  return [undefined, 0];
}
