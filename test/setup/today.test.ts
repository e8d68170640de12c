import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { readToday, type Today } from '../../src/setup/today.ts';

const NOTHING: Today = {
  ssid: undefined,
  hasPassword: false,
  sharesPassword: false,
  webhookUrl: undefined,
  messages: undefined,
  relayUrl: undefined,
  hasRelaySecret: false,
};

/** @param local of the file that git ignores, and `shared` of the other; undefined for none */
function today(local?: object, shared?: object | string): Today {
  const folder = mkdtempSync(join(tmpdir(), 'button-today-'));
  const write = (name: string, json: object | string | undefined): void => {
    if (json === undefined) return;
    writeFileSync(join(folder, name), typeof json === 'string' ? json : JSON.stringify(json));
  };
  write('espruino.config.local.json', local);
  write('espruino.config.json', shared);
  return readToday(folder);
}

test('without any file there is nothing', () => {
  expect(today()).toEqual(NOTHING);
});

test("of the example there is nothing; it has a password, which an open network's file must deny", () => {
  const example = readFileSync('espruino.config.json', 'utf8');
  expect(today(undefined, example)).toEqual({ ...NOTHING, sharesPassword: true });
});

test('what is there is known, secrets by their being there alone', () => {
  const wifi = { ssid: 'office', password: 'correct horse' };
  const relay = { url: 'http://10.0.0.2:8437', secret: 'hunter2' };
  const found = today({ wifi, relay, webhook: 'https://chat.lan/x', messages: ['a', { text: 'b' }] });
  expect(found).toEqual({
    ssid: 'office',
    hasPassword: true,
    sharesPassword: false,
    webhookUrl: 'https://chat.lan/x',
    messages: ['a', { text: 'b' }],
    relayUrl: 'http://10.0.0.2:8437',
    hasRelaySecret: true,
  });
  expect(JSON.stringify(found)).not.toMatch(/correct horse|hunter2/);
});

test.each<[string, object, Partial<Today>]>([
  ['a password of no network', { wifi: { password: 'correct horse' } }, {}],
  ["a password of the example's network", { wifi: { ssid: 'your-wifi', password: 'x' } }, {}],
  ['an open network', { wifi: { ssid: 'office' } }, { ssid: 'office' }],
  ['an empty password', { wifi: { ssid: 'office', password: '' } }, { ssid: 'office' }],
  ['a network that is no text', { wifi: { ssid: 7, password: 'x' } }, {}],
  ['a network that is no section', { wifi: 'office' }, {}],
  ['a webhook with headers', { webhook: { url: 'http://h.test/x' } }, { webhookUrl: 'http://h.test/x' }],
  ['a webhook that is no URL', { webhook: 'h.test' }, {}],
  ['a webhook that is nothing', { webhook: 7 }, {}],
  ["the example's webhook", { webhook: 'http://chat.example.com/mine' }, {}],
  ['messages that are none', { messages: 'a' }, {}],
  [
    'some messages that are none',
    { messages: [7, 'a', null, { text: 'b' }] },
    { messages: ['a', { text: 'b' }] },
  ],
  ['a relay without an address', { relay: { url: '', secret: 'x' } }, { hasRelaySecret: true }],
  ['a relay without a secret', { relay: { url: 'http://h:1', secret: '' } }, { relayUrl: 'http://h:1' }],
])('of %s is taken what can be asked for', (_what, local, known) => {
  expect(today(local)).toEqual({ ...NOTHING, ...known });
});
