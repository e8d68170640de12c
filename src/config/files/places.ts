import { getNodePath, type Node, parseTree } from 'jsonc-parser';
import { oneLine } from '../../printable.ts';

/** The text of a configuration file, by the name that a user knows it by. */
export interface Source {
  readonly name: string;
  readonly text: string;
}

/** `wifi.ssid`, `pins[2]`: the way a person would point at it. */
export function dotted(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    // A line break in a name must not break the sentence in two.
    const name = oneLine(String(part));
    return text === '' ? name : `${text}.${name}`;
  }, '');
}

/**
 * Finds what a sentence is about: each begins with its key in quotes, as in `"pins[2]" can't be 6`.
 * @param sources in the order that they were merged: the last one that has the key is the one that counts
 * @returns its file and line, or those of the part of it that is there, or undefined when nothing of it is
 */
export function placeOf(sentence: string, sources: readonly Source[]): string | undefined {
  let best = { key: '', place: undefined as string | undefined };
  for (const { name, text } of [...sources].reverse()) {
    for (const node of nodesIn(parseTree(text))) {
      const key = dotted(getNodePath(node));
      if (key.length > best.key.length && isAbout(sentence, key)) {
        best = { key, place: `${name}, line ${text.slice(0, node.offset).split('\n').length}` };
      }
    }
  }
  return best.place;
}

/** Each before what is in it, and a key before its value. */
function nodesIn(node: Node | undefined): Node[] {
  return node === undefined ? [] : [node, ...(node.children ?? []).flatMap(nodesIn)];
}

/** Whether it is about this key or something in it. */
function isAbout(sentence: string, key: string): boolean {
  return sentence.startsWith(`"${key}`) && /^[".[]/.test(sentence.slice(key.length + 1));
}
