import { readFileSync, writeFileSync } from 'node:fs';
import prettier from 'prettier';
import type { Row } from './section.ts';

/** What stands before and after the table. */
export const TABLE_START = '<!-- benchmarks: npm run bench -->';
export const TABLE_END = '<!-- end of benchmarks -->';

/** Where it stands. */
export const REPORT = 'docs/benchmarks.md';

/** @returns the table as Markdown, between its markers, as Prettier has it */
export async function drawTable(rows: readonly Row[]): Promise<string> {
  const lines = [
    '| figure | direct | with relay | to reach |',
    '| --- | --- | --- | --- |',
    ...rows.map(
      ({ figure, direct = '', relay = '', target = '' }) =>
        `| ${[figure, direct, relay, target].join(' | ')} |`,
    ),
  ];
  return `${TABLE_START}\n\n${await format(lines.join('\n'))}\n${TABLE_END}`;
}

/**
 * @returns what stands between the markers, and they
 * @throws Error when they are not there
 */
export function tableIn(text: string): string {
  const start = text.indexOf(TABLE_START);
  const end = text.indexOf(TABLE_END);
  if (start < 0 || end < start) throw new Error(`"${TABLE_START}" and "${TABLE_END}" are missing.`);
  return text.slice(start, end + TABLE_END.length);
}

/** Puts a table into the report in place of the one that is there. */
export function replaceTable(table: string): void {
  const text = readFileSync(REPORT, 'utf8');
  writeFileSync(
    REPORT,
    text.replace(tableIn(text), () => table),
  );
}

/** @returns the rows of a table that was drawn */
export function rowsIn(table: string): Row[] {
  return table.split('\n').flatMap((line) => {
    const [, figure = '', direct, relay, target] = line.split('|').map((cell) => cell.trim());
    const isRow = target !== undefined && figure !== 'figure' && !figure.startsWith('---');
    return isRow && direct !== undefined && relay !== undefined ? [{ figure, direct, relay, target }] : [];
  });
}

export async function format(markdown: string): Promise<string> {
  const { printWidth } = (await prettier.resolveConfig(REPORT)) ?? {};
  return prettier.format(markdown, { parser: 'markdown', ...(printWidth && { printWidth }) });
}
