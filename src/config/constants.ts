import { createHash } from 'node:crypto';
import type { ButtonConfig } from './config.ts';
import { changesOf, LAMP_FRAME_MS, LAMP_LOOP, LAMP_PATTERNS } from './lamp.ts';
import type { Expectation } from './rules/expect.ts';
import { ALWAYS_LOW_PIN } from './rules/pins.ts';

/** Block size of SHA-1 in bytes (RFC 3174), which is also that of its HMAC (RFC 2104). */
const SHA1_BLOCK = 64;

/**
 * Milliseconds before each look of the burst at the keys, which proves that a chord is no interference (docs/design.md, P5).
 * Three looks each time: no frequency from 40 Hz to 5 kHz has all 30 of them in a third of its period, and none of the
 * mains' in half of it, at any of the chip's speeds (test/firmware/interference.test.ts).
 */
const LOOK_GAPS = '1273846232';

/** Of docs/protocol.md. */
const RELAY_NONCE_PATH = '/nonce';
const RELAY_MESSAGES_PATH = '/messages';
const HTTP_PORT = 80;
const JSON_TYPE = { 'Content-Type': 'application/json' };

/** What is read of an answer: its status line and the fields that matter stand within. */
const MAX_ANSWER = 700;

/**
 * The values that the firmware is built with; src/firmware/constants.d.ts says what each is. With a relay the webhook
 * is not among them: the board must not know it.
 */
export function firmwareConstants(config: ButtonConfig): Readonly<Record<string, unknown>> {
  const { relay, webhook } = config;
  const target = relay ?? webhook;
  const expected = relay === undefined ? expectedText(webhook.expected) : '';
  return {
    SSID: bytes(config.wifi.ssid),
    PASSWORD: bytes(config.wifi.password ?? ''),
    HOSTNAME: config.hostname,
    PINS: config.pins,
    KEYS: config.pins.length,
    ALL_KEYS: (1 << config.pins.length) - 1,
    ALWAYS_LOW: alwaysLowMask(config.pins),
    DEBOUNCE_MS: config.debounceMs,
    CHORD_MS: config.chordMs,
    DEAD_TIME_MS: config.deadTimeMs,
    POLL_MS: config.pollMs,
    LOOKS: LOOK_GAPS.length,
    FIRST_GAP_MS: Number(LOOK_GAPS[0]),
    LOOK_GAPS,
    LED: config.led,
    KLAXON_PIN: config.klaxonPin ?? -1,
    HOST: target.host,
    PORT: target.port,
    HEAD: requestHead(config),
    NONCE_REQUEST: `GET ${RELAY_NONCE_PATH} HTTP/1.0\r\n\r\n`,
    MESSAGES: config.bodies.length,
    bodies: config.bodies,
    endings: config.bodies.map((body) => `${body.length}\r\n\r\n${body}`),
    PRACTICE: config.isPractice,
    PRESS_TTL_MS: config.pressTtlMs,
    REQUEST_TIMEOUT_MS: config.requestTimeoutMs,
    WITH_RELAY: relay !== undefined,
    MAX_ANSWER,
    EXPECTED: expected,
    PAGE_EXPECTED: expected.includes('<'),
    RELAY_INNER: relay === undefined ? '' : paddedKey(relay.secret, 0x36),
    RELAY_OUTER: relay === undefined ? '' : paddedKey(relay.secret, 0x5c),
    LAMP_FRAME_MS,
    LAMP_LOOP,
    JOINING_LIGHT: changesOf(LAMP_PATTERNS.joining),
    READY_LIGHT: changesOf(config.isPractice ? LAMP_PATTERNS.practice : LAMP_PATTERNS.ready),
    SENDING_LIGHT: changesOf(LAMP_PATTERNS.sending),
    ACCEPTED_LIGHT: changesOf(LAMP_PATTERNS.accepted),
    FAILED_LIGHT: changesOf(LAMP_PATTERNS.failed),
    EXPIRED_LIGHT: changesOf(LAMP_PATTERNS.expired),
    UNKNOWN_LIGHT: changesOf(LAMP_PATTERNS.unknown),
  };
}

/** A text as the 8-bit string that holds its UTF-8 bytes: Espruino's strings know nothing else. */
function bytes(text: string): string {
  return Buffer.from(text).toString('latin1');
}

/** `digitalRead` of a list gives its first pin the highest bit (Espruino's src/jswrap_io.c). */
function alwaysLowMask(pins: readonly number[]): number {
  return pins.reduce((mask, pin) => (mask << 1) | (pin === ALWAYS_LOW_PIN ? 1 : 0), 0);
}

/**
 * All of a message's request up to the value of its Content-Length: what the build knows, the board need not put together. The
 * connection is closed after each, so that the end of an answer is seen without counting; the relay, whose HTTP is our own,
 * is told so by version 1.0, which wants no host either.
 */
function requestHead({ relay, webhook: { host, port, path, headers } }: ButtonConfig): string {
  if (relay) return `POST ${RELAY_MESSAGES_PATH} HTTP/1.0\r\n${fieldLines(JSON_TYPE)}Content-Length: `;
  const authority = port === HTTP_PORT ? host : `${host}:${port}`;
  const typed = Object.keys(headers).some((name) => name.toLowerCase() === 'content-type');
  const fields = { Host: authority, Connection: 'close', ...(typed ? {} : JSON_TYPE), ...headers };
  return `POST ${path} HTTP/1.1\r\n${fieldLines(fields)}Content-Length: `;
}

/** What a good answer holds, for a board that reads no JSON. The known chats write their few members without blanks. */
function expectedText(expected: Expectation | undefined): string {
  if (expected === undefined) return '';
  if ('holds' in expected) return expected.holds;
  // By the line break before it: other words may end like it.
  return 'is' in expected ? `\n${expected.is}` : JSON.stringify(expected.members).slice(1, -1);
}

function fieldLines(fields: Readonly<Record<string, string>>): string {
  return Object.entries(fields)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('');
}

/** What HMAC-SHA1 begins with, without what the board fills it up with: a key longer than a block is hashed (RFC 2104). */
function paddedKey(secret: string, pad: number): string {
  const key = Buffer.from(secret);
  const fitting = key.length > SHA1_BLOCK ? createHash('sha1').update(key).digest() : key;
  return Buffer.from(fitting.map((byte) => byte ^ pad)).toString('base64');
}
