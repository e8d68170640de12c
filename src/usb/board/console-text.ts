/** Codes that Espruino sends to redraw its prompt. */
// eslint-disable-next-line no-control-regex
const ESCAPES = /\x1b\[[\d;?]*[A-Za-z]/g;

/**
 * A line of a stack trace, as Espruino words it from 2v27 on and as it did before: the code itself is quoted in the line
 * that follows.
 */
const TRACE_LINE = /\bat .*:\d+:\d+\)?\s*$|\bline \d+ col \d+( in \S+)?\s*$/;

/**
 * Takes the lines of code out of the stack traces on the board's console, because the script holds the Wi-Fi password.
 * @returns a filter for the console's text, which may come in pieces of any size; what it lets through comes at once
 */
export function hideCode(): (text: string) => string {
  let line = '';
  let hiding = false;
  return (text) => {
    let shown = '';
    for (const character of text) {
      if (!hiding || character === '\n') shown += character;
      if (character === '\n') {
        hiding = TRACE_LINE.test(line.replace(ESCAPES, ''));
        if (hiding) shown += '    (code not shown)';
        line = '';
      } else line = (line + character).slice(-200);
    }
    return shown;
  };
}

/** @returns a function that takes the console's text in pieces and calls `onLine` with each line, without prompt and codes */
export function consoleLines(onLine: (line: string) => void): (text: string) => void {
  const visible = hideCode();
  let rest = '';
  return (text) => {
    const lines = (rest + visible(text)).split('\n');
    rest = (lines.pop() ?? '').slice(-1000);
    for (const line of lines) {
      const shown = plain(line);
      if (shown !== '') onLine(shown);
    }
  };
}

/** The text of a line as it would stand on a screen: what follows the last carriage return, less a prompt. */
function plain(line: string): string {
  const drawn = line.replace(ESCAPES, '').replace(/\r+$/, '');
  return drawn
    .slice(drawn.lastIndexOf('\r') + 1)
    .replace(/^>/, '')
    .trimEnd();
}
