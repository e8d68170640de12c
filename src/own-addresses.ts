import type { NetworkInterfaceInfo } from 'node:os';

export type Interfaces = NodeJS.Dict<NetworkInterfaceInfo[]>;

/** Networks inside of the machine, and tunnels out of it: hardly any button on a Wi-Fi reaches their addresses. */
const VIRTUAL = new RegExp(
  '^(' +
    // Linux and macOS
    'docker|podman|br-|bridge\\d|veth|virbr|vmnet|vboxnet|cni|lxc|lxd|incus|flannel|cali|kube|' +
    'tun|tap|utun|wg|tailscale|zt|ppp|ipsec|vpn|nordlynx|proton|mullvad|' +
    // Windows
    'vEthernet|VirtualBox|VMware|Hyper-V|WireGuard|OpenVPN|ZeroTier' +
    ')',
  'i',
);
const PRIVATE = /^(10\.|192\.168\.|172\.(1[6-9]|2[0-9]|3[01])\.)/;

export interface OwnAddress {
  readonly address: string;
  /** The network's name, where it is hardly the button's. */
  readonly virtual?: string;
}

/** @returns this machine's IPv4 addresses, the likeliest for a button first: private ones, public ones, virtual ones */
export function ownAddresses(interfaces: Interfaces): OwnAddress[] {
  const rank = ({ address, virtual }: OwnAddress): number =>
    virtual !== undefined ? 2 : PRIVATE.test(address) ? 0 : 1;
  return Object.entries(interfaces)
    .flatMap(([name, entries = []]) =>
      entries
        .filter(({ family, internal }) => family === 'IPv4' && !internal)
        .map(({ address }) => ({ address, ...(VIRTUAL.test(name) && { virtual: name }) })),
    )
    .sort((one, other) => rank(one) - rank(other));
}
