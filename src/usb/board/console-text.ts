import { oneLine } from '../../printable.ts';

/** Codes that Espruino sends to redraw its prompt, and others of their kind. */
const ESCAPES = /\p{Cc}\[[\d;?]*[A-Za-z]/gu;

/** How much of a line decides what it is. */
const TOLD_BY = 200;

/** Stands for what is not shown. */
const NOT_SHOWN = '    (code not shown)';

/**
 * Takes the lines of code out of the stack traces on the board's console, because the script holds the Wi-Fi password.
 * @param fromWithin whether the text may begin within a line, or behind one that would have told what it is
 * @returns a filter for the console's text, which may come in pieces of any size; what it lets through comes at once
 */
function hideCode(fromWithin: boolean): (text: string) => string {
  let line = '';
  let begun = fromWithin;
  let hiding = begun;
  return (text) => {
    let shown = '';
    for (let at = 0; ;) {
      const end = text.indexOf('\n', at);
      const part = text.slice(at, end === -1 ? text.length : end);
      if (!hiding) shown += part;
      line = (line + part).slice(-TOLD_BY);
      if (end === -1) break;
      if (begun) shown += NOT_SHOWN;
      const told = line.replace(ESCAPES, '').trimEnd();
      // Of a line that had begun only the end is known.
      hiding = begun ? TRACE_END.test(told) : isTrace(told);
      begun = false;
      shown += hiding ? `\n${NOT_SHOWN}` : '\n';
      line = '';
      at = end + 1;
    }
    return shown;
  };
}

/**
 * A line of a stack trace, as Espruino words it from 2v27 on and as it did before: the code itself is quoted in the line
 * that follows.
 */
function isTrace(line: string): boolean {
  if (/\bat /.test(line) && /:\d+:\d+\)?$/.test(line)) return true;
  return /\bline \d+ col \d+( in \S+)?$/.test(line);
}

/** How such a line may end. */
const TRACE_END = /[\d)]$|\bin \S+$/;

/** A line that is being written: on a terminal, what the user types at the prompt. */
export interface Rest {
  readonly text: string;
  /** How far from its end the board's cursor is. */
  readonly behind: number;
}

/** A board may never end a line. */
const LONGEST_REST = 2000;

/**
 * @param onLine gets each line that is whole, ready to be shown
 * @param onRest gets the line that the board is at, each time it goes on; with it, lines keep the prompt that they began with
 * @param fromWithin as {@link hideCode} has it
 * @returns a function that takes the console's text in pieces of any size, one character a byte
 */
export function consoleLines(
  onLine: (line: string) => void,
  onRest?: (rest: Rest) => void,
  fromWithin = false,
): (text: string) => void {
  const visible = hideCode(fromWithin);
  let rest = '';
  const tell = (raw: string): void => {
    const { before, after } = drawn(raw);
    const line = shown(before + after).trimEnd();
    const unprompted = line.replace(/^>/, '');
    if (unprompted !== '') onLine(onRest ? line : unprompted);
  };
  return (text) => {
    const lines = visible(text).split('\n');
    const last = lines.pop() ?? '';
    for (const line of lines) {
      tell(rest + line);
      rest = '';
    }
    rest += last;
    if (rest.length > LONGEST_REST) {
      tell(rest);
      rest = '';
    }
    if (!onRest) return;
    const { before, after } = drawn(rest);
    const behind = shown(after);
    onRest({ text: shown(before) + behind, behind: behind.length });
  };
}

/** How Espruino takes its prompt away, and what was typed there, before a script's line (its src/jsinteractive.c). */
const ERASE = '\x1b[J';
const UNPROMPT = `\r${ERASE}`;

/**
 * The line as the board means it. Its codes are obeyed in here only, and only those of its prompt: they can change nothing
 * but the prompt's own line.
 * @returns what is before the board's cursor and what is after it
 */
function drawn(line: string): { before: string; after: string } {
  let raw = line.endsWith('\r') ? line.slice(0, -1) : line;
  for (;;) {
    if (raw.startsWith(ERASE)) raw = raw.slice(ERASE.length);
    const isPrompt = raw.startsWith('>') || raw.startsWith(UNPROMPT);
    const end = isPrompt ? raw.indexOf(UNPROMPT) : -1;
    if (end === -1) return isPrompt ? edited(raw) : { before: raw, after: '' };
    raw = raw.slice(end + UNPROMPT.length);
  }
}

/** What Espruino's line editor leaves of a line: it writes over what is there, and moves by these codes. */
function edited(line: string): { before: string; after: string } {
  const cells: string[] = [];
  let at = 0;
  for (const [code] of line.matchAll(/\p{Cc}\[[JCD]|[^]/gu)) {
    if (code === '\b' || code === '\x1b[D') at = Math.max(0, at - 1);
    else if (code === '\x1b[C') at = Math.min(cells.length, at + 1);
    else if (code === '\r') at = 0;
    else if (code === '\x1b[J') cells.length = at;
    else cells[at++] = code;
  }
  return { before: cells.slice(0, at).join(''), after: cells.slice(at).join('') };
}

/** Bytes as text: UTF-8, and what is none as Latin-1. */
const UTF8 = /[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}/g;

function shown(bytes: string): string {
  return oneLine(bytes.replace(UTF8, (character) => Buffer.from(character, 'latin1').toString()));
}
