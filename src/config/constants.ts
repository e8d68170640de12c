import { createHash } from 'node:crypto';
import type { ButtonConfig } from './config.ts';
import { LAMP_FRAMES, LAMP_FRAME_MS, LAMP_PATTERNS, stuckPattern } from './lamp.ts';
import { ALWAYS_LOW_PIN } from './rules/pins.ts';

/** Block size of SHA-1 in bytes (RFC 3174), which is also that of its HMAC (RFC 2104). */
const SHA1_BLOCK = 64;

/**
 * The values that the firmware is built with; src/firmware/constants.d.ts says what each is. With a relay the webhook
 * is not among them: the board must not know it.
 */
export function firmwareConstants(config: ButtonConfig): Readonly<Record<string, unknown>> {
  const { relay, webhook } = config;
  const target = relay ?? webhook;
  return {
    SSID: bytes(config.wifi.ssid),
    PASSWORD: bytes(config.wifi.password ?? ''),
    HOSTNAME: config.hostname,
    PINS: config.pins,
    ALL_KEYS: (1 << config.pins.length) - 1,
    ALWAYS_LOW: alwaysLowMask(config.pins),
    DEBOUNCE_MS: config.debounceMs,
    POLL_MS: config.pollMs,
    LED: config.led,
    KLAXON_PIN: config.klaxonPin ?? -1,
    HOST: target.host,
    PORT: target.port,
    PATH: relay === undefined ? webhook.path : '',
    headers: relay === undefined ? webhookHeaders(webhook.headers) : {},
    bodies: config.bodies,
    PRESS_TTL_MS: config.pressTtlMs,
    REQUEST_TIMEOUT_MS: config.requestTimeoutMs,
    WITH_RELAY: relay !== undefined,
    RELAY_KEY: relay === undefined ? '' : hmacKey(relay.secret),
    LAMP_FRAMES,
    LAMP_FRAME_MS,
    JOINING_LIGHT: LAMP_PATTERNS.joining,
    READY_LIGHT: LAMP_PATTERNS.ready,
    SENDING_LIGHT: LAMP_PATTERNS.sending,
    ACCEPTED_LIGHT: LAMP_PATTERNS.accepted,
    FAILED_LIGHT: LAMP_PATTERNS.failed,
    EXPIRED_LIGHT: LAMP_PATTERNS.expired,
    UNKNOWN_LIGHT: LAMP_PATTERNS.unknown,
    BLINKS: stuckPattern(LAMP_FRAMES / 2),
  };
}

/** A text as the 8-bit string that holds its UTF-8 bytes: Espruino's strings know nothing else. */
function bytes(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

/** `digitalRead` of a list gives its first pin the highest bit (Espruino's src/jswrap_io.c). */
function alwaysLowMask(pins: readonly number[]): number {
  return pins.reduce((mask, pin) => (mask << 1) | (pin === ALWAYS_LOW_PIN ? 1 : 0), 0);
}

function webhookHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const given = Object.keys(headers).some((name) => name.toLowerCase() === 'content-type');
  return given ? { ...headers } : { 'Content-Type': 'application/json', ...headers };
}

/** A key longer than the hash's block is hashed first (RFC 2104), here rather than on the chip. */
function hmacKey(secret: string): string {
  return secret.length > SHA1_BLOCK
    ? createHash('sha1').update(secret, 'latin1').digest().toString('latin1')
    : secret;
}
