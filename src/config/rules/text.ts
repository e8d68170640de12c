/**
 * @param minBytes in UTF-8, as is `maxBytes`
 * @returns why the board can't take a text as it stands, with the mend, or undefined when it can
 */
export function textFault(text: string, minBytes: number, maxBytes: number): string | undefined {
  if (/\p{Surrogate}/u.test(text)) return 'holds half a character (an unpaired surrogate). Type it anew';
  if (/\p{Cc}/u.test(text)) return 'holds a control character, such as a NUL or a line break. Remove it';
  const bytes = Buffer.byteLength(text, 'utf8');
  if (bytes >= minBytes && bytes <= maxBytes) return undefined;
  return `must be ${minBytes} to ${maxBytes} bytes of UTF-8: the board cuts off or refuses anything else`;
}
