import type { NetworkInterfaceInfo } from 'node:os';
import { expect, test } from '@jest/globals';
import { ownAddresses } from '../src/own-addresses.ts';

function at(address: string, changes: Partial<NetworkInterfaceInfo> = {}): NetworkInterfaceInfo {
  const usual = { address, netmask: '', mac: '', cidr: null, internal: false, family: 'IPv4' };
  return { ...usual, ...changes } as NetworkInterfaceInfo;
}

test('the likeliest of a button comes first: private ones, public ones, virtual ones', () => {
  expect(
    ownAddresses({
      lo: [at('127.0.0.1', { internal: true })],
      docker0: [at('172.17.0.1')],
      eth0: [at('203.0.113.7'), at('fe80::1', { family: 'IPv6' })],
      wlan0: [at('192.168.1.5'), at('10.0.0.7')],
      gone: undefined,
    }),
  ).toEqual([
    { address: '192.168.1.5' },
    { address: '10.0.0.7' },
    { address: '203.0.113.7' },
    { address: '172.17.0.1', virtual: 'docker0' },
  ]);
});

test.each([
  ['10.1.2.3', true],
  ['192.168.0.1', true],
  ['172.16.0.1', true],
  ['172.19.0.1', true],
  ['172.20.0.1', true],
  ['172.29.0.1', true],
  ['172.31.0.1', true],
  ['172.15.0.1', false],
  ['172.32.0.1', false],
  ['172.1.16.1', false],
  ['100.1.2.3', false],
  ['110.1.2.3', false],
  ['192.169.0.1', false],
  ['8.10.0.1', false],
])('%s is private: %s', (address, isPrivate) => {
  // Of a public one and a private one the private one is first; of two of a kind the first.
  const [first] = ownAddresses({ eth0: [at('203.0.113.7'), at(address)] });
  expect(first?.address === address).toBe(isPrivate);
});

test.each([
  ['br-12ab', true],
  ['bridge0', true],
  ['vEthernet (WSL)', true],
  ['VirtualBox Host-Only Network', true],
  ['TAILSCALE0', true],
  ['wg0', true],
  ['bridged', false],
  ['eth0', false],
  ['en0', false],
  ['my-docker', false],
  ['Wi-Fi', false],
])('"%s" is virtual: %s', (name, isVirtual) => {
  const virtual = isVirtual ? { virtual: name } : {};
  expect(ownAddresses({ [name]: [at('10.0.0.7')] })).toEqual([{ address: '10.0.0.7', ...virtual }]);
});
