import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import type { NetworkInterfaceInfo } from 'node:os';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { loadConfig } from '../../../src/config/files/load.ts';
import { ownAddresses, type Interfaces } from '../../../src/own-addresses.ts';
import { setUpRelay } from '../../../src/relay/command/setup.ts';
import { relaySettings } from '../../../src/relay/command/settings.ts';

const BASE = {
  wifi: { ssid: 'net', password: 'correct horse' },
  webhook: 'https://hooks.slack.com/services/T/B/x',
};
const LOCAL = 'espruino.config.local.json';

function address(text: string, internal = false): NetworkInterfaceInfo {
  const family = text.includes(':') ? 'IPv6' : 'IPv4';
  const rest = { address: text, netmask: '', mac: '', internal, cidr: null };
  return family === 'IPv6' ? { ...rest, family, scopeid: 0 } : { ...rest, family };
}

const LAPTOP: Interfaces = {
  lo: [address('127.0.0.1', true), address('::1', true)],
  docker0: [address('172.17.0.1')],
  wlan0: [address('fe80::1'), address('192.168.1.5')],
};

function folderWith(files: Record<string, unknown>): string {
  const folder = mkdtempSync(join(tmpdir(), 'button-setup-'));
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(
      join(folder, name),
      typeof content === 'string' ? content : JSON.stringify(content, null, 2),
    );
  }
  return folder;
}

function modeOf(file: string): number {
  return statSync(file).mode & 0o777;
}

function failure(message: RegExp): unknown {
  return expect.objectContaining({ exit: 'config', message: expect.stringMatching(message) });
}

describe('the first run', () => {
  test('makes a relay section that the loader takes, for its owner only, and says so without the secret', () => {
    const folder = folderWith({ 'espruino.config.json': BASE });
    const said = setUpRelay(folder, {}, LAPTOP) ?? '';
    const { config } = loadConfig(folder, {});
    expect(config.relay).toMatchObject({ host: '192.168.1.5', port: 8437 });
    const secret = config.relay?.secret ?? '';
    expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
    expect(modeOf(join(folder, LOCAL))).toBe(0o600);
    expect(said.split('\n')).toEqual([
      `Made the "relay" section in "${LOCAL}", which git ignores: "relay.url" is http://192.168.1.5:8437, this machine's address, ` +
        'and "relay.secret" is a new secret of 256 bits.',
      expect.stringContaining('npm run upload'),
      expect.stringContaining('also 172.17.0.1 (docker0)'),
    ]);
    expect(said).not.toContain(secret);
  });

  test('makes another secret each time', () => {
    const secrets = [0, 1].map(() => {
      const folder = folderWith({ 'espruino.config.json': BASE });
      setUpRelay(folder, {}, LAPTOP);
      return loadConfig(folder, {}).config.relay?.secret;
    });
    expect(secrets[0]).not.toBe(secrets[1]);
  });

  test('keeps what the local file holds, and takes it from other eyes', () => {
    const folder = folderWith({
      'espruino.config.json': BASE,
      [LOCAL]: '{\n    "wifi": {"password": "battery staple"}\n}\n',
    });
    setUpRelay(folder, {}, LAPTOP);
    expect(loadConfig(folder, {}).config.wifi.password).toBe('battery staple');
    expect(modeOf(join(folder, LOCAL))).toBe(0o600);
  });

  test.each([
    [{ relay: { url: 'http://10.0.0.9:1234' } }, {}, {}],
    [{}, { relay: { url: 'http://10.0.0.9:1234' } }, LAPTOP],
  ])('makes a secret where only that is missing: %j, %j', (shared, local, interfaces) => {
    const folder = folderWith({ 'espruino.config.json': { ...BASE, ...shared }, [LOCAL]: local });
    const said = setUpRelay(folder, {}, interfaces) ?? '';
    const { config } = loadConfig(folder, {});
    expect(config.relay?.url).toBe('http://10.0.0.9:1234');
    expect(Buffer.from(config.relay?.secret ?? '', 'base64url')).toHaveLength(32);
    expect(said).toMatch(
      /^Made "relay\.secret" in ".*", which git ignores: "relay\.secret" is a new secret of 256 bits\.\n.*$/,
    );
  });

  test('writes over nothing that stands in its way: a rest of before, or a link to elsewhere', () => {
    const folder = folderWith({ 'espruino.config.json': BASE, 'elsewhere.txt': 'kept' });
    symlinkSync(join(folder, 'elsewhere.txt'), join(folder, `${LOCAL}.new`));
    setUpRelay(folder, {}, LAPTOP);
    expect(readFileSync(join(folder, 'elsewhere.txt'), 'utf8')).toBe('kept');
    expect(modeOf(join(folder, LOCAL))).toBe(0o600);
    expect(existsSync(join(folder, `${LOCAL}.new`))).toBe(false);
  });

  test('makes an address where only that is missing', () => {
    const secret = 's'.repeat(32);
    const folder = folderWith({ 'espruino.config.json': BASE, [LOCAL]: { relay: { secret } } });
    setUpRelay(folder, {}, LAPTOP);
    expect(loadConfig(folder, {}).config.relay).toMatchObject({ url: 'http://192.168.1.5:8437', secret });
  });

  test('is told of no other address where there is none, and reads a file with the mark of its bytes', () => {
    const folder = folderWith({ 'espruino.config.json': `\ufeff${JSON.stringify(BASE)}` });
    const said = setUpRelay(folder, {}, { eth0: [address('10.0.0.7')] }) ?? '';
    expect(said.split('\n')).toHaveLength(2);
    expect(loadConfig(folder, {}).config.relay).toMatchObject({ host: '10.0.0.7' });
  });

  test('names the other addresses that the machine has', () => {
    const folder = folderWith({ 'espruino.config.json': BASE });
    const said = setUpRelay(folder, {}, { ...LAPTOP, eth0: [address('10.0.0.7')] });
    expect(said).toContain('also 10.0.0.7, 172.17.0.1 (docker0)');
    expect(said).toContain('"relay.url"');
  });
});

describe('nothing is made', () => {
  const relay = { url: 'http://10.0.0.1:1', secret: 's'.repeat(32) };

  test.each([
    ['the shared file has a relay', { 'espruino.config.json': { ...BASE, relay } }],
    ['the local file has one', { 'espruino.config.json': BASE, [LOCAL]: { relay } }],
    [
      'the local file is no JSON: the loader says where',
      { 'espruino.config.json': BASE, [LOCAL]: '{"wifi":' },
    ],
    ['the shared file is no JSON', { 'espruino.config.json': '{' }],
    ['it has a comment', { 'espruino.config.json': '{} // mine' }],
    ['it has a mark of bytes that are not its first', { 'espruino.config.json': '{ \ufeff}' }],
  ])('where %s', (_what, files) => {
    const folder = folderWith(files);
    const before = existsSync(join(folder, LOCAL)) ? readFileSync(join(folder, LOCAL), 'utf8') : undefined;
    expect(setUpRelay(folder, {}, LAPTOP)).toBeUndefined();
    const after = existsSync(join(folder, LOCAL)) ? readFileSync(join(folder, LOCAL), 'utf8') : undefined;
    expect(after).toBe(before);
  });

  test('in a file that BUTTON_CONFIG names: it says what to do', () => {
    const folder = folderWith({ 'other.json': BASE });
    expect(() => setUpRelay(folder, { BUTTON_CONFIG: 'other.json' }, LAPTOP)).toThrow(
      failure(/"other.json".*has no "relay"\. Add one with "url" and "secret"/),
    );
    expect(existsSync(join(folder, LOCAL))).toBe(false);
  });

  test('in one that lacks a part of it: it says which', () => {
    const folder = folderWith({ 'other.json': { ...BASE, relay: { url: relay.url } } });
    expect(() => setUpRelay(folder, { BUTTON_CONFIG: 'other.json' }, LAPTOP)).toThrow(
      failure(/"other.json".*has no "relay\.secret"\. Add it to it/),
    );
  });

  test('where that file has a relay, whatever the usual ones lack', () => {
    const folder = folderWith({ 'espruino.config.json': BASE, 'other.json': { ...BASE, relay } });
    expect(setUpRelay(folder, { BUTTON_CONFIG: 'other.json' }, LAPTOP)).toBeUndefined();
  });

  test("where the file can't be read: the loader says it", () => {
    const folder = folderWith({ 'espruino.config.json': BASE });
    mkdirSync(join(folder, LOCAL));
    expect(setUpRelay(folder, {}, LAPTOP)).toBeUndefined();
    expect(() => loadConfig(folder, {})).toThrow(/"[^"]*espruino\.config\.local\.json" is a folder/);
  });

  test("where it can't be written: it says so", () => {
    const folder = folderWith({ 'espruino.config.json': BASE });
    mkdirSync(join(folder, `${LOCAL}.new`));
    expect(() => setUpRelay(folder, {}, LAPTOP)).toThrow(`"${LOCAL}" could not be written (`);
    expect(existsSync(join(folder, LOCAL))).toBe(false);
  });

  test('on a machine without a network: it says what to do', () => {
    const folder = folderWith({ 'espruino.config.json': BASE });
    expect(() => setUpRelay(folder, {}, { lo: [address('127.0.0.1', true)] })).toThrow(
      failure(/no address.*"relay"/),
    );
    expect(existsSync(join(folder, LOCAL))).toBe(false);
  });
});

describe("a machine's own addresses", () => {
  test('are private ones, public ones, and those of bridges and tunnels, which are named; no loopback, no IPv6', () => {
    const interfaces: Interfaces = {
      ...LAPTOP,
      ppp0: [address('10.9.9.9')],
      eth1: [address('203.0.113.9')],
      eth0: [address('10.0.0.7')],
    };
    expect(ownAddresses(interfaces)).toEqual([
      { address: '192.168.1.5' },
      { address: '10.0.0.7' },
      { address: '203.0.113.9' },
      { address: '172.17.0.1', virtual: 'docker0' },
      { address: '10.9.9.9', virtual: 'ppp0' },
    ]);
  });

  test.each([
    ['vboxnet0', '192.168.56.1'],
    ['VirtualBox Host-Only Network', '192.168.56.1'],
    ['docker0', '172.17.0.1'],
    ['br-1f2e3d', '172.18.0.1'],
    ['podman0', '10.88.0.1'],
    ['lxdbr0', '10.161.2.1'],
    ['flannel.1', '10.244.0.0'],
    ['cni0', '10.244.0.1'],
    ['tun0', '10.8.0.2'],
    ['wg0', '10.7.0.2'],
    ['tailscale0', '100.100.1.2'],
    ['utun3', '10.6.0.2'],
    ['ppp0', '10.64.64.64'],
    ['vEthernet (WSL)', '172.22.96.1'],
  ])('of %s come after a public one', (name, text) => {
    const interfaces: Interfaces = { [name]: [address(text)], eth0: [address('203.0.113.9')] };
    expect(ownAddresses(interfaces)).toEqual([{ address: '203.0.113.9' }, { address: text, virtual: name }]);
  });

  test.each(['eth0', 'enp3s0', 'wlan0', 'wlp2s0', 'en0', 'br0', 'bond0', 'Ethernet', 'Wi-Fi', 'wlx00c0ca'])(
    'of %s are real',
    (name) => {
      expect(ownAddresses({ [name]: [address('10.1.2.3')] })).toEqual([{ address: '10.1.2.3' }]);
    },
  );

  test('that are all of tunnels are proposed with a word about it', () => {
    const folder = folderWith({ 'espruino.config.json': BASE });
    expect(setUpRelay(folder, {}, { tun0: [address('10.8.0.2')] })).toMatch(/http:\/\/10\.8\.0\.2.*"tun0"/s);
  });
});

describe('the settings of a relay', () => {
  const folder = folderWith({ 'espruino.config.json': BASE });
  setUpRelay(folder, {}, LAPTOP);
  const { config } = loadConfig(folder, {});

  test('come from the configuration, and the command line may say otherwise', () => {
    expect(relaySettings(config)).toMatchObject({
      webhook: { url: 'https://hooks.slack.com/services/T/B/x', headers: {} },
      host: '192.168.1.5',
      port: 8437,
      journalPath: 'relay-journal.jsonl',
      pressTtlMs: 30_000,
    });
    const overrides = { host: '0.0.0.0', port: 9000, journalPath: '/var/lib/button/journal.jsonl' };
    expect(relaySettings(config, overrides)).toMatchObject(overrides);
  });

  test('are with the secret, the headers and the expected answer of the configuration', () => {
    const webhook = { url: BASE.webhook, headers: { Authorization: 'Bearer x' }, expect: { ok: true } };
    const relay = { url: 'http://localhost:9000', secret: 's'.repeat(43) };
    const whole = loadConfig(folderWith({ 'espruino.config.json': { ...BASE, webhook, relay } }), {}).config;
    expect(relaySettings(whole)).toEqual({
      webhook: { url: BASE.webhook, headers: webhook.headers, expected: { members: { ok: true } } },
      secret: relay.secret,
      pressTtlMs: 30_000,
      // All of whose names would be several addresses, each with a limit of its own.
      host: '127.0.0.1',
      port: 9000,
      journalPath: 'relay-journal.jsonl',
    });
  });

  test('without a relay are a failure with the mend', () => {
    expect(() => relaySettings({ ...config, relay: undefined })).toThrow(
      failure(/no "relay".*npm run relay/),
    );
  });
});
