import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'acorn';
import { simple } from 'acorn-walk';
import { bundleFirmware, type Firmware } from '../../src/build/bundle.ts';
import { checkConfig, loadConfig } from '../../src/config/files/load.ts';
import { bundleMain } from './foreign-firmware.ts';
import { madeByTimer } from './timer-code.ts';

const BASE = { wifi: { ssid: 'net', password: 'correct horse' }, webhook: 'http://chat.lan/hook' };
const RELAY = { url: 'http://10.0.0.2:8765', secret: '0123456789abcdef0123456789abcdef0123456789A' };
const build = (change: object): Promise<Firmware> =>
  bundleFirmware(checkConfig({ ...BASE, ...change }, 'file').config);

describe('the default configuration', () => {
  let firmware: Firmware;
  beforeAll(async () => {
    firmware = await bundleFirmware(loadConfig('.', { BUTTON_CONFIG: 'espruino.config.json' }).config);
  });

  test('stays within 4096 bytes', () => {
    expect(firmware.bytes).toBe(Buffer.byteLength(firmware.script));
    expect(firmware.bytes).toBeLessThanOrEqual(4096);
    expect(firmware.budgetBytes).toBe(4096);
  });

  test('is ASCII in one script', () => {
    expect(firmware.script).toMatch(/^[\x20-\x7e\n]*$/);
  });

  // The board would parse it and take memory for it each time.
  test.each([
    ['poll', 10],
    ['frame of the lamp', 100],
    ['look at the link', 1000],
  ])('makes no object, list or function at a %s', (_name, everyMs) => {
    expect(madeByTimer(firmware.script, everyMs)).toEqual([]);
  });
});

describe('what a timer makes is found', () => {
  test.each<[string, string, string[]]>([
    ['in the timer itself', 'setInterval(() => { f({ a: 1 }); }, 10);', ['{ a: 1 }']],
    ['in a function that it calls', 'const f = () => [1]; setInterval(() => { f(); }, 10);', ['[1]']],
    [
      'in either branch of a choice',
      'const f = () => [1], g = () => [2]; setInterval(() => { x ? f() : g() && h([3]); }, 10);',
      ['[1]', '[2]'],
    ],
    ['as a function', 'setInterval(() => { if (x) f(() => 1); }, 10);', ['() => 1']],
    ['and what it makes only sometimes is left out', 'setInterval(() => { if (x) f([1]); }, 10);', []],
  ])('%s', (_name, script, made) => {
    expect(madeByTimer(script, 10)).toEqual(made);
  });
});

/** The board prints the code of the function that it is in when memory runs out, some 30 characters each way. */
test.each<[string, object, string[]]>([
  ['straight to the webhook', {}, ['correct horse', '/hooks/secret', 'a token of its own']],
  ['with a relay', { relay: RELAY }, ['correct horse', ...padsOf(RELAY.secret)]],
])('no function of the script holds a secret, %s', async (_way, change, secrets) => {
  const webhook = { url: 'http://chat.lan/hooks/secret', headers: { Authorization: 'a token of its own' } };
  const { script } = await build({ webhook, ...change });
  const inFunctions: string[] = [];
  simple(parse(script, { ecmaVersion: 'latest' }), {
    Function: ({ start, end }) => inFunctions.push(script.slice(start, end)),
  });
  for (const secret of secrets) {
    expect(script).toContain(secret);
    expect(inFunctions.filter((code) => code.includes(secret))).toEqual([]);
  }
});

/** As it stands in the script: what HMAC makes of it, in base64. */
function padsOf(secret: string): string[] {
  return [0x36, 0x5c].map((pad) =>
    Buffer.from(Buffer.from(secret).map((byte) => byte ^ pad)).toString('base64'),
  );
}

describe('what a configuration makes of the script', () => {
  test('a name with other letters travels as its UTF-8 bytes', async () => {
    const { script } = await build({ wifi: { ssid: 'café', password: 'pässword' } });
    expect(script).toContain('caf\\xc3\\xa9');
    expect(script).toContain('p\\xc3\\xa4ssword');
  });

  test('with a relay the webhook, its headers and its host are not in it', async () => {
    const webhook = { url: 'https://hooks.example.org/services/T0/B0/path', headers: { 'X-Team': 'blue' } };
    const { script, bytes, budgetBytes } = await build({ webhook, relay: RELAY });
    expect(script).not.toMatch(/hooks|example|services|X-Team|blue/);
    expect(script).toContain('10.0.0.2');
    expect(bytes).toBeLessThanOrEqual(5120);
    expect(budgetBytes).toBe(5120);
  });

  test('without a relay there is nothing of one in it', async () => {
    expect((await build({})).script).not.toMatch(/crypto|nonce|SHA1|Button/);
  });

  test.each(['ok', '<status>ok', 'x'.repeat(64)])(
    'the text "%s" is looked for within the budget',
    async (expect_) => {
      const { script, bytes, budgetBytes } = await build({ webhook: { url: BASE.webhook, expect: expect_ } });
      expect(script).toContain(JSON.stringify(expect_));
      expect(bytes).toBeLessThanOrEqual(budgetBytes);
      expect((await build({})).script).not.toContain('content-length: ');
    },
  );

  test('with a relay the board looks for nothing in an answer but its MAC', async () => {
    const webhook = { url: 'https://hooks.example.org/x', expect: 'all is well' };
    expect((await build({ webhook, relay: RELAY })).script).not.toMatch(/all is well|text.html/);
  });

  test('without a klaxon there is nothing of one in it', async () => {
    expect((await build({})).script).not.toContain('analogWrite');
    expect((await build({ klaxonPin: 14 })).script).toContain('analogWrite(14');
  });

  test('the names of header fields arrive as they are', async () => {
    const webhook = { url: 'http://chat.lan/hook', headers: { Token: 'blue', lost: 'red' } };
    expect((await build({ webhook })).script).toContain('\\r\\nToken: blue\\r\\nlost: red\\r\\n');
  });

  test("the names that the board's console is driven by stay free", async () => {
    const { script } = await build({});
    expect(script).not.toMatch(/(?:const|let|var|function|class|,)\s*(?:E|A0|[DI]\d+|I2C1|SPI1)\s*[=(]/);
  });
});

test.each([
  ['straight to the webhook', {}],
  ['with a relay', { relay: RELAY }],
])('keys and numbers of any length fit, %s', async (_way, change) => {
  const { bytes, budgetBytes } = await build({
    ...change,
    pins: [0, 2, 4, 5, 12, 13, 14, 15],
    led: 16,
    debounceMs: 123,
    chordMs: 1234,
    deadTimeMs: 4321,
    pollMs: 11,
    pressTtlMs: 12_345,
    requestTimeoutMs: 6789,
  });
  expect(bytes).toBeLessThanOrEqual(budgetBytes);
});

test.each<[string, object]>([
  ['a port of the webhook', { webhook: 'http://chat.example.com:65535/hooks/your-webhook' }],
  ['a port of the relay', { relay: { ...RELAY, url: 'http://chat.example.com:65535' } }],
  ['a long name of the relay', { relay: { ...RELAY, url: 'http://relay.of-the-button.example.com:8437' } }],
  [
    'header fields',
    {
      webhook: {
        url: 'http://chat.example.com/hooks/your-webhook',
        headers: { a: '1', b: '2', c: '3', d: '4', 'Content-Type': 'application/json; charset=utf-8' },
      },
    },
  ],
  ['letters of several bytes', { wifi: { ssid: 'Bürö-Nätz', password: 'pässwörter-日本' } }],
  ['quotes', { wifi: { ssid: '"""""""""', password: `${'\\'.repeat(9)}"""""""""` } }],
])('%s in texts that are as long as the default fit', async (_what, change) => {
  const { wifi, webhook } = JSON.parse(readFileSync('espruino.config.json', 'utf8')) as object &
    Record<string, unknown>;
  const { bytes, budgetBytes } = await build({ wifi, webhook, ...change });
  expect(bytes).toBeLessThanOrEqual(budgetBytes);
});

test('every option at once still fits', async () => {
  const { bytes, budgetBytes } = await build({ klaxonPin: 14, pins: [2, 4, 5, 12, 13, 15], relay: RELAY });
  expect(bytes).toBeLessThanOrEqual(budgetBytes);
});

describe('what somebody writes into the firmware and the board lacks is named', () => {
  test.each([
    ['async (pin: Pin) => { await pin; }', 'async function: use callbacks'],
    ['(pin?: { value: number }) => pin?.value', 'optional chaining: check for undefined'],
    ['(pin = 4) => pin', 'default parameter: check for undefined'],
    ['(pin: object) => ({ ...pin })', 'spread: use concat, apply or Object.assign'],
    ['({ ip }: { ip: string }) => ip', 'destructuring: read the properties one by one'],
  ])('%s', async (code, name) => {
    const main = `console.log(${code});`;
    const built = bundleMain(main, checkConfig(BASE, 'file').config);
    await expect(built).rejects.toThrow(/would fail on the board/);
    await expect(built).rejects.toThrow(name);
  });
});

test('a script that is too long is told with its mend', async () => {
  const main = `console.log('${'x'.repeat(5000)}');`;
  const built = bundleMain(main, checkConfig(BASE, 'file').config);
  await expect(built).rejects.toThrow(/over its budget of 4096.*shorten "src\/firmware"/);
});
