import type { Explained } from '../survivors.ts';

export const CONFIG: readonly Explained[] = [
  {
    file: 'src/config/files/places.ts',
    from: 'return node === undefined ? [] : [node, ...(node.children ?? []).flatMap(nodesIn)];',
    to: 'return node === undefined ? ["Stryker was here"] : [node, ...(node.children ?? []).flatMap(nodesIn)];',
    why: 'What is no node of a file has no key, so no sentence is about it.',
  },
  {
    file: 'src/config/files/exposed.ts',
    from: 'const keys = secretKeys(readJson(file, \'\').json).map((key) => `"${key}"`);',
    to: 'const keys = secretKeys(readJson(file, "Stryker was here!").json).map((key) => `"${key}"`);',
    why: 'It is what to do where a file is missing, and these have been read before.',
  },
];
