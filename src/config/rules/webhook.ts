import type { Expectation } from './expect.ts';

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
  /** What a good answer is like, where there is a rule for it. */
  readonly expected?: Expectation | undefined;
}

/** Espruino copies the host into a buffer of 128 bytes (libs/network/socketserver.c, clientRequestConnect). */
const MAX_HOST_BYTES = 127;

const PORT_RULE = 'has a port that the board cannot reach: a port must be 1 to 65535';

/** @returns what is wrong with an http(s) URL, never quoting it, or undefined when it is right */
export function urlFault(text: string): string | undefined {
  if (/\p{Surrogate}/u.test(text)) return 'holds half a character (an unpaired surrogate). Type it anew';
  if (!URL.canParse(text)) {
    // Without its port it is one: so that is what is wrong.
    if (URL.canParse(text.replace(/(https?:\/\/[^/?#]*):\d+(?=[/?#]|$)/i, '$1'))) return PORT_RULE;
    return 'is not a URL. Write it whole, as in http://chat.example.com/hooks/abc';
  }
  const url = new URL(text);
  if (!/^https?:\/\//i.test(text)) return 'must start with http:// or https://';
  if (url.port === '0') return PORT_RULE;
  if (url.hostname.startsWith('['))
    return 'has an IPv6 host, which the board cannot reach. Use a name or an IPv4 address';
  if (url.hostname.length > MAX_HOST_BYTES)
    return `has a host longer than ${MAX_HOST_BYTES} bytes. Use a shorter name or an IPv4 address`;
  try {
    credentialsOf(url);
  } catch {
    return 'has a user or password with a broken %-escape. Write %25 for a percent sign';
  }
  return undefined;
}

/** @returns why the board doesn't find a host by its name, or undefined when it may: names in .local are for mDNS, and it asks DNS alone */
export function hostFault(host: string): string | undefined {
  if (!/\.local\.?$/i.test(host)) return undefined;
  return 'has a name that ends in .local, and the board finds none of those. Write the address';
}

/** @returns what is wrong with the URL of a relay, never quoting it, or undefined when it is right */
export function relayUrlFault(text: string): string | undefined {
  const fault = urlFault(text);
  if (fault === PORT_RULE) return fault;
  if (!/^http:\/\/[^/?#@\\]+\/?$/i.test(text) || !URL.canParse(text))
    return 'must be http://host:port and no more: the board speaks to the relay itself';
  return fault ?? hostFault(new URL(text).hostname);
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
  return { Authorization: `Basic ${Buffer.from(credentialsOf(url)).toString('base64')}` };
}

/** Each is decoded by itself: an escape that is cut off in one of them is not completed by the other. */
function credentialsOf({ username, password }: URL): string {
  return `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
}
