import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { networkInterfaces, type NetworkInterfaceInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { applyEdits, modify, parse, type ParseError } from 'jsonc-parser';
import { CONFIG_FILE, LOCAL_CONFIG_FILE } from '../../config/files/load.ts';
import { Failure } from '../../failure.ts';
import { reasonOf } from '../../reason.ts';

/** Where a relay listens unless "relay.url" says otherwise. */
const DEFAULT_PORT = 8437;

/** 256 bits: 43 characters of base64url. */
const SECRET_BYTES = 32;

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

/**
 * Makes the `relay` section where the configuration has none: a secret of 256 bits and this machine's own address,
 * in the file that git ignores, for its owner's eyes only.
 * @param env `BUTTON_CONFIG` as for the configuration
 * @returns what it did, in words for a person, or undefined when there was nothing to do; a file that can't be read, or is
 *   not JSON, is left to the loader, which says why and where
 * @throws Failure 'config' when it can't be made
 */
export function setUpRelay(
  folder = process.cwd(),
  env: NodeJS.ProcessEnv = process.env,
  interfaces: Interfaces = networkInterfaces(),
): string | undefined {
  const named = env['BUTTON_CONFIG'] ?? '';
  const local = join(folder, LOCAL_CONFIG_FILE);
  const files = named === '' ? [join(folder, CONFIG_FILE), local] : [resolve(folder, named)];
  if (files.some((file) => needsNoRelay(readText(file)))) return undefined;
  if (named !== '') {
    throw new Failure(
      'config',
      `"${named}", which BUTTON_CONFIG names, has no "relay". Add one with "url" and "secret" to it, or run this without ` +
        'BUTTON_CONFIG once to have one made.',
    );
  }
  const [address, ...others] = ownAddresses(interfaces);
  if (address === undefined) {
    throw new Failure(
      'config',
      'This machine has no address on a network, so "relay.url" can\'t be made. Connect it and run this again, ' +
        `or add "relay" to "${LOCAL_CONFIG_FILE}" yourself.`,
    );
  }
  const relay = {
    url: `http://${address.address}:${DEFAULT_PORT}`,
    secret: randomBytes(SECRET_BYTES).toString('base64url'),
  };
  writePrivately(local, withRelay(readText(local) ?? '{}\n', relay));
  return whatWasDone(relay.url, address, others);
}

/** @returns undefined where there is no file, and what is no JSON where it can't be read */
function readText(file: string): string | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** Whether a file has a relay, or can't be added to. */
function needsNoRelay(text: string | undefined): boolean {
  if (text === undefined) return false;
  const errors: ParseError[] = [];
  const json: unknown = parse(text.replace(/^\ufeff/, ''), errors, { disallowComments: true });
  return errors.length > 0 || typeof json !== 'object' || json === null || 'relay' in json;
}

/** Adds the section and leaves the rest of the file alone. */
function withRelay(text: string, relay: object): string {
  const formattingOptions = { insertSpaces: true, tabSize: 2 };
  return applyEdits(text, modify(text, ['relay'], relay, { formattingOptions }));
}

function writePrivately(file: string, text: string): void {
  const temporary = `${file}.new`;
  try {
    rmSync(temporary, { force: true });
    writeFileSync(temporary, text, { mode: 0o600, flag: 'wx', flush: true });
    renameSync(temporary, file);
  } catch (cause) {
    throw new Failure(
      'config',
      `"${LOCAL_CONFIG_FILE}" could not be written (${reasonOf(cause)}). Check the permissions of its folder.`,
      { cause },
    );
  }
}

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

function whatWasDone(url: string, used: OwnAddress, others: readonly OwnAddress[]): string {
  const named = ({ address, virtual }: OwnAddress): string =>
    virtual === undefined ? address : `${address} (${virtual})`;
  const sentences = [
    `Made the "relay" section in "${LOCAL_CONFIG_FILE}", which git ignores: "relay.url" is ${url}, this machine's ` +
      'address, and "relay.secret" is a new secret of 256 bits.',
    '`npm run upload` builds the firmware with the same file: upload once more, and the button speaks to this relay.',
  ];
  if (used.virtual !== undefined) {
    sentences.push(
      `That address is of "${used.virtual}", which hardly is the button's network: change "relay.url" once there is another.`,
    );
  }
  if (others.length > 0) {
    sentences.push(
      `This machine is also ${others.map(named).join(', ')}: if the button's network is one of those, change "relay.url".`,
    );
  }
  return sentences.join('\n');
}
