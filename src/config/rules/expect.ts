/** What the body of a webhook's good answer must be like: 200 alone can be a lie. */
export type Expectation =
  /** This text, and nothing but blanks around it. */
  | { readonly is: string }
  /** This text somewhere in it. */
  | { readonly holds: string }
  /** A JSON object that has these members, among others. */
  | { readonly members: Readonly<Record<string, unknown>> };

/** A board without a relay reads as much of an answer as it has memory for. */
export const MAX_EXPECTED_BYTES = 64;

interface KnownHost {
  readonly host: RegExp;
  readonly path: RegExp;
  readonly expected: Expectation;
}

/** What the documentation of these chats says that they answer to a message that they took, and to no other. */
const KNOWN_HOSTS: readonly KnownHost[] = [
  { host: /^hooks\.slack(-gov)?\.com$/, path: /^\/services\//, expected: { is: 'ok' } },
  {
    host: /^hooks\.slack(-gov)?\.com$/,
    path: /^\/(workflows|triggers)\//,
    expected: { members: { ok: true } },
  },
  { host: /^slack(-gov)?\.com$/, path: /^\/api\//, expected: { members: { ok: true } } },
  // Teams: a connector says 1, or tells an error of the chat behind it with the same status.
  { host: /(^outlook|\.webhook)\.office(365)?\.com$/, path: /^\/webhook/, expected: { is: '1' } },
  { host: /^(oapi|api)\.dingtalk\.com$/, path: /^\/robot\//, expected: { members: { errcode: 0 } } },
  {
    host: /^open\.(feishu\.cn|larksuite\.com)$/,
    path: /^\/open-apis\/bot\/v2\//,
    expected: { members: { code: 0 } },
  },
  { host: /^qyapi\.weixin\.qq\.com$/, path: /^\/cgi-bin\/webhook\//, expected: { members: { errcode: 0 } } },
  { host: /^api\.telegram\.org$/, path: /^\/bot/, expected: { members: { ok: true } } },
];

/** @returns what a known chat answers to a message that it took, or undefined for any other host */
export function knownExpectation(host: string, path: string): Expectation | undefined {
  return KNOWN_HOSTS.find((known) => known.host.test(host) && known.path.test(path))?.expected;
}

/** @returns what is wrong with a text to expect, or undefined when it is right */
export function expectedTextFault(text: string): string | undefined {
  if (/^[\x20-\x7e]+$/.test(text) && text.length <= MAX_EXPECTED_BYTES && text.trim() !== '')
    return undefined;
  return `must be 1 to ${MAX_EXPECTED_BYTES} printable ASCII characters, not all of them blanks`;
}

/** @returns what a user's rule stands for */
export function parseExpectation(given: string | Readonly<Record<string, unknown>>): Expectation {
  return typeof given === 'string' ? { holds: given } : { members: given };
}
