/**
 * Text that comes from outside (a board, a relay, a chat, a file, the system) is shown, never obeyed: whatever a terminal
 * would act upon appears as `\x1b`. All of it takes time in proportion to the text.
 */

/**
 * Controls in seven and in eight bits, which begin every sequence that a terminal knows, and what turns the direction of
 * writing or begins a line.
 */
const OBEYED = /[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/gu;

/** @returns a text of several lines as it can be shown: line feeds and tabs stay */
export function printable(text: string): string {
  return text.replace(OBEYED, (character) => (/[\n\t]/.test(character) ? character : escaped(character)));
}

/** @returns a text that can be part of a line: a line feed in it would begin one that looks like ours */
export function oneLine(text: string, mostCharacters = Infinity): string {
  const line = text.replace(OBEYED, escaped);
  return line.length <= mostCharacters ? line : `${line.slice(0, mostCharacters - 1)}…`;
}

/** @returns lines of JSON as they can be shown, still the same JSON */
export function printableJson(lines: string): string {
  return lines.replace(OBEYED, (character) => (character === '\n' ? character : `\\u${hex(character, 4)}`));
}

function escaped(character: string): string {
  return character <= '\u00ff' ? `\\x${hex(character, 2)}` : `\\u${hex(character, 4)}`;
}

function hex(character: string, digits: number): string {
  return character.charCodeAt(0).toString(16).padStart(digits, '0');
}
