import { createHash, createHmac, type Hash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { checkConfig } from '../../src/config/files/load.ts';
import { firmwareConstants } from '../../src/config/constants.ts';
import { changesOf, LAMP_PATTERNS } from '../../src/config/lamp.ts';
import { asPractice } from '../../src/config/practice.ts';

const RELAY = { url: 'http://10.0.0.2:8437', secret: 's'.repeat(43) };

/** What the firmware is built with. */
function constantsOf(change: object): Readonly<Record<string, unknown>> {
  const file = { wifi: { ssid: 'net' }, webhook: 'http://chat.lan/x', ...change };
  return firmwareConstants(checkConfig(file, 'file').config);
}

test('what the user has configured is what the board gets', () => {
  const change = {
    wifi: { ssid: 'é', password: 'pässwort' },
    messages: ['one', 'ü'],
    pins: [4, 5, 12],
    led: 2,
    klaxonPin: 14,
    hostname: 'button',
    debounceMs: 31,
    chordMs: 1001,
    deadTimeMs: 2001,
    pollMs: 11,
    pressTtlMs: 29_999,
    requestTimeoutMs: 9999,
  };
  expect(constantsOf(change)).toMatchObject({
    SSID: '\xc3\xa9',
    PASSWORD: 'p\xc3\xa4sswort',
    HOSTNAME: 'button',
    PINS: [4, 5, 12],
    KEYS: 3,
    ALL_KEYS: 0b111,
    ALWAYS_LOW: 0,
    LED: 2,
    KLAXON_PIN: 14,
    DEBOUNCE_MS: 31,
    CHORD_MS: 1001,
    DEAD_TIME_MS: 2001,
    POLL_MS: 11,
    PRESS_TTL_MS: 29_999,
    REQUEST_TIMEOUT_MS: 9999,
    MESSAGES: 2,
    bodies: ['{"text":"one"}', '{"text":"\\u00fc"}'],
    endings: ['14\r\n\r\n{"text":"one"}', '17\r\n\r\n{"text":"\\u00fc"}'],
    PRACTICE: false,
    WITH_RELAY: false,
    RELAY_INNER: '',
    RELAY_OUTER: '',
  });
});

test('what the user has left out is as the documentation says', () => {
  expect(constantsOf({})).toMatchObject({
    PASSWORD: '',
    HOSTNAME: 'deploy-button',
    PINS: [4, 5, 12, 13],
    LED: 0,
    KLAXON_PIN: -1,
    EXPECTED: '',
    PAGE_EXPECTED: false,
  });
});

test.each([
  [[4, 5], 0],
  [[15, 4, 5], 0b100],
  [[4, 15, 5, 12], 0b0100],
  [[4, 5, 15], 0b001],
])('of the keys %j those that always read low are %i', (pins, mask) => {
  expect(constantsOf({ pins })['ALWAYS_LOW']).toBe(mask);
});

test('the board sees the looks of a burst as digits', () => {
  const { LOOKS, FIRST_GAP_MS, LOOK_GAPS } = constantsOf({});
  expect(LOOK_GAPS).toMatch(/^[1-9]+$/);
  expect(LOOKS).toBe(String(LOOK_GAPS).length);
  expect(FIRST_GAP_MS).toBe(Number(String(LOOK_GAPS).charAt(0)));
});

test('each state of the button has its light', () => {
  const { ready, practice, ...others } = LAMP_PATTERNS;
  const lights: Record<string, number> = Object.fromEntries(
    Object.entries(others).map(([name, pattern]) => [`${name.toUpperCase()}_LIGHT`, changesOf(pattern)]),
  );
  const { config } = checkConfig({ wifi: { ssid: 'net' }, webhook: 'http://chat.lan/x' }, 'file');
  expect(firmwareConstants(config)).toMatchObject({
    ...lights,
    READY_LIGHT: changesOf(ready),
  });
  expect(firmwareConstants(asPractice(config))).toMatchObject({
    ...lights,
    READY_LIGHT: changesOf(practice),
    PRACTICE: true,
  });
});

test.each([
  ['http://chat.lan/x', undefined, ''],
  ['http://chat.lan/x', 'done', 'done'],
  ['http://chat.lan/x', '<b>', '<b>'],
  ['http://outlook.office.com.lan/webhook/x', undefined, ''],
  ['http://oapi.dingtalk.com/robot/send', undefined, '"errcode":0'],
  ['http://api.telegram.org/bot1/sendMessage', undefined, '"ok":true'],
  ['http://oapi.dingtalk.com/robot/send', 'mine', 'mine'],
])('a good answer of %s, with the rule %j, holds %j', (url, expected, text) => {
  const webhook = { url, ...(expected !== undefined && { expect: expected }) };
  expect(constantsOf({ webhook })).toMatchObject({ EXPECTED: text, PAGE_EXPECTED: text.includes('<') });
});

test('a good answer that is a text alone begins a line', () => {
  const { config } = checkConfig({ wifi: { ssid: 'net' }, webhook: 'http://chat.lan/x' }, 'file');
  const webhook = { ...config.webhook, expected: { is: 'ok' } };
  expect(firmwareConstants({ ...config, webhook })['EXPECTED']).toBe('\nok');
});

test.each([32, 63, 64, 65, 128])(
  'HMAC-SHA1 with a secret of %i characters begins as the board is told',
  (length) => {
    const secret = 'aZ0~'.repeat(32).slice(0, length);
    const constants = constantsOf({ relay: { ...RELAY, secret } });
    const begun = (name: string, filler: number): Hash => {
      const key = Buffer.from(String(constants[name]), 'base64');
      return createHash('sha1')
        .update(key)
        .update(Buffer.alloc(64 - key.length, filler));
    };
    const inner = begun('RELAY_INNER', 0x36).update('message').digest();
    expect(begun('RELAY_OUTER', 0x5c).update(inner).digest('hex')).toBe(
      createHmac('sha1', secret).update('message').digest('hex'),
    );
    expect(constants).toMatchObject({ WITH_RELAY: true });
  },
);

const headOf = (webhook: unknown): unknown => constantsOf({ webhook })['HEAD'];

describe('the head of a request to a webhook', () => {
  test('is all of it up to the length, which comes with each message', () => {
    expect(headOf('http://chat.lan/x?y=z')).toBe(
      'POST /x?y=z HTTP/1.1\r\nHost: chat.lan\r\nConnection: close\r\n' +
        'Content-Type: application/json\r\nContent-Length: ',
    );
  });

  test.each([
    ['http://chat.lan:80/', 80, 'chat.lan'],
    ['http://chat.lan:443/', 443, 'chat.lan:443'],
    ['http://chat.lan:8065/', 8065, 'chat.lan:8065'],
    ['http://10.0.0.3:81/', 81, '10.0.0.3:81'],
  ])('names the port to the host, but for the usual one of http: %s', (webhook, port, host) => {
    expect(constantsOf({ webhook })).toMatchObject({ PORT: port, HOST: host.replace(/:.*/, '') });
    expect(headOf(webhook)).toContain(`\r\nHost: ${host}\r\n`);
  });

  test('has a type of its own beside headers that say none', () => {
    const head = String(headOf({ url: 'http://chat.lan/', headers: { 'X-Key': 'abc' } }));
    expect(head).toContain('\r\nContent-Type: application/json\r\nX-Key: abc\r\n');
  });

  test('has the headers of the configuration, and one type, which may be their own', () => {
    const headers = { 'X-Key': 'abc', 'content-TYPE': 'application/x' };
    const head = String(headOf({ url: 'http://me:pw@chat.lan/', headers }));
    expect(head).toContain('\r\nX-Key: abc\r\ncontent-TYPE: application/x\r\n');
    expect(head).toContain(`\r\nAuthorization: Basic ${btoa('me:pw')}\r\n`);
    expect(head.match(/content-type/gi)).toHaveLength(1);
  });
});

test('with a relay the board is told of the relay alone', () => {
  const webhook = { url: 'https://me:pw@chat.lan:8443/hooks/x', headers: { 'X-Key': 'abc' }, expect: 'ok' };
  const constants = constantsOf({ webhook, relay: RELAY });
  expect(constants).toMatchObject({
    HOST: '10.0.0.2',
    PORT: 8437,
    HEAD: 'POST /messages HTTP/1.0\r\nContent-Type: application/json\r\nContent-Length: ',
    NONCE_REQUEST: 'GET /nonce HTTP/1.0\r\n\r\n',
    EXPECTED: '',
  });
  const all = JSON.stringify(constants);
  for (const secret of ['chat.lan', 'hooks', btoa('me:pw'), 'abc', RELAY.secret]) {
    expect(all).not.toContain(secret);
  }
});
