import type { NetworkInterfaceInfo } from 'node:os';

export type Interfaces = NodeJS.Dict<NetworkInterfaceInfo[]>;

/** Bridges and tunnels: no button on a Wi-Fi reaches their addresses. */
const VIRTUAL = /^(docker|br-|veth|virbr|vmnet|vboxnet|tun|tap|wg|tailscale|utun|zt|cni|lxc)/i;
const PRIVATE = /^(10\.|192\.168\.|172\.(1[6-9]|2[0-9]|3[01])\.)/;

/** @returns this machine's IPv4 addresses that a button may reach, the likeliest first */
export function ownAddresses(interfaces: Interfaces): string[] {
  const addresses = Object.entries(interfaces)
    .filter(([name]) => !VIRTUAL.test(name))
    .flatMap(([, entries = []]) => entries)
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address);
  return [
    ...addresses.filter((each) => PRIVATE.test(each)),
    ...addresses.filter((each) => !PRIVATE.test(each)),
  ];
}
