import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { checkConfig, loadConfig, type Purpose } from '../../src/config/files/load.ts';
import { Failure } from '../../src/failure.ts';

const BASE = { wifi: { ssid: 'net', password: 'correct horse' }, webhook: 'http://chat.lan/hook' };
const RELAY = { url: 'http://10.0.0.2:8437', secret: 's'.repeat(43) };
const SLACK = 'hooks.slack.com/services/T0/B0/x';

/** @returns what is wrong with a configuration, as it is told where there is no file */
function failureOf(run: () => unknown): Failure {
  try {
    run();
  } catch (error) {
    if (error instanceof Failure) return error;
  }
  throw new Error('no Failure');
}

const faultOf = (json: object, purpose?: Purpose): string =>
  failureOf(() => checkConfig({ ...BASE, ...json }, 'memory', purpose && { purpose })).message;
const configOf = (json: object) => checkConfig({ ...BASE, ...json }, 'memory').config;

describe('what follows from the keys', () => {
  test('nothing is for practice unless the command says so', () => {
    expect(configOf({}).isPractice).toBe(false);
  });

  test('the user’s rule for a good answer goes before that of a known chat, and others have none', () => {
    const webhook = { url: `https://${SLACK}`, expect: 'thanks' };
    expect(configOf({ webhook: webhook.url, relay: RELAY }).webhook.expected).toEqual({ is: 'ok' });
    expect(configOf({ webhook, relay: RELAY }).webhook.expected).toEqual({ holds: 'thanks' });
    expect(configOf({}).webhook).not.toHaveProperty('expected');
  });

  test('a press may be as short as the time between two polls, and no shorter', () => {
    expect(configOf({ debounceMs: 20, pollMs: 20 })).toMatchObject({ debounceMs: 20, pollMs: 20 });
    expect(faultOf({ debounceMs: 19, pollMs: 20 })).toContain('"debounceMs" must not be shorter');
  });
});

describe('one Authorization only', () => {
  const url = 'http://chat.lan/hook';
  const headers = { 'X-Team': 'blue', authorization: 'Bearer x' };

  test('that of the headers', () => {
    expect(configOf({ webhook: { url, headers } }).webhook.headers).toMatchObject(headers);
  });

  test.each(['me:pass@', 'me@', ':pass@'])('not that of the headers and "%s" in the URL', (user) => {
    const webhook = { url: url.replace('chat', `${user}chat`), headers };
    expect(faultOf({ webhook })).toContain('say the same thing. Remove one.');
  });
});

describe('the way to the webhook', () => {
  const plain = { webhook: `http://${SLACK}`, relay: RELAY };
  const bare = { webhook: `https://${SLACK}` };

  test.each([
    [
      'in plain text where the service takes TLS alone',
      plain,
      '"webhook" is http://, and Slack takes https:// only',
    ],
    ['by TLS without a relay', bare, '"webhook" is https://, and the board has no TLS'],
  ])('is refused %s, also where nobody says what for', (_what, json, fault) => {
    expect(faultOf(json)).toContain(fault);
    expect(faultOf(json, 'real')).toContain(fault);
    const folder = folderWith({ ...BASE, ...json });
    expect(failureOf(() => loadConfig(folder, {})).message).toContain(fault);
  });

  test.each([plain, bare])('is not judged where stand-ins take the messages', (json) => {
    expect(() => checkConfig({ ...BASE, ...json }, 'memory', { purpose: 'standIns' })).not.toThrow();
    expect(() => loadConfig(folderWith({ ...BASE, ...json }), {}, 'standIns')).not.toThrow();
  });

  test('leads to a service that takes TLS alone by a relay', () => {
    expect(() => configOf({ webhook: `https://${SLACK}`, relay: RELAY })).not.toThrow();
  });
});

describe('a fault', () => {
  test('that is alone stands behind the place, and several below it', () => {
    const alone = failureOf(() => checkConfig({ ...BASE, led: 'x' }, 'memory'));
    expect(alone.exit).toBe('config');
    expect(alone.message).toMatch(/^memory: "led" must .*$/);
    expect(faultOf({ led: 'x', pins: 3 })).toMatch(/^memory:\n {2}"pins" must .*\n {2}"led" must .*$/);
  });

  test('in a file has its own exit code as well', () => {
    expect(failureOf(() => loadConfig(folderWith({ ...BASE, led: 'x' }), {})).exit).toBe('config');
  });
});

describe('which file is read', () => {
  test('an empty BUTTON_CONFIG names none', () => {
    expect(loadConfig(folderWith(BASE), { BUTTON_CONFIG: '' }).config.wifi.ssid).toBe('net');
  });

  test('where there is none, it is told where to get one', () => {
    const folder = mkdtempSync(join(tmpdir(), 'button-config-'));
    expect(failureOf(() => loadConfig(folder, {})).message).toMatch(/Copy the one from the repository\.$/);
  });
});

function folderWith(json: object): string {
  const folder = mkdtempSync(join(tmpdir(), 'button-config-'));
  writeFileSync(join(folder, 'espruino.config.json'), JSON.stringify(json));
  return folder;
}
