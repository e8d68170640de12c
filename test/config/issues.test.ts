import { describe, expect, test } from '@jest/globals';
import { issueSentences } from '../../src/config/files/issues.ts';
import { configSchema } from '../../src/config/rules/schema.ts';

/** What is told about a configuration as it is written. */
function told(json: unknown): string[] {
  const { error } = configSchema.safeParse(json, { reportInput: true });
  return issueSentences(error?.issues ?? [], json);
}

const BASE = { wifi: { ssid: 'net' }, webhook: 'http://chat.lan/x' };
const RELAY = { url: 'http://10.0.0.2:8437', secret: 's'.repeat(43) };

describe('a key that is none', () => {
  test.each<[object, string, string | undefined]>([
    [{ webhok: 1 }, 'webhok', 'webhook'],
    [{ LED: 1 }, 'LED', 'led'],
    [{ lef: 1 }, 'lef', 'led'],
    [{ pollms: 1 }, 'pollms', 'pollMs'],
    [{ sid: 1 }, 'sid', 'wifi.ssid'],
    [{ passwort: 1 }, 'passwort', 'wifi.password'],
    [{ ulr: 1 }, 'ulr', undefined],
    [{ urk: 1 }, 'urk', 'webhook.url'],
    [{ header: 1 }, 'header', 'webhook.headers'],
    [{ expects: 1 }, 'expects', 'webhook.expect'],
    [{ secrets: 1 }, 'secrets', 'relay.secret'],
    [{ wifi: { ssid: 'net', sssid: 1 } }, 'wifi.sssid', 'wifi.ssid'],
    [{ wifi: { ssid: 'net', led: 1 } }, 'wifi.led', 'led'],
    [{ webhook: { url: 'http://h', urk: 1 } }, 'webhook.urk', 'webhook.url'],
    [{ relay: { ...RELAY, urk: 1 } }, 'relay.urk', 'relay.url'],
    [{ relay: { ...RELAY, header: 1 } }, 'relay.header', 'webhook.headers'],
    [{ deboudTimeMs: 1 }, 'deboudTimeMs', 'deadTimeMs'],
    [{ bogus: 1 }, 'bogus', undefined],
    [{ 'a\nb': 1 }, 'a\\x0ab', undefined],
  ])('of %j is told, with the one that was meant', (change, key, meant) => {
    const mend = meant === undefined ? 'Remove it.' : `Did you mean "${meant}"?`;
    expect(told({ ...BASE, ...change })).toEqual([`"${key}" is not a key of the configuration. ${mend}`]);
  });

  test('is told beside others, each by itself', () => {
    expect(told({ ...BASE, bogus: 1, wfi: 2 })).toHaveLength(2);
  });
});

describe('a sentence', () => {
  test.each([
    [
      { wifi: {}, webhook: 'http://h' },
      ['"wifi.ssid" is missing. It must be the name of the network, in quotes.'],
    ],
    [{ wifi: { ssid: 7 }, webhook: 'http://h' }, ['"wifi.ssid" must be the name of the network, in quotes.']],
    [[], ['The configuration must hold one JSON object.']],
    [undefined, ['The configuration must hold one JSON object.']],
    [
      { ...BASE, webhook: 7 },
      ['"webhook" must be a URL in quotes, or an object with "url", "headers" and "expect".'],
    ],
    [{ ...BASE, webhook: 'ftp://h' }, ['"webhook" must start with http:// or https://.']],
    [{ ...BASE, webhook: {} }, ['"webhook.url" is missing. It must be a URL in quotes.']],
    [{ ...BASE, webhook: { url: 7 } }, ['"webhook.url" must be a URL in quotes.']],
    [{ ...BASE, webhook: { url: 'ftp://h' } }, ['"webhook.url" must start with http:// or https://.']],
    [
      { ...BASE, webhook: { url: 'http://h', expect: {} } },
      ['"webhook.expect" must name at least one member.'],
    ],
    [
      { ...BASE, messages: ['a', 7] },
      ['"messages[1]" must be a text in quotes, or an object that is sent as it is.'],
    ],
    [
      { ...BASE, messages: ['a', ''] },
      ['"messages[1]" is empty, and chats refuse that. Write a text, or remove it.'],
    ],
    [
      { ...BASE, pins: [4, 6] },
      ['"pins[1]" can\'t be 6: D6 is wired to the flash chip. Free ones are 5, 12, 13 and 14.'],
    ],
    [
      { ...BASE, pins: [6, 5], led: 14 },
      ['"pins[0]" can\'t be 6: D6 is wired to the flash chip. Free ones are 4, 12 and 13.'],
    ],
    [{ ...BASE, led: 9 }, ['"led" can\'t be 9: D9 is wired to the flash chip. D14 is free.']],
    [
      { ...BASE, led: 9, klaxonPin: 14 },
      ['"led" can\'t be 9: D9 is wired to the flash chip. None is free: use fewer keys.'],
    ],
  ])('of %j names the key, the rule and the mend', (json, sentences) => {
    expect(told(json)).toEqual(sentences);
  });
});
