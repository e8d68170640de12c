/** @returns the system's code of an error, as `ECONNREFUSED`, or undefined when it has none */
export function codeOf(error: unknown): string | undefined {
  const code = field(error, 'code');
  return typeof code === 'string' ? code : undefined;
}

/** @returns why something failed in the fewest words: fetch hides its reason in `cause` */
export function reasonOf(error: unknown): string {
  const cause = field(error, 'cause');
  if (cause !== undefined) return reasonOf(cause);
  const message = field(error, 'message');
  return codeOf(error) ?? (typeof message === 'string' ? message : 'unknown reason');
}

/** Errors come as Error and as DOMException, which have no more in common than the names of their fields. */
function field(error: unknown, name: 'cause' | 'code' | 'message'): unknown {
  return typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;
}
