import { type Practice, planPractice } from './practice.ts';
import { recipeOf } from './recipes/index.ts';
import { headerBytes } from './rules/headers.ts';
import { knownExpectation, parseExpectation } from './rules/expect.ts';
import { httpsOnlyService } from './rules/https-only.ts';
import { MAX_BODIES_BYTES, messageBody } from './rules/message.ts';
import { ALWAYS_LOW_PIN, freePins, keyPinWarning, klaxonPinWarning, lampPinWarning } from './rules/pins.ts';
import type { ConfigFile } from './rules/schema.ts';
import { blankEndWarning } from './rules/text.ts';
import { hostFault, parseWebhook, type Webhook } from './rules/webhook.ts';

/** A relay as the board and the relay itself need it. */
export interface RelayConfig {
  readonly url: string;
  readonly host: string;
  readonly port: number;
  readonly secret: string;
}

/** The configuration, checked, with every default in place: what everything else is built from. */
export interface ButtonConfig extends Required<
  Omit<ConfigFile, '$schema' | 'webhook' | 'relay' | 'messages' | 'practice' | 'klaxonPin'>
> {
  readonly webhook: Webhook;
  readonly relay: RelayConfig | undefined;
  /** The exact bodies to post, in order, as ASCII JSON. */
  readonly bodies: readonly string[];
  readonly practice: Practice;
  /** Whether the button is for practice, and posts nothing that deploys: see `asPractice`. */
  readonly isPractice: boolean;
  readonly klaxonPin: number | undefined;
}

/**
 * What host, path and headers may take together, in bytes: while a request is made of them they exist several times over.
 * Tried on the interpreter beside the longest messages.
 */
export const MAX_TARGET_BYTES = 512;

/**
 * Applies the rules that no single key can break, and fills in what follows from others.
 * @param written the keys that the user wrote: no other is to blame
 * @param judgesWay whether messages go to the webhook, so that the board must have a way there
 */
export function resolveConfig(
  file: ConfigFile,
  written: readonly string[],
  judgesWay: boolean,
): {
  config: ButtonConfig;
  faults: string[];
  warnings: string[];
} {
  const config: ButtonConfig = {
    wifi: file.wifi,
    webhook: resolveWebhook(file.webhook),
    relay: file.relay && resolveRelay(file.relay),
    bodies: file.messages.map(messageBody),
    practice: practiceOf(file),
    isPractice: false,
    pins: file.pins,
    led: file.led,
    klaxonPin: file.klaxonPin,
    hostname: file.hostname,
    debounceMs: file.debounceMs,
    chordMs: file.chordMs,
    deadTimeMs: file.deadTimeMs,
    pollMs: file.pollMs,
    pressTtlMs: file.pressTtlMs,
    requestTimeoutMs: file.requestTimeoutMs,
  };
  const faults = [
    ...pinFaults(config, written.includes('pins')),
    ...faultsOf(config),
    ...(judgesWay ? wayFaults(config, typeof file.webhook === 'string' ? 'webhook' : 'webhook.url') : []),
    ...headerFaults(file),
    ...expectFaults(file),
  ];
  return { config, faults: [...new Set(faults)], warnings: warningsOf(config) };
}

function resolveWebhook(file: ConfigFile['webhook']): Webhook {
  if (typeof file === 'string') return withExpectation(parseWebhook(file, {}), undefined);
  return withExpectation(parseWebhook(file.url, file.headers), file.expect);
}

function practiceOf({ webhook, practice, messages }: ConfigFile): Practice {
  const url = typeof webhook === 'string' ? webhook : webhook.url;
  return planPractice(practice, messages, recipeOf(url), new URL(url).host);
}

/** The user's rule for a good answer, or that of a known chat. */
function withExpectation(
  webhook: Webhook,
  given: string | Readonly<Record<string, unknown>> | undefined,
): Webhook {
  const expected =
    given === undefined ? knownExpectation(webhook.host, webhook.path) : parseExpectation(given);
  return { ...webhook, ...(expected !== undefined && { expected }) };
}

function resolveRelay(relay: { url: string; secret: string }): RelayConfig {
  const { host, port } = parseWebhook(relay.url, {});
  return { url: relay.url, host, port, secret: relay.secret };
}

function pinFaults({ pins, led, klaxonPin }: ButtonConfig, pinsWritten: boolean): string[] {
  const mend = `${freePins([...pins, led, klaxonPin])}.`;
  const faults = pins.flatMap((pin, index) => {
    if (pins.indexOf(pin) < index)
      return [`"pins" names D${pin} twice. Each key needs a pin of its own. ${mend}`];
    const [key, part] = pin === led ? ['led', 'lamp'] : pin === klaxonPin ? ['klaxonPin', 'klaxon'] : [];
    if (key === undefined) return [];
    return pinsWritten
      ? [`"pins[${index}]" can't be ${pin}: D${pin} is the ${part} ("${key}"). ${mend}`]
      : [`"${key}" can't be ${pin}: D${pin} is a key ("pins"). ${mend}`];
  });
  if (klaxonPin === led) faults.push(`"klaxonPin" can't be ${led}: D${led} is the lamp ("led"). ${mend}`);
  if (pins.filter((pin) => pin !== ALWAYS_LOW_PIN).length < 2) {
    faults.push('"pins" must name at least 2 keys besides D15, which always reads pressed.');
  }
  return faults;
}

function faultsOf(config: ButtonConfig): string[] {
  const faults: string[] = [];
  if (config.debounceMs < config.pollMs) {
    faults.push('"debounceMs" must not be shorter than "pollMs": a single sample is no evidence of a press.');
  }
  const bodiesBytes = config.bodies.join('').length;
  if (bodiesBytes > MAX_BODIES_BYTES) {
    faults.push(
      `"messages" take ${bodiesBytes} bytes as JSON together, and the board has memory for ${MAX_BODIES_BYTES}. Shorten them.`,
    );
  }
  return faults;
}

/** What keeps messages from the webhook, or its secret from being one. */
function wayFaults({ webhook, relay }: ButtonConfig, urlKey: string): string[] {
  const faults: string[] = [];
  const service = httpsOnlyService(webhook.host);
  if (webhook.protocol === 'http:' && service !== undefined) {
    faults.push(
      `"${urlKey}" is http://, and ${service} takes https:// only: its secret would go out in plain text. ` +
        'Write https:// and run `npm run relay`. If it was used like that, make a new webhook.',
    );
  }
  if (webhook.protocol === 'https:' && relay === undefined) {
    faults.push(
      `"${urlKey}" is https://, and the board has no TLS: it would send everything in plain text. ` +
        'Run `npm run relay` on a machine that stays on; its first run adds the "relay" section.',
    );
  }
  const unfound = relay === undefined ? hostFault(webhook.host) : undefined;
  if (unfound !== undefined) faults.push(`"${urlKey}" ${unfound}.`);
  const bytes = webhook.host.length + webhook.path.length + headerBytes(webhook.headers);
  if (relay === undefined && bytes > MAX_TARGET_BYTES) {
    faults.push(
      `"webhook" takes ${bytes} bytes with its host, path and headers, and the board has memory for ` +
        `${MAX_TARGET_BYTES}. Shorten it, or run \`npm run relay\`: a relay keeps all that to itself.`,
    );
  }
  return faults;
}

/** One Authorization only: the one in the URL or the one in the headers. */
function headerFaults(file: ConfigFile): string[] {
  if (typeof file.webhook === 'string') return [];
  const { username, password } = new URL(file.webhook.url);
  const given = Object.keys(file.webhook.headers).some((name) => name.toLowerCase() === 'authorization');
  if (!given || username + password === '') return [];
  return ['"webhook.headers.Authorization" and the user in "webhook.url" say the same thing. Remove one.'];
}

function expectFaults({ webhook, relay }: ConfigFile): string[] {
  if (relay !== undefined || typeof webhook === 'string' || typeof webhook.expect !== 'object') return [];
  return [
    '"webhook.expect" is an object, and the board alone reads no JSON. Give it a text that the answer holds, or run ' +
      '`npm run relay`: a relay reads it.',
  ];
}

function warningsOf({ wifi, pins, led, klaxonPin }: ButtonConfig): string[] {
  const warnings: [string, string | undefined][] = [
    ['wifi.ssid', blankEndWarning(wifi.ssid)],
    ['wifi.password', blankEndWarning(wifi.password ?? '')],
    ...pins.map((pin, index): [string, string | undefined] => [`pins[${index}]`, keyPinWarning(pin)]),
    ['led', lampPinWarning(led)],
    ['klaxonPin', klaxonPin === undefined ? undefined : klaxonPinWarning(klaxonPin)],
  ];
  return warnings.flatMap(([key, warning]) => (warning === undefined ? [] : [`"${key}": ${warning}`]));
}
