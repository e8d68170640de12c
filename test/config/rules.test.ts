import { describe, expect, test } from '@jest/globals';
import { checkConfig } from '../../src/config/files/load.ts';
import { Failure } from '../../src/failure.ts';

const BASE = { wifi: { ssid: 'net', password: 'correct horse' }, webhook: 'http://chat.lan/hook' };
const RELAY = { url: 'http://10.0.0.2:8765', secret: 's'.repeat(32) };

const HEADERS_RULE = /"webhook\.headers" must be an object of names and values/;
const { length: HOST_BYTES } = 'chat.lan';

/** What the user is told about BASE with `change` made to it; 'accepted' when there is nothing to say. */
function verdict(change: object): string {
  try {
    checkConfig({ ...BASE, ...change }, 'file');
    return 'accepted';
  } catch (error) {
    if (error instanceof Failure && error.exit === 'config') return error.message;
    throw error;
  }
}

describe('a configuration the board can use is accepted', () => {
  test.each<[string, object]>([
    ['the defaults', {}],
    ['an open network', { wifi: { ssid: 'café' } }],
    ['an SSID of 31 bytes', { wifi: { ssid: 'x'.repeat(31) } }],
    ['a password of 8 bytes', { wifi: { ssid: 'net', password: 'pässwor' } }],
    ['a password of 63 bytes', { wifi: { ssid: 'net', password: 'x'.repeat(63) } }],
    ['https with a relay', { webhook: 'https://hooks.example.org/x', relay: RELAY }],
    ['the free pins', { pins: [4, 5, 12, 13, 14] }],
    ['the lamp moved away and a key on D0', { pins: [0, 4], led: 2 }],
    ['a klaxon', { klaxonPin: 14 }],
    ['an http:// host that only sounds like one of the others', { webhook: 'http://gitlab.com.lan/x' }],
    ['a message with a part that is empty', { messages: [{ text: '', blocks: [1] }] }],
    ['an object as a message', { messages: [{ text: 'a', channel: '#ops' }] }],
    ['messages of 2048 bytes together', { messages: ['x'.repeat(1013), 'x'.repeat(1013)] }],
    ['a text to expect', { webhook: { url: 'http://h/x', expect: 'ok' } }],
    [
      'members to expect, with a relay',
      { webhook: { url: 'https://h/x', expect: { ok: true } }, relay: RELAY },
    ],
    ['a secret of 128 characters', { relay: { ...RELAY, secret: '~'.repeat(128) } }],
  ])('%s', (_title, change) => {
    expect(verdict(change)).toBe('accepted');
  });
});

describe('what the board cannot do is refused with the key, the rule and the mend', () => {
  test.each<[string, object, RegExp]>([
    ['SSID missing', { wifi: {} }, /"wifi\.ssid" is missing\. It must be the name of the network/],
    ['SSID empty', { wifi: { ssid: '' } }, /"wifi\.ssid" must be 1 to 31 bytes of UTF-8/],
    ['SSID of 32 bytes', { wifi: { ssid: 'x'.repeat(30) + 'é' } }, /"wifi\.ssid" must be 1 to 31 bytes/],
    ['SSID with a NUL', { wifi: { ssid: 'a\0b' } }, /"wifi\.ssid" holds a control character.*Remove it/],
    ['half a character in the SSID', { wifi: { ssid: 'a\ud800' } }, /"wifi\.ssid" holds half a character/],
    [
      'half a character in the password',
      { wifi: { ssid: 'n', password: 'correct \udc00' } },
      /"wifi\.password" holds half a character/,
    ],
    ['password empty', { wifi: { ssid: 'n', password: '' } }, /"wifi\.password" is empty\. Leave it out/],
    [
      'user cut off in an escape',
      { webhook: 'http://%E2%82:%AC@h/x' },
      /"webhook" has a user.*broken %-escape/,
    ],
    ['nothing to expect', { webhook: { url: 'http://h', expect: '' } }, /"webhook\.expect" must be 1 to 64/],
    [
      'a text to expect that is too long',
      { webhook: { url: 'http://h', expect: 'x'.repeat(65) } },
      /"webhook\.expect" must be 1 to 64 printable ASCII/,
    ],
    [
      'no member to expect',
      { webhook: { url: 'https://h', expect: {} }, relay: RELAY },
      /"webhook\.expect" must name at least one member/,
    ],
    [
      'something else to expect',
      { webhook: { url: 'http://h', expect: true } },
      /"webhook\.expect" must be a text that the answer holds, or an object of members/,
    ],
    [
      'members to expect without a relay',
      { webhook: { url: 'http://h', expect: { ok: true } } },
      /"webhook\.expect" is an object.*text that the answer holds.*npm run relay/,
    ],
    ['port 0', { webhook: 'http://h:0/' }, /"webhook" has a port.*must be 1 to 65535/],
    ['port 65536', { webhook: 'http://h:65536/' }, /"webhook" has a port.*must be 1 to 65535/],
    ['relay port 0', { relay: { ...RELAY, url: 'http://h:0' } }, /"relay\.url" has a port.*1 to 65535/],
    ['relay port 65536', { relay: { ...RELAY, url: 'http://h:65536' } }, /"relay\.url" has a port/],
    ['relay ftp', { relay: { ...RELAY, url: 'ftp://h:1' } }, /"relay\.url" must be http:\/\/host:port/],
    ['relay without scheme', { relay: { ...RELAY, url: 'h:1' } }, /"relay\.url" must be http:\/\/host:port/],
    ['relay query', { relay: { ...RELAY, url: 'http://h:1?' } }, /"relay\.url" must be http:\/\/host:port/],
    [
      'relay fragment',
      { relay: { ...RELAY, url: 'http://h:1#' } },
      /"relay\.url" must be http:\/\/host:port/,
    ],
    ['https in an object', { webhook: { url: 'https://h/' } }, /"webhook\.url" is https:\/\//],
    ['headers a text', { webhook: { url: 'http://h', headers: 'x' } }, HEADERS_RULE],
    ['headers a list', { webhook: { url: 'http://h', headers: [] } }, HEADERS_RULE],
    ['headers null', { webhook: { url: 'http://h', headers: null } }, HEADERS_RULE],
    ['$schema a number', { $schema: 5 }, /"\$schema" must be the path.*Leave it out/],
    [
      'a header twice',
      { webhook: { url: 'http://h', headers: { 'X-A': '1', 'x-a': '2' } } },
      /"webhook\.headers\.x-a" is the same header as "X-A".*Remove one/,
    ],
    ['header with a tab', { webhook: { url: 'http://h', headers: { a: 'x\ty' } } }, /has a value with a tab/],
    ...['Expect', 'Upgrade', 'TE', 'Trailer', 'Keep-Alive'].map((name): [string, object, RegExp] => [
      `header ${name}`,
      { webhook: { url: 'http://h', headers: { [name]: 'x' } } },
      /asks for what the board's HTTP client cannot do\. Remove it/,
    ]),
    [
      'header that is no text',
      { webhook: { url: 'http://h', headers: { a: 7 } } },
      /"webhook\.headers\.a" must be a text in quotes/,
    ],
    ['url that is no text', { webhook: { url: 7 } }, /"webhook\.url" must be a URL in quotes/],
    ['relay url that is no text', { relay: { ...RELAY, url: 7 } }, /"relay\.url" must be a URL in quotes/],
    ['lamp on a key of the default', { led: 4 }, /"led" can't be 4: D4 is a key.*D14 is free/],
    ['klaxon on a key of the default', { klaxonPin: 4 }, /"klaxonPin" can't be 4: D4 is a key.*D14 is free/],
    ['ssid outside', { ssid: 'x' }, /Did you mean "wifi\.ssid"\?/],
    ['url outside', { url: 'x' }, /Did you mean "webhook\.url"\?/],
    ['key in capitals', { wifi: { ssid: 'n', PASSWORD: 'x' } }, /Did you mean "wifi\.password"\?/],
    ['unlike: host', { host: 'x' }, /"host" is not a key of the configuration\. Remove it/],
    ['unlike: bogus', { bogus: 1 }, /"bogus" is not a key of the configuration\. Remove it/],
    ['password of 7 bytes', { wifi: { ssid: 'n', password: '1234567' } }, /"wifi\.password" must be 8 to 63/],
    ['password of 64', { wifi: { ssid: 'n', password: 'x'.repeat(64) } }, /"wifi\.password" must be 8 to 63/],
    [
      'password null',
      { wifi: { ssid: 'n', password: null } },
      /"wifi\.password" must be a string\. Leave it out/,
    ],
    ['webhook missing', { webhook: undefined }, /"webhook" is missing\. It must be a URL/],
    ['webhook no URL', { webhook: 'chat.lan/hook' }, /"webhook" (is not a URL|must start with http)/],
    ['webhook ftp', { webhook: 'ftp://h/' }, /"webhook" must start with http:\/\/ or https:\/\//],
    ['webhook IPv6', { webhook: 'http://[::1]/' }, /"webhook" has an IPv6 host.*Use a name or an IPv4/],
    [
      'host too long',
      { webhook: `http://${'h.'.repeat(64)}x/` },
      /"webhook" has a host longer than 127 bytes/,
    ],
    [
      'relay by a name of mDNS',
      { relay: { ...RELAY, url: 'http://Relay.local:8437' } },
      /"relay\.url" has a name that ends in \.local, and the board finds none of those\. Write the address/,
    ],
    ['the same with a dot', { relay: { ...RELAY, url: 'http://relay.local./' } }, /ends in \.local/],
    [
      'webhook by a name of mDNS',
      { webhook: { url: 'http://chat.local/x' } },
      /"webhook\.url" has a name .*\.local/,
    ],
    ['https without relay', { webhook: 'https://h/' }, /no TLS.*plain text.*npm run relay/],
    ['webhook a number', { webhook: 5 }, /"webhook" must be a URL in quotes, or an object/],
    ['url in an object', { webhook: { url: 'x' } }, /"webhook\.url" is not a URL/],
    [
      'header line break',
      { webhook: { url: 'http://h', headers: { a: 'x\r\nb: c' } } },
      /"webhook\.headers\.a".*line break/,
    ],
    ['header name', { webhook: { url: 'http://h', headers: { 'a\n': 'x' } } }, /is not a header name/],
    [
      'board header',
      { webhook: { url: 'http://h', headers: { HOST: 'x' } } },
      /"webhook\.headers\.HOST" is set by/,
    ],
    [
      'two authorizations',
      { webhook: { url: 'http://u:p@h', headers: { authorization: 'x' } } },
      /say the same thing\. Remove one/,
    ],
    ['flash pin', { pins: [4, 6] }, /"pins\[1\]" can't be 6: D6 is wired to the flash/],
    ['flash pin 11', { pins: [4, 11] }, /"pins\[1\]" can't be 11/],
    ['serial TX', { pins: [1, 4] }, /"pins\[0\]" can't be 1: D1 is the serial console/],
    ['serial RX', { pins: [3, 4] }, /"pins\[0\]" can't be 3/],
    ['no pull-up', { pins: [16, 4] }, /"pins\[0\]" can't be 16: D16 has no pull-up/],
    ['no such pin', { pins: [17, 4] }, /"pins\[0\]" must be a GPIO number from 0 to 16/],
    ['twice', { pins: [4, 5, 4] }, /"pins" names D4 twice/],
    ['pin in quotes', { pins: ['4', 5] }, /"pins\[0\]" must be a GPIO number without quotes: write 4\.$/],
    ['pin with a zero', { pins: ['04', 5] }, /"pins\[0\]" must be .*: write 4\.$/],
    [
      'pin as it is printed',
      { pins: ['D4', 'd5'] },
      /"pins\[0\]" .*: write 4, or 2 for what a NodeMCU calls D4\.\n.*write 5, or 14 for/,
    ],
    [
      "a NodeMCU's pin",
      { pins: ['D1', 4] },
      /"pins\[0\]" .*without quotes: write 5 for what a NodeMCU calls D1\.$/,
    ],
    [
      'pin in quotes that no key can be on',
      { pins: ['9', 4] },
      /"pins\[0\]" .*from 0 to 16, without quotes\.$/,
    ],
    ['pin that is no number', { pins: ['hunter2', 4] }, /"pins\[0\]" must be a GPIO number from 0 to 16\.$/],
    ['pins in one text', { pins: '4, 5,12' }, /"pins" must be a list.*without quotes: write \[4, 5, 12\]\.$/],
    ['pins in one text with brackets', { pins: '[4 5]' }, /write \[4, 5\]\.$/],
    ['one pin', { pins: 4 }, /"pins" must be a list .*as in \[4, 5, 12, 13\]\.$/],
    ['lamp in quotes', { led: '2' }, /"led" must be a GPIO number without quotes: write 2/],
    ['pins that are taken are not free', { pins: [6, 4, 12], led: 14 }, /D6 is.*Free ones are 5 and 13\.$/],
    ['klaxon on flash, keys by default', { klaxonPin: 9 }, /"klaxonPin" can't be 9.*D14 is free\.$/],
    ['message empty', { messages: ['go', ''] }, /"messages\[1\]" is empty, and chats refuse that/],
    ['message blank', { messages: [{ text: ' ', content: '' }] }, /"messages\[0\]" is empty/],
    ['message without anything', { messages: [{}] }, /"messages\[0\]" is empty/],
    ['messages a text', { messages: 'go' }, /"messages" must be a list of messages, in brackets/],
    [
      'secret missing',
      { relay: { url: 'http://h:1' } },
      /"relay\.secret" is missing.*`npm run relay` makes one/,
    ],
    ...[
      'hooks.slack.com',
      'discord.com',
      'x.webhook.office.com',
      'api.github.com',
      'gitlab.com',
      'chat.googleapis.com',
    ].map((host): [string, object, RegExp] => [
      `http:// to ${host}`,
      { webhook: `http://${host}/hunter2`, relay: RELAY },
      /^(?!.*hunter2).*"webhook" is http:\/\/, and \w+ takes https:\/\/ only.*Write https:\/\/.*make a new webhook/,
    ]),
    ['lamp as key', { pins: [0, 4] }, /"pins\[0\]" can't be 0: D0 is the lamp/],
    ['klaxon as key', { pins: [4, 5], klaxonPin: 5 }, /"pins\[1\]" can't be 5: D5 is the klaxon/],
    ['klaxon as lamp', { klaxonPin: 0 }, /"klaxonPin" can't be 0: D0 is the lamp/],
    ['klaxon on flash', { klaxonPin: 9 }, /"klaxonPin" can't be 9/],
    ['one key', { pins: [4] }, /"pins" must name at least 2 keys/],
    ['one key beside D15', { pins: [4, 15] }, /"pins" must name at least 2 keys besides D15/],
    ['nine keys', { pins: [0, 2, 4, 5, 12, 13, 14, 15, 16] }, /"pins" must name at most 8 keys/],
    ['no messages', { messages: [] }, /"messages" must hold at least one/],
    ['nine messages', { messages: Array(9).fill('x') }, /"messages" must hold at most 8 messages/],
    ['message a number', { messages: [1] }, /"messages\[0\]" must be a text in quotes/],
    [
      'message too long',
      { messages: ['ok', 'x'.repeat(2000)] },
      /"messages\[1\]" takes 2011 bytes.*Shorten it/,
    ],
    [
      'messages too long together',
      { messages: ['x'.repeat(1013), 'x'.repeat(1012), 'y'] },
      /"messages" take 2059 bytes.*2048\. Shorten them/,
    ],
    ['fractions', { debounceMs: 10.5 }, /"debounceMs" must be a whole number of milliseconds from 5 to 1000/],
    ['debounce under poll', { debounceMs: 10, pollMs: 20 }, /"debounceMs" must not be shorter than "pollMs"/],
    ['endless press', { pressTtlMs: 60_000 }, /"pressTtlMs" must be a whole number of milliseconds/],
    ['hostname a number', { hostname: 7 }, /"hostname" must be a string/],
    ['hostname', { hostname: 'no_underscores' }, /"hostname" must be 1 to 32 letters/],
    ['relay path', { relay: { ...RELAY, url: 'http://h:1/x' } }, /"relay\.url" must be http:\/\/host:port/],
    ['relay https', { relay: { ...RELAY, url: 'https://h:1' } }, /"relay\.url" must be http:\/\/host:port/],
    [
      'short secret',
      { relay: { ...RELAY, secret: 'short' } },
      /"relay\.secret" must be 32 to 128 printable ASCII/,
    ],
    ['unknown key', { wfi: {} }, /"wfi" is not a key of the configuration\. Did you mean "wifi"\?/],
    [
      'unknown inner key',
      { wifi: { ssid: 'n', pasword: 'x' } },
      /"wifi\.pasword".*Did you mean "wifi\.password"\?/,
    ],
    ['unlike any key', { qqqqqqqqqqqqqqqqq: 1 }, /"qqqqqqqqqqqqqqqqq" is not a key.*Remove it/],
  ])('%s', (_title, change, message) => {
    expect(verdict(change)).toMatch(message);
  });

  test('what is wrong twice is told once, and on one line', () => {
    expect(verdict({ pins: [4, 4, 4] }).match(/names D4 twice/g)).toHaveLength(1);
    expect(verdict({ webhook: { url: 'http://h', headers: { 'a\r\nb': 'x' } } })).toMatch(
      /^file: "webhook\.headers\.a\\x0d\\x0ab" is not a header name/,
    );
  });

  test('host, path and headers have memory for 512 bytes, unless a relay keeps them', () => {
    const webhook = (bytes: number) => ({
      url: `http://chat.lan/${'p'.repeat(99)}`,
      headers: { Key: 'hunter2'.padEnd(bytes - HOST_BYTES - 100 - 'Key: \r\n'.length, 'x') },
    });
    expect(verdict({ webhook: webhook(512) })).toBe('accepted');
    expect(verdict({ webhook: webhook(513) })).toMatch(/"webhook" takes 513 bytes.*512.*npm run relay/);
    expect(verdict({ webhook: webhook(513) })).not.toContain('hunter2');
    expect(verdict({ webhook: webhook(513), relay: RELAY })).toBe('accepted');
  });

  test.each([[[]], [null], [undefined], ['hunter2']])('what is no object is no configuration: %j', (json) => {
    expect(() => checkConfig(json, 'file')).toThrow(/^file: The configuration must hold one JSON object\.$/);
  });

  test('a free pin is the mend of a pin, and of nothing else', () => {
    expect(verdict({ wifi: { ssid: '\0' }, pins: [4, 6] }).split('\n')).toEqual([
      'file:',
      '  "wifi.ssid" holds a control character, such as a NUL or a line break. Remove it.',
      '  "pins[1]" can\'t be 6: D6 is wired to the flash chip. Free ones are 5, 12, 13 and 14.',
    ]);
  });

  test('all faults are told at once', () => {
    expect(verdict({ pins: [6, 4], debounceMs: 1, wfi: 1 }).split('\n')).toHaveLength(4);
  });

  test('no message holds a secret', () => {
    const told = verdict({
      wifi: { ssid: 'net', password: 'hunter2' },
      webhook: { url: 'ftp://hunter2@h/hunter2', headers: { 'X-Key': 'hunter2\n' } },
      relay: { url: 'http://h/hunter2', secret: 'hunter2' },
    });
    expect(told).toMatch(/"wifi\.password"[^]*"webhook\.url"[^]*"relay\.secret"/);
    expect(told).not.toContain('hunter2');
  });

  test.each<[object, RegExp]>([
    [{ wifi: 'hunter2' }, /"wifi" must/],
    [{ wifi: { ssid: 'n', password: ['hunter2'] } }, /"wifi\.password" must/],
    [{ wifi: { ssid: 'n', password: 'hunter2'.repeat(10) } }, /"wifi\.password" must/],
    [{ wifi: { ssid: 'n', password: 'hunter2\u0007' } }, /"wifi\.password"/],
    [{ webhook: ['hunter2'] }, /"webhook" must/],
    [{ webhook: 'hunter2' }, /is not a URL/],
    [{ webhook: 'http://h.test/hunter2\ud800' }, /half a character/],
    [{ webhook: 'http://me:hunter2%@h.test/hunter2' }, /broken %-escape/],
    [{ webhook: 'http://me:hunter2@h.test:99999/hunter2' }, /has a port/],
    [{ webhook: 'http://me:hunter2@[::1]/hunter2' }, /IPv6/],
    [{ webhook: `http://me:hunter2@${'h'.repeat(128)}/hunter2` }, /has a host longer/],
    [{ webhook: 'http://me:hunter2@h.local/hunter2' }, /ends in \.local/],
    [{ webhook: 'https://me:hunter2@h.test/hunter2?hunter2' }, /is https:\/\//],
    [{ webhook: 'http://me:hunter2@github.com/hunter2' }, /takes https:\/\/ only/],
    [{ webhook: `http://me:hunter2@h.test/hunter2${'x'.repeat(500)}` }, /takes \d+ bytes/],
    [{ webhook: { url: 'http://h.test/hunter2', headers: { Key: 'hunter2\n' } } }, /"webhook\.headers\.Key"/],
    [{ webhook: { url: 'http://h.test/hunter2', headers: { Key: 7, Other: ['hunter2'] } } }, /headers\.Key"/],
    [
      { webhook: { url: 'http://hunter2:hunter2@h.test/', headers: { Authorization: 'hunter2' } } },
      /say the same thing/,
    ],
    [{ webhook: { url: 'http://h.test/hunter2', expect: { hunter2: 'hunter2' } } }, /is an object/],
    [{ relay: 'hunter2' }, /"relay" must/],
    [{ relay: { ...RELAY, url: 'http://me:hunter2@h:1' } }, /"relay\.url" must/],
    [{ relay: { ...RELAY, secret: `${'hunter2'.repeat(5)}ü` } }, /"relay\.secret" must/],
    [{ practice: { hunter2: 'hunter2' }, messages: ['hunter2', 5] }, /"messages\[1\]"/],
  ])('of %j nothing is quoted', (change, message) => {
    const told = verdict(change);
    expect(told).toMatch(message);
    expect(told).not.toMatch(/hunter/);
  });
});

describe('wiring that works but surprises is warned about', () => {
  test.each([
    [0, /"pins\[1\]": D0 has the red LED.*bootloader/],
    [2, /"pins\[1\]": D2 is the second serial port's output/],
    [15, /"pins\[1\]": D15 has a pull-down.*always reads pressed/],
  ])('D%i', (pin, message) => {
    const { warnings } = checkConfig({ ...BASE, led: 14, pins: [4, pin, 12] }, 'file');
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(message);
  });

  test.each([
    [{ led: 15 }, /^"led": D15 must be low at power-up.*lit when low does/],
    [{ klaxonPin: 15 }, /^"klaxonPin": D15 must be low at power-up/],
    [{ klaxonPin: 2 }, /^"klaxonPin": D2 must be high at power-up/],
    [{ led: 14, klaxonPin: 0 }, /^"klaxonPin": D0 .* bootloader/],
  ])('what hangs on a pin that the start depends on: %j', (change, message) => {
    expect(checkConfig({ ...BASE, ...change }, 'file').warnings).toEqual([expect.stringMatching(message)]);
  });

  test.each([
    [
      { wifi: { ssid: 'net ' } },
      /^"wifi\.ssid": ends with a blank.*Remove it, unless the network has it too/,
    ],
    [{ wifi: { ssid: ' net' } }, /^"wifi\.ssid": begins with a blank/],
    [{ wifi: { ssid: 'net', password: 'hunter2 hunter2 ' } }, /^"wifi\.password": ends (?!.*hunter2)/],
  ])('a blank that nobody sees: %j', (change, message) => {
    expect(checkConfig({ ...BASE, ...change }, 'file').warnings).toEqual([expect.stringMatching(message)]);
  });

  test('the original wiring builds, with a warning for D2 and one for D15', () => {
    expect(checkConfig({ ...BASE, pins: [4, 5, 2, 15] }, 'file').warnings).toHaveLength(2);
  });
});

test('a relay finds names of mDNS, so a webhook behind one may have such a name', () => {
  const { config } = checkConfig({ ...BASE, webhook: 'http://chat.local/x', relay: RELAY }, 'file');
  expect(config.webhook.host).toBe('chat.local');
});

describe('with stand-ins, which get what the webhook would', () => {
  const check = (change: object) => checkConfig({ ...BASE, ...change }, 'file', { purpose: 'standIns' });

  test('a webhook may be https:// without a relay, or too long for the board', () => {
    expect(check({ webhook: 'https://h/x' }).config.webhook.protocol).toBe('https:');
    expect(check({ webhook: `http://h/${'p'.repeat(600)}` }).config.relay).toBeUndefined();
  });

  test('what the board itself does is judged as ever', () => {
    expect(() => check({ webhook: 'https://h/x', pins: [4, 4] })).toThrow('names D4 twice');
  });
});
