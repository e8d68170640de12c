import { headerBytes } from './rules/headers.ts';
import { MAX_BODIES_BYTES, messageBody } from './rules/message.ts';
import { ALWAYS_LOW_PIN, freePins, keyPinWarning, klaxonPinWarning, lampPinWarning } from './rules/pins.ts';
import type { ConfigFile } from './rules/schema.ts';
import { parseWebhook, type Webhook } from './rules/webhook.ts';

/** A relay as the board and the relay itself need it. */
export interface RelayConfig {
  readonly url: string;
  readonly host: string;
  readonly port: number;
  readonly secret: string;
}

/** The configuration, checked, with every default in place: what everything else is built from. */
export interface ButtonConfig extends Required<
  Omit<ConfigFile, '$schema' | 'webhook' | 'relay' | 'messages' | 'klaxonPin'>
> {
  readonly webhook: Webhook;
  readonly relay: RelayConfig | undefined;
  /** The exact bodies to post, in order, as ASCII JSON. */
  readonly bodies: readonly string[];
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
 */
export function resolveConfig(
  file: ConfigFile,
  written: readonly string[],
): {
  config: ButtonConfig;
  faults: string[];
  warnings: string[];
} {
  const webhook =
    typeof file.webhook === 'string'
      ? parseWebhook(file.webhook, {})
      : parseWebhook(file.webhook.url, file.webhook.headers);
  const config: ButtonConfig = {
    wifi: file.wifi,
    webhook,
    relay: file.relay && resolveRelay(file.relay),
    bodies: file.messages.map(messageBody),
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
    ...faultsOf(config, typeof file.webhook === 'string' ? 'webhook' : 'webhook.url'),
    ...headerFaults(file),
  ];
  return { config, faults: [...new Set(faults)], warnings: warningsOf(config) };
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

function faultsOf(config: ButtonConfig, urlKey: string): string[] {
  const { webhook } = config;
  const faults: string[] = [];
  if (config.debounceMs < config.pollMs) {
    faults.push('"debounceMs" must not be shorter than "pollMs": a single sample is no evidence of a press.');
  }
  if (webhook.protocol === 'https:' && config.relay === undefined) {
    faults.push(
      `"${urlKey}" is https://, and the board has no TLS: it would send everything in plain text. ` +
        'Run `npm run relay` on a machine that stays on; its first run adds the "relay" section.',
    );
  }
  const bodiesBytes = config.bodies.join('').length;
  if (bodiesBytes > MAX_BODIES_BYTES) {
    faults.push(
      `"messages" take ${bodiesBytes} bytes as JSON together, and the board has memory for ${MAX_BODIES_BYTES}. Shorten them.`,
    );
  }
  const bytes = webhook.host.length + webhook.path.length + headerBytes(webhook.headers);
  if (config.relay === undefined && bytes > MAX_TARGET_BYTES) {
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

function warningsOf({ pins, led, klaxonPin }: ButtonConfig): string[] {
  const warnings: [string, string | undefined][] = [
    ...pins.map((pin, index): [string, string | undefined] => [`pins[${index}]`, keyPinWarning(pin)]),
    ['led', lampPinWarning(led)],
    ['klaxonPin', klaxonPin === undefined ? undefined : klaxonPinWarning(klaxonPin)],
  ];
  return warnings.flatMap(([key, warning]) => (warning === undefined ? [] : [`"${key}": ${warning}`]));
}
