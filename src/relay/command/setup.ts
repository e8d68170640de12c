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

/** Bridges and tunnels: no button on a Wi-Fi reaches their addresses. */
const VIRTUAL = /^(docker|br-|veth|virbr|vmnet|vboxnet|tun|tap|wg|tailscale|utun|zt|cni|lxc)/i;
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
    url: `http://${address}:${DEFAULT_PORT}`,
    secret: randomBytes(SECRET_BYTES).toString('base64url'),
  };
  writePrivately(local, withRelay(readText(local) ?? '{}\n', relay));
  return whatWasDone(relay.url, others);
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

/** @returns IPv4 addresses that a button may reach, the likeliest first */
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

function whatWasDone(url: string, others: readonly string[]): string {
  const sentences = [
    `Made the "relay" section in "${LOCAL_CONFIG_FILE}", which git ignores: "relay.url" is ${url}, this machine's ` +
      'address, and "relay.secret" is a new secret of 256 bits.',
    '`npm run upload` builds the firmware with the same file: upload once more, and the button speaks to this relay.',
  ];
  if (others.length > 0) {
    sentences.push(
      `This machine is also ${others.join(', ')}: if the button's network is one of those, change "relay.url".`,
    );
  }
  return sentences.join('\n');
}
