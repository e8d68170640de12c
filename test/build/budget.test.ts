import { describe, expect, test } from '@jest/globals';
import { budgetFor } from '../../src/build/budget.ts';
import { EXAMPLE_HOST, EXAMPLE_PASSWORD, EXAMPLE_SSID } from '../../src/config/files/example.ts';
import { checkConfig } from '../../src/config/files/load.ts';
import { asPractice } from '../../src/config/practice.ts';

/** The configuration that comes with the project. */
const WIFI = { ssid: EXAMPLE_SSID, password: EXAMPLE_PASSWORD };
const WEBHOOK = `http://${EXAMPLE_HOST}/hooks/your-webhook`;
/** As long as `npm run relay` makes one. */
const SECRET = 's'.repeat(43);
const RELAY = { url: 'http://192.168.1.10:8080', secret: SECRET };

const config = (change: object = {}) =>
  checkConfig({ wifi: WIFI, webhook: WEBHOOK, ...change }, 'file').config;
const more = (change: object): number => budgetFor(config(change)) - budgetFor(config());
const moreWithRelay = (change: object): number =>
  budgetFor(config({ relay: RELAY, ...change })) - budgetFor(config({ relay: RELAY }));

test('a board has 4096 bytes straight to the webhook, 5120 with a relay', () => {
  expect(budgetFor(config())).toBe(4096);
  expect(budgetFor(config({ relay: RELAY }))).toBe(5120);
});

describe('the budget grows with what is asked for', () => {
  test('a klaxon', () => {
    expect([more({ klaxonPin: 14 }), moreWithRelay({ klaxonPin: 14 })]).toEqual([192, 192]);
  });

  test('practice', () => {
    expect(budgetFor(asPractice(config()))).toBe(4096 + 96);
    expect(budgetFor(asPractice(config({ relay: RELAY })))).toBe(5120 + 96);
  });

  test.each([
    ['keys', { pins: [12, 13] }],
    ['lamp', { led: 16 }],
    ['debounceMs', { debounceMs: 31 }],
    ['chordMs', { chordMs: 301 }],
    ['deadTimeMs', { deadTimeMs: 5001 }],
    ['pollMs', { pollMs: 11 }],
    ['pressTtlMs', { pressTtlMs: 29_999 }],
    ['requestTimeoutMs', { requestTimeoutMs: 10_001 }],
  ])('other numbers: %s', (_name, change) => {
    expect(more(change)).toBe(24);
  });

  test('a text that is looked for in the answer, which with a relay the board does not do', () => {
    const expecting = (text: string) => ({ webhook: { url: WEBHOOK, expect: text } });
    expect(more(expecting('ok'))).toBeGreaterThan(352);
    expect(more(expecting('all is ok')) - more(expecting('ok'))).toBe(7);
    expect(moreWithRelay(expecting('ok'))).toBe(0);
  });
});

describe('texts that are longer than the default have their room', () => {
  const TEN = 'x'.repeat(10);

  test.each<[string, object, number]>([
    ['the network', { wifi: { ...WIFI, ssid: EXAMPLE_SSID + TEN } }, 10],
    ['its password', { wifi: { ...WIFI, password: EXAMPLE_PASSWORD + TEN } }, 10],
    ['letters beyond ASCII, as the bytes that they are', { wifi: { ...WIFI, ssid: `${EXAMPLE_SSID}é` } }, 8],
    ['the host', { webhook: WEBHOOK.replace('chat', `chat${TEN}`) }, 10],
    ['the path', { webhook: WEBHOOK + TEN }, 10],
    ['a port, which is there twice', { webhook: WEBHOOK.replace('.com', '.com:65535') }, 9],
    ['header fields', { webhook: { url: WEBHOOK, headers: { a: 'b' } } }, '["a","b"]'.length],
    ['the name in the network', { hostname: `deploy-button${TEN}` }, 10],
  ])('%s', (_what, change, bytes) => {
    expect(more(change)).toBe(bytes);
  });

  test('messages', () => {
    const messages = (length: number) => ({ messages: ['a'.repeat(length), 'b'] });
    expect(more(messages(510)) - more(messages(500))).toBe(10);
  });

  test.each<[string, object, number]>([
    ['the webhook, which is not in the script', { webhook: WEBHOOK.replace('.com', `.com:8080/${TEN}`) }, 0],
    ['the header fields', { webhook: { url: WEBHOOK, headers: { a: 'b' } } }, 0],
    ['the host of the relay', { relay: { ...RELAY, url: 'http://192.168.100.10:8080' } }, 2],
    ['its port', { relay: { ...RELAY, url: 'http://192.168.1.10:18080' } }, 2],
    ['a host of the relay at the usual port', { relay: { ...RELAY, url: `http://${TEN}${TEN}` } }, 1],
  ])('with a relay %s', (_what, change, bytes) => {
    expect(moreWithRelay(change)).toBe(bytes);
  });

  test('shorter ones take nothing away', () => {
    expect(more({ wifi: { ssid: 'a' } })).toBe(0);
  });
});

test.each([
  [42, 0],
  [43, 0],
  [44, 11],
  [64, 64],
  [65, 64],
  [128, 64],
])('a secret of %i characters, which is there twice in base64, has %i bytes more', (length, bytes) => {
  expect(moreWithRelay({ relay: { ...RELAY, secret: 's'.repeat(length) } })).toBe(bytes);
});
