import { writeFileSync } from 'node:fs';
import { format } from '../bench/report/table.ts';
import { EXPLAINED, type Explained } from './survivors.ts';

/** Where the result of all files stands. */
const RESULT = 'docs/mutations.md';

/** What became of the mutants of a folder. */
export interface Count {
  readonly folder: string;
  readonly made: number;
  readonly live: number;
}

const ABOUT = `
# Mutations

\`npm run mutation\` breaks the code in every small way, one way at a time: a \`<\` becomes a \`<=\`, a condition is always true, a block is
empty. For each, a test must fail. What is broken is what decides about a deploy and who may ask for one
([rooms.ts](../test/mutation/rooms.ts)). This page is what the command wrote when it was last run over all of it.
`;

/** Counts by folder the files that mutants are in: of all, and of those that live. */
export function countsOf(made: readonly string[], live: readonly string[]): Count[] {
  const folderOf = (file: string): string => file.slice(0, file.lastIndexOf('/'));
  const countIn = (folder: string, files: readonly string[]): number =>
    files.filter((file) => folderOf(file) === folder).length;
  return [...new Set(made.map(folderOf))].map((folder) => ({
    folder,
    made: countIn(folder, made),
    live: countIn(folder, live),
  }));
}

export async function writeResult(counts: readonly Count[]): Promise<void> {
  const rows = counts.map(({ folder, made, live }) => `| ${folder} | ${made} | ${made - live} | ${live} |`);
  const table = ['| folder | breaks | noticed | not |', '| --- | --- | --- | --- |', ...rows].join('\n');
  const lists = counts.filter(({ live }) => live > 0).map(({ folder }) => listOf(folder));
  writeFileSync(
    RESULT,
    await format([ABOUT, table, '## Why no test can notice the others', ...lists].join('\n\n')),
  );
}

function listOf(folder: string): string {
  const entries = EXPLAINED.filter(({ file }) => file.startsWith(`${folder}/`)).map(entryOf);
  return [`### ${folder}`, ...entries].join('\n\n');
}

function entryOf({ file, from, to, why }: Explained): string {
  const lines = (sign: string, text: string): string =>
    text
      .split('\n')
      .map((line) => `${sign} ${line}`)
      .join('\n');
  return `${file.slice(file.lastIndexOf('/') + 1)}: ${why}\n\n\`\`\`diff\n${lines('-', from)}\n${lines('+', to)}\n\`\`\``;
}
