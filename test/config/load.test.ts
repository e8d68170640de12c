import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { REAL_BOARD, refuseExample } from '../../src/config/files/example.ts';
import { checkConfig, loadConfig } from '../../src/config/files/load.ts';
import { Failure } from '../../src/failure.ts';
import { messageBody } from '../../src/config/rules/message.ts';
import { configJsonSchema } from '../../src/config/rules/schema.ts';
import { webhookUrl } from '../../src/config/rules/webhook.ts';

const BASE = { wifi: { ssid: 'net', password: 'correct horse' }, webhook: 'http://chat.lan/hook' };

function folderWith(files: Record<string, unknown>): string {
  const folder = mkdtempSync(join(tmpdir(), 'button-config-'));
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  }
  return folder;
}

function messageOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof Failure) return error.message;
  }
  throw new Error('no Failure');
}

describe('where the configuration comes from', () => {
  test('the local file is merged over the shared one, key by key; lists are replaced', () => {
    const folder = folderWith({
      'espruino.config.json': { ...BASE, pins: [4, 5, 12] },
      'espruino.config.local.json': { wifi: { password: 'battery staple' }, pins: [12, 13] },
    });
    const { config, files } = loadConfig(folder, {});
    expect(config.wifi).toEqual({ ssid: 'net', password: 'battery staple' });
    expect(config.pins).toEqual([12, 13]);
    expect(files).toHaveLength(2);
  });

  test('null in the local file takes away what the shared one has', () => {
    const folder = folderWith({
      'espruino.config.json': BASE,
      'espruino.config.local.json': { wifi: { password: null } },
    });
    expect(loadConfig(folder, {}).config.wifi).toEqual({ ssid: 'net' });
  });

  test('null where there is nothing to take away is a fault as ever', () => {
    const folder = folderWith({
      'espruino.config.json': { ...BASE, wifi: { ssid: 'net' } },
      'espruino.config.local.json': { wifi: { password: null } },
    });
    expect(() => loadConfig(folder, {})).toThrow(/"wifi\.password" must be a string/);
  });

  test('each fault is told with its file and line; of both files that of the one that counts', () => {
    const folder = folderWith({
      'espruino.config.json':
        '{\n"wifi": {\n"ssid": ""\n},\n"webhook": {"url": "http://h", "headers": {"a.b": "x",\n"a b": "x"}},\n"pins": [4,\n6]}',
      'espruino.config.local.json': '{\n\n"pins": [4, 5,\n4],\n"relay": {"url": "http://h:1"},\n"wfi": 1}',
    });
    const lines = [
      /config\.json, line 3: "wifi\.ssid" must be/,
      /config\.json, line 6: "webhook\.headers\.a b" is not a header name/,
      /config\.local\.json, line 5: "relay\.secret" is missing/,
      /config\.local\.json, line 6: "wfi" is not a key/,
    ];
    const told = messageOf(() => loadConfig(folder, {}));
    expect(told.split('\n')).toEqual(lines.map((line) => expect.stringMatching(line)));
  });

  test('what no file has is told with both names, and what follows from all of them with its line', () => {
    const folder = folderWith({
      'espruino.config.json': '{"wifi": {"ssid": "n"},\n"debounceMs": 5}',
      'espruino.config.local.json': '{\n"messages": ["x"]\n}',
    });
    expect(messageOf(() => loadConfig(folder, {}))).toMatch(
      /config\.json and .*config\.local\.json: "webhook" is missing\. It must be a URL/,
    );
    writeFileSync(join(folder, 'espruino.config.local.json'), '{"webhook": "http://h"}');
    expect(messageOf(() => loadConfig(folder, {}))).toMatch(/config\.json, line 2: "debounceMs" must not be/);
  });

  test('BUTTON_CONFIG is used in place of both', () => {
    const folder = folderWith({
      'espruino.config.json': '{',
      'espruino.config.local.json': '{',
      'other.json': BASE,
    });
    expect(loadConfig(folder, { BUTTON_CONFIG: 'other.json' }).config.wifi.ssid).toBe('net');
  });

  test('a file that is missing is named', () => {
    expect(() => loadConfig(folderWith({}), {})).toThrow(/espruino\.config\.json": there is no such file/);
    expect(() => loadConfig(folderWith({}), { BUTTON_CONFIG: 'x.json' })).toThrow(
      /x\.json": there is no such file/,
    );
  });

  test('broken JSON is told by its place and without its text', () => {
    const folder = folderWith({ 'espruino.config.json': '{\n  "wifi": { "password": hunter2 }\n}' });
    expect(() => loadConfig(folder, {})).toThrow(/not JSON: invalid symbol at line 2, column 25/);
    expect(() => loadConfig(folder, {})).not.toThrow(/hunter2/);
  });

  test.each([
    ['', /is empty\. It must hold/],
    ['{} // said', /invalid comment token at line 1, column 4\. JSON has no comments/],
    ['{"pins":[4,\n04]}', /at line 2, column 2\. A number has no 0 in front: remove that/],
    ['{"pins":[40 5]}', /comma expected.*Put a comma before it/],
    ['{"a":1,}', /Write a key.*or remove the comma/],
    ['{"wifi":{"ssid":"n",\n"__proto__":{}}}', /"__proto__" at line 2, column 1 can't be a key\. Remove it/],
    ['{"messages":[{"__proto__":1}]}', /"__proto__" at line 1, column 15/],
    [
      '{"webhook":"http://a.test/1",\n"webhook":"http://a.test/2"}',
      /"webhook" at line 2, column 1 is there for the second time\. Remove one/,
    ],
    ['{"wifi":{"ssid":"n","ssid":"m"}}', /"ssid" at line 1, column 21 is there for the second time/],
    ['{"a\\nb":1,"a\\nb":2}', /^"[^"\n]*": "a\\x0ab" at line 1, column 11 is there for the second time/],
    ['{"__proto__":{"wifi":{"ssid":"n"}}}', /"__proto__" at line 1, column 2/],
  ])('%j is told with its mend', (content, message) => {
    const folder = folderWith({});
    writeFileSync(join(folder, 'espruino.config.json'), content);
    expect(() => loadConfig(folder, {})).toThrow(message);
  });

  test.each<[string, BufferEncoding]>([
    ['Latin-1', 'latin1'],
    ['UTF-16', 'utf16le'],
  ])('a file in %s is refused', (_name, encoding) => {
    const folder = folderWith({});
    const text = JSON.stringify({ ...BASE, wifi: { ssid: 'café' } });
    writeFileSync(join(folder, 'espruino.config.json'), Buffer.from(text, encoding));
    expect(() => loadConfig(folder, {})).toThrow(/is not UTF-8\. Save it as UTF-8/);
  });

  test('a byte order mark is no fault', () => {
    const folder = folderWith({ 'espruino.config.json': `\ufeff${JSON.stringify(BASE)}` });
    expect(loadConfig(folder, {}).config.wifi.ssid).toBe('net');
  });

  test('BUTTON_CONFIG that names a folder, or nothing, says so', () => {
    const folder = folderWith({});
    expect(() => loadConfig(folder, { BUTTON_CONFIG: '.' })).toThrow(/is a folder\. Name a file/);
    expect(() => loadConfig(folder, { BUTTON_CONFIG: 'x' })).toThrow(
      /"BUTTON_CONFIG" names it: correct its path/,
    );
  });

  test.each(['[]', '["hunter2"]', '"hunter2"', 'null'])('JSON that is no object is refused: %s', (text) => {
    const told = messageOf(() => loadConfig(folderWith({ 'espruino.config.json': text }), {}));
    expect(told).toMatch(/must hold one JSON object/);
    expect(told).not.toContain('hunter2');
  });
});

describe('the webhook is taken apart', () => {
  const parsed = (webhook: unknown, relay?: object) =>
    checkConfig({ ...BASE, webhook, ...(relay && { relay }) }, 'file').config.webhook;

  test('path and query are kept, the fragment is dropped, the port follows the scheme', () => {
    expect(parsed('http://chat.lan?a=b#c')).toMatchObject({ host: 'chat.lan', port: 80, path: '/?a=b' });
    expect(parsed('http://chat.lan:8065/x%20y/ü')).toMatchObject({ port: 8065, path: '/x%20y/%C3%BC' });
    const relay = { url: 'http://10.0.0.2', secret: 's'.repeat(43) };
    expect(parsed('https://chat.lan/x', relay)).toMatchObject({ protocol: 'https:', port: 443 });
    expect(checkConfig({ ...BASE, relay }, 'file').config.relay).toMatchObject({ port: 80 });
  });

  test('a name with other letters becomes its ASCII form', () => {
    expect(parsed('http://bücher.lan/').host).toBe('xn--bcher-kva.lan');
  });

  test('user and password become an Authorization header in UTF-8', () => {
    const webhook = parsed({ url: 'http://me:p%C3%A4ss@chat.lan/', headers: { 'X-A': 'b' } });
    expect(webhook.headers).toEqual({
      Authorization: `Basic ${Buffer.from('me:päss').toString('base64')}`,
      'X-A': 'b',
    });
    expect(webhookUrl(webhook)).toBe('http://chat.lan/');
  });
});

describe('message bodies', () => {
  test('a text is sent as {"text": ...}, an object as it is', () => {
    expect(messageBody('go')).toBe('{"text":"go"}');
    expect(messageBody({ blocks: [1] })).toBe('{"blocks":[1]}');
  });

  test('any text arrives unharmed, in ASCII', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const body = messageBody(text);
        expect(body).toMatch(/^[\x20-\x7e]*$/);
        expect(JSON.parse(body)).toEqual({ text });
      }),
    );
  });
});

describe('the JSON Schema', () => {
  const { properties } = configJsonSchema() as { properties: Record<string, Record<string, unknown>> };
  const matches = (schema: unknown, text: string): boolean =>
    new RegExp((schema as { pattern: string }).pattern).test(text);

  test('takes what the build takes, and says what it can of the rest', () => {
    expect(matches(properties['hostname'], 'A-B')).toBe(true);
    expect(matches(properties['hostname'], '-B')).toBe(false);
    const [url] = properties['webhook']!['anyOf'] as unknown[];
    expect(matches(url, 'HTTP://h')).toBe(true);
    expect(matches(url, 'ftp://h')).toBe(false);
    expect(properties['pins']).toMatchObject({
      uniqueItems: true,
      items: { enum: [0, 2, 4, 5, 12, 13, 14, 15] },
    });
    expect(properties['wifi']).toMatchObject({
      properties: { ssid: { minLength: 1, maxLength: 31 }, password: { maxLength: 63 } },
    });
  });
});

describe('the configuration that comes with the project', () => {
  test('is valid, needs no warning, and is recognised as not yet configured', () => {
    const { config, warnings } = loadConfig(process.cwd(), { BUTTON_CONFIG: 'espruino.config.json' });
    expect(warnings).toEqual([]);
    expect(() => {
      refuseExample(config, REAL_BOARD);
    }).toThrow('"wifi.ssid", "wifi.password", "webhook": still the example\'s.');
    expect(() => {
      refuseExample(config, ['webhook']);
    }).toThrow('"webhook": still');
  });

  test('each example value is recognised by itself', () => {
    refuseExample(checkConfig(BASE, 'file').config, REAL_BOARD);
    const half = { ...BASE, wifi: { ssid: 'net', password: 'your-wifi-password' } };
    expect(() => {
      refuseExample(checkConfig(half, 'file').config, REAL_BOARD);
    }).toThrow(/^"wifi\.password": still/);
  });

  test('points editors at a JSON Schema that says what the checks say (`npm run schema` writes it)', () => {
    const file = readFileSync('espruino.config.json', 'utf8');
    const { $schema } = JSON.parse(file) as { $schema: string };
    expect(JSON.parse(readFileSync($schema, 'utf8'))).toEqual(JSON.parse(JSON.stringify(configJsonSchema())));
  });
});
