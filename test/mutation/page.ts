import { writeFileSync } from 'node:fs';
import { dirname } from 'node:path/posix';
import { format } from '../bench/report/table.ts';
import { readResults, type Count } from './results.ts';
import { allCode } from './rooms.ts';
import { EXPLAINED, type Explained } from './survivors.ts';

export const PAGE = 'docs/mutations.md';

const ABOUT = `
# Mutations

\`npm run mutation\` breaks the code in every small way, one way at a time: a \`<\` becomes a \`<=\`, a condition is always true, a block is
empty. For each, a test must fail. It writes this page from what was found of each room when that was last run
([results.json](../test/mutation/results.json)); a room whose code or tests have changed since is run anew when the command is next called.
`;

/** @returns the page of what is kept, not yet as Prettier has it */
export function mutationsPage(): string {
  const counts = Object.values(readResults()).flatMap(({ files }) => Object.entries(files));
  const tried = new Set(counts.map(([file]) => file));
  const folders = [...new Set([...tried].map((file) => dirname(file)))].sort();
  const explained = EXPLAINED.filter(({ file }) => tried.has(file));
  const left = untried('src', allCode(), tried).map((line) => `- ${line}`);
  return [
    ABOUT,
    tableOf(folders, counts),
    ...(left.length > 0 ? ['## Not tried yet', left.join('\n')] : []),
    '## Why no test can notice the others',
    ...folders.flatMap((folder) => listOf(folder, explained)),
  ].join('\n\n');
}

export async function writePage(): Promise<void> {
  writeFileSync(PAGE, await format(mutationsPage()));
}

function tableOf(folders: readonly string[], counts: readonly (readonly [string, Count])[]): string {
  const rows = folders.map((folder) => {
    const inside = counts.filter(([file]) => dirname(file) === folder);
    const made = inside.reduce((sum, [, count]) => sum + count.made, 0);
    const live = inside.reduce((sum, [, count]) => sum + count.live, 0);
    return `| ${folder} | ${made} | ${made - live} | ${live} |`;
  });
  return ['| folder | breaks | noticed | not |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

/** @returns the folders that no room with a result looks into, and the files that are left out in the others */
function untried(folder: string, files: readonly string[], tried: ReadonlySet<string>): string[] {
  const inside = files.filter((file) => file.startsWith(`${folder}/`));
  if (!inside.some((file) => tried.has(file))) return [`${folder}: all of it`];
  const names = inside.map((file) => file.slice(folder.length + 1));
  const left = names.filter((name) => !name.includes('/') && !tried.has(`${folder}/${name}`));
  const folders = new Set(
    names.filter((name) => name.includes('/')).map((name) => name.split('/', 1).join()),
  );
  return [
    ...(left.length > 0 ? [`${folder}: ${left.join(', ')}`] : []),
    ...[...folders].flatMap((name) => untried(`${folder}/${name}`, inside, tried)),
  ];
}

function listOf(folder: string, explained: readonly Explained[]): string[] {
  const entries = explained.filter(({ file }) => dirname(file) === folder).map(entryOf);
  return entries.length === 0 ? [] : [`### ${folder}`, ...entries];
}

function entryOf({ file, from, to, why }: Explained): string {
  const lines = (sign: string, text: string): string =>
    text
      .split('\n')
      .map((line) => `${sign} ${line}`)
      .join('\n');
  return `${file.slice(file.lastIndexOf('/') + 1)}: ${why}\n\n\`\`\`diff\n${lines('-', from)}\n${lines('+', to)}\n\`\`\``;
}
