/** A request as the chip has sent it. */
export interface Request {
  /** As in "POST /messages HTTP/1.0". */
  readonly line: string;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** @returns null while it isn't whole */
export function parseRequest(bytes: Buffer): Request | null {
  const text = bytes.toString('latin1');
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return null;
  const [line = '', ...fields] = text.slice(0, end).split('\r\n');
  const headers = new Map(
    fields.map((field) => {
      const [, name = '', value = ''] = /^([^:]*): *(.*)$/.exec(field) ?? [];
      return [name.toLowerCase(), value];
    }),
  );
  const body = text.slice(end + 4);
  return body.length < Number(headers.get('content-length') ?? 0) ? null : { line, headers, body };
}
