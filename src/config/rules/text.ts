/**
 * @param minBytes in UTF-8, as is `maxBytes`
 * @returns why the board can't take a text as it stands, with the mend, or undefined when it can
 */
export function textFault(text: string, minBytes: number, maxBytes: number): string | undefined {
  if (/\p{Surrogate}/u.test(text)) return 'holds half a character (an unpaired surrogate). Type it anew';
  if (/\p{Cc}/u.test(text)) return 'holds a control character, such as a NUL or a line break. Remove it';
  const bytes = Buffer.byteLength(text);
  if (bytes >= minBytes && bytes <= maxBytes) return undefined;
  return `must be ${minBytes} to ${maxBytes} bytes of UTF-8: the board cuts off or refuses anything else`;
}

/** @returns what a blank at an end of a text means, which few people want and nobody sees, or undefined where there is none */
export function blankEndWarning(text: string): string | undefined {
  if (text === text.trim()) return undefined;
  const end = text === text.trimEnd() ? 'begins' : 'ends';
  return `${end} with a blank, which the board takes for a part of it. Remove it, unless the network has it too.`;
}

/** @returns what is wrong with a network's name, or undefined when the board can look for it */
export function ssidFault(text: string): string | undefined {
  return textFault(text, 1, 31);
}

/** @returns what is wrong with a WPA password, or undefined when the board can use it */
export function passwordFault(text: string): string | undefined {
  return text === '' ? 'is empty. Leave it out for an open network' : textFault(text, 8, 63);
}
