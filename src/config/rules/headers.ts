/** Header fields that the firmware sends itself. */
const OWN_HEADERS = ['host', 'connection', 'content-length', 'transfer-encoding'];

/**
 * Header fields that ask the server for what the board's HTTP client can't do: it takes `100 Continue` for the final answer
 * (Espruino's libs/network/http), closes after each answer, and reads no trailers.
 */
const HARMFUL_HEADERS = ['expect', 'upgrade', 'te', 'trailer', 'keep-alive'];

const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const FIELD_VALUE = /^[\x20-\x7e]*$/;

/** @returns what is wrong with a header field, never quoting its value, or undefined when it is right */
export function headerFault(name: string, value: string): string | undefined {
  if (!TOKEN.test(name)) return 'is not a header name. Use letters, digits and hyphens';
  if (OWN_HEADERS.includes(name.toLowerCase())) return 'is set by the board itself. Remove it';
  if (HARMFUL_HEADERS.includes(name.toLowerCase()))
    return "asks for what the board's HTTP client cannot do. Remove it";
  if (value.includes('\t')) return 'has a value with a tab. Use a space';
  if (!FIELD_VALUE.test(value))
    return 'has a value with a line break, a control character or a non-ASCII character. Remove it';
  return undefined;
}

/** @returns what is wrong with `name` after the names `before` it, or undefined when it is new */
export function headerTwiceFault(name: string, before: readonly string[]): string | undefined {
  const twin = before.find((other) => other.toLowerCase() === name.toLowerCase());
  if (twin === undefined) return undefined;
  return `is the same header as "${twin}": letters count alike in either case. Remove one`;
}

/** @returns what header fields take in a request: each has a colon, a space and a line break beside its texts */
export function headerBytes(headers: Readonly<Record<string, string>>): number {
  return Object.entries(headers).reduce((bytes, [name, value]) => bytes + name.length + value.length + 4, 0);
}
