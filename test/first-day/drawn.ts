/** An order of the language that terminals are driven by (ECMA-48), or a character. */
const PIECE = new RegExp(`${String.fromCharCode(27)}\\[\\??([\\d;]*)([A-Za-z])|[^]`, 'gu');

/** What a terminal of any height shows of a text, as its lines: as much of that language as the commands use. */
export function drawn(text: string): string[] {
  const rows: string[] = [];
  let [row, column] = [0, 0];
  for (const [piece, number = '', order = ''] of text.matchAll(PIECE)) {
    const count = Number(number) || 1;
    const line = (rows[row] ?? '').padEnd(column);
    if (order === 'A') row = Math.max(0, row - count);
    else if (order === 'B') row += count;
    else if (order === 'C') column += count;
    else if (order === 'D') column = Math.max(0, column - count);
    else if (order === 'G') column = count - 1;
    else if (order === 'K' || order === 'J') {
      rows[row] = line.slice(0, column);
      if (order === 'J') rows.length = row + 1;
    } else if (piece === '\r') column = 0;
    else if (piece === '\n') row += 1;
    else if (order === '' && piece >= ' ') {
      rows[row] = line.slice(0, column) + piece + line.slice(column + 1);
      column += 1;
    }
  }
  return Array.from({ length: rows.length }, (_, at) => (rows[at] ?? '').trimEnd());
}
