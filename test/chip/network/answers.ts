/** What the server says to one request, and what it does when that is said. */
export interface Answer {
  readonly bytes: Buffer;
  /** Whether it closes the connection, breaks it, or says no more. */
  readonly then: 'close' | 'reset' | 'stay';
}

/** @returns an answer as a small server gives it */
export function http(status: number, headers: Readonly<Record<string, string>> = {}, body = 'ok'): Answer {
  const fields = { 'Content-Type': 'text/plain', ...headers, 'Content-Length': String(body.length) };
  return raw([`HTTP/1.1 ${status} OK`, ...fieldLines(fields), 'Connection: close', '', body].join('\r\n'));
}

/** @param text of 8-bit characters, as it stands */
export function raw(text: string, then: Answer['then'] = 'close'): Answer {
  return { bytes: Buffer.from(text, 'latin1'), then };
}

export function fieldLines(fields: Readonly<Record<string, string>>): string[] {
  return Object.entries(fields).map(([name, value]) => `${name}: ${value}`);
}

/** So many headers of so many bytes each. */
export function manyHeaders(count: number, bytes = 40): Record<string, string> {
  const name = (index: number): string => `X-Header-${String(index).padStart(4, '0')}`;
  const value = 'v'.repeat(bytes - name(0).length - ': \r\n'.length);
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [name(index), value]));
}

export const HANG_UP = raw('');
export const SILENCE = raw('', 'stay');
export const RESET = raw('', 'reset');
/** A body that ends before its chunk does. */
export const CUT_CHUNK = raw(
  'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n100\r\nonly the beginning of it',
);
/** The same before the length of the chunk is told whole. */
export const CUT_CHUNK_LENGTH = raw('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n1');
/** The chunk is cut, and the connection stays. */
export const STALLED_CHUNK: Answer = { ...CUT_CHUNK, then: 'stay' };
