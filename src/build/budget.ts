import type { ButtonConfig } from '../config/config.ts';
import { EXAMPLE_HOST, EXAMPLE_PASSWORD, EXAMPLE_SSID } from '../config/files/example.ts';
import { checkConfig } from '../config/files/load.ts';

/** Bytes the script may have with the default configuration, and what the options add to it. */
const DIRECT_BYTES = 4096;
const RELAY_BYTES = 5120;
const KLAXON_BYTES = 192;
/** Of a board without a relay that looks for a text in the webhook's answer. */
const EXPECTED_BYTES = 352;
/** Of a button for practice: what it says when it is ready, and its mark. */
const PRACTICE_BYTES = 96;
/** For numbers of more digits than the default's, masks of more keys, and a key on D15. */
const NUMBERS_BYTES = 24;
/** 256 bits in base64url. */
const MADE_SECRET_LENGTH = 43;

/** @returns bytes the script may have; the configuration's own texts count only up to the length of the default's */
export function budgetFor(config: ButtonConfig): number {
  const code = config.relay === undefined ? DIRECT_BYTES : RELAY_BYTES;
  const klaxon = config.klaxonPin === undefined ? 0 : KLAXON_BYTES;
  const expected = config.relay === undefined && config.webhook.expected !== undefined ? EXPECTED_BYTES : 0;
  const numbers = numbersOf(config) === numbersOf(DEFAULT) ? 0 : NUMBERS_BYTES;
  return (
    code +
    klaxon +
    numbers +
    expected +
    (config.isPractice ? PRACTICE_BYTES : 0) +
    Math.max(0, textBytes(config) - textBytes(config.relay === undefined ? DEFAULT : DEFAULT_WITH_RELAY)) +
    longSecretBytes(config)
  );
}

/** A secret longer than those that `npm run relay` makes is in the script twice, in base64 and no longer than SHA-1's block. */
function longSecretBytes({ relay }: ButtonConfig): number {
  const length = Math.min(relay?.secret.length ?? 0, 64);
  return length > MADE_SECRET_LENGTH ? Math.ceil((2 * (length - MADE_SECRET_LENGTH) * 4) / 3) + 8 : 0;
}

const EXAMPLE = {
  wifi: { ssid: EXAMPLE_SSID, password: EXAMPLE_PASSWORD },
  webhook: `http://${EXAMPLE_HOST}/hooks/your-webhook`,
};
const DEFAULT = checkConfig(EXAMPLE, 'default').config;
const DEFAULT_WITH_RELAY = checkConfig(
  { ...EXAMPLE, relay: { url: 'http://192.168.1.10:8080', secret: 's'.repeat(MADE_SECRET_LENGTH) } },
  'default',
).config;

/** What the texts that a user can make longer take in the script, and the port that comes with them. */
function textBytes({ wifi, hostname, webhook, relay, bodies, pins }: ButtonConfig): number {
  const { host, port } = relay ?? webhook;
  // A port stands in the script, and behind the host unless it is the usual one.
  const target = port === 80 ? [host, port] : [`${host}:${port}`, port];
  const more = relay === undefined && [webhook.path, Object.entries(webhook.headers), webhook.expected];
  const text = JSON.stringify([wifi, hostname, target, more, bodies, pins]);
  // What is not ASCII is there as its bytes, each as \xNN.
  return Buffer.from(text)
    .toString('latin1')
    .replace(/[\x80-\xff]/g, '\\xNN').length;
}

/** What a user can set by a number, but for the klaxon. */
function numbersOf(config: ButtonConfig): string {
  const { pins, led, debounceMs, chordMs, deadTimeMs, pollMs, pressTtlMs, requestTimeoutMs } = config;
  return JSON.stringify([pins, led, debounceMs, chordMs, deadTimeMs, pollMs, pressTtlMs, requestTimeoutMs]);
}
