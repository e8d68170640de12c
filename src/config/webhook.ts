/** Where the messages go, taken apart on the host: Espruino's own url.parse misreads several forms. */
export interface Webhook {
  readonly protocol: 'http:' | 'https:';
  /** Host name or IPv4 address, ASCII. */
  readonly host: string;
  readonly port: number;
  /** Path and query, ASCII, starting with "/". */
  readonly path: string;
  /** Header fields to send beside the board's own; holds the Authorization made of user:password. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Espruino copies the host into a buffer of 128 bytes (libs/network/socketserver.c, clientRequestConnect). */
const MAX_HOST_BYTES = 127;

/** Header fields that the board's HTTP client or the firmware sends itself. */
const OWN_HEADERS = ['host', 'connection', 'user-agent', 'content-length', 'transfer-encoding'];

const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const FIELD_VALUE = /^[\x20-\x7e]*$/;

/** @returns what is wrong with an http(s) URL, never quoting it, or undefined when it is right */
export function urlFault(text: string): string | undefined {
  if (!URL.canParse(text)) return 'is not a URL. Write it whole, as in http://chat.example.com/hooks/abc';
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return 'must start with http:// or https://';
  if (url.hostname.startsWith('['))
    return 'has an IPv6 host, which the board cannot reach. Use a name or an IPv4 address';
  if (url.hostname.length > MAX_HOST_BYTES) return `has a host longer than ${MAX_HOST_BYTES} bytes`;
  try {
    decodeURIComponent(url.username + url.password);
  } catch {
    return 'has a user or password with a broken %-escape';
  }
  return undefined;
}

/** @returns what is wrong with a header field, never quoting its value, or undefined when it is right */
export function headerFault(name: string, value: string): string | undefined {
  if (!TOKEN.test(name)) return 'is not a header name. Use letters, digits and hyphens';
  if (OWN_HEADERS.includes(name.toLowerCase())) return 'is set by the board itself. Remove it';
  if (!FIELD_VALUE.test(value)) return 'has a value with a line break or a non-ASCII character. Remove it';
  return undefined;
}

/**
 * Takes a checked URL apart. User and password become an Authorization header, the fragment is dropped.
 * @param text a URL for which {@link urlFault} has nothing to say
 */
export function parseWebhook(text: string, headers: Readonly<Record<string, string>>): Webhook {
  const url = new URL(text);
  const https = url.protocol === 'https:';
  return {
    protocol: https ? 'https:' : 'http:',
    host: url.hostname,
    port: url.port === '' ? (https ? 443 : 80) : Number(url.port),
    path: url.pathname + url.search,
    headers: { ...basicAuthorization(url), ...headers },
  };
}

/** The URL that a parsed webhook stands for, without user and password: those travel in its headers. */
export function webhookUrl(webhook: Webhook): string {
  return new URL(webhook.path, `${webhook.protocol}//${webhook.host}:${webhook.port}`).href;
}

function basicAuthorization(url: URL): Record<string, string> {
  if (url.username === '' && url.password === '') return {};
  const credentials = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  return { Authorization: `Basic ${Buffer.from(credentials, 'utf8').toString('base64')}` };
}
