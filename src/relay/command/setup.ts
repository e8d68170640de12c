import { existsSync, readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { resolve } from 'node:path';
import { parse, type ParseError } from 'jsonc-parser';
import { isObject, type Json } from '../../config/files/json-file.ts';
import { CONFIG_FILE, LOCAL_CONFIG_FILE } from '../../config/files/load.ts';
import { editedLocal, writeLocal } from '../../config/files/local-file.ts';
import { newRelaySecret, relayUrlAt } from '../../config/new-relay.ts';
import { Failure } from '../../failure.ts';
import { type Interfaces, type OwnAddress, ownAddresses } from '../../own-addresses.ts';

/**
 * Makes what the configuration lacks of a `relay` section: a secret of 256 bits and this machine's own address, in the file
 * that git ignores, for its owner's eyes only.
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
  const files = named === '' ? [CONFIG_FILE, LOCAL_CONFIG_FILE] : [named];
  const relay = relayIn(files.map((file) => resolve(folder, file)));
  if (relay === undefined) return undefined;
  const missing = ['url', 'secret'].filter((key) => !(key in relay));
  if (missing.length === 0) return undefined;
  const isWhole = missing.length === 2;
  if (named !== '') {
    const what = isWhole
      ? 'no "relay". Add one with "url" and "secret"'
      : `no "relay.${missing.join()}". Add it`;
    throw new Failure(
      'config',
      `"${named}", which BUTTON_CONFIG names, has ${what} to it, or run this without BUTTON_CONFIG once to have one made.`,
    );
  }
  const [address, ...others] = ownAddresses(interfaces);
  if (address === undefined && missing.includes('url')) {
    throw new Failure(
      'config',
      'This machine has no address on a network, so "relay.url" can\'t be made. Connect it and run this again, ' +
        `or add "relay" to "${LOCAL_CONFIG_FILE}" yourself.`,
    );
  }
  const url = relayUrlAt(address?.address ?? '');
  const made = missing.map((key) => ({
    path: ['relay', key],
    value: key === 'url' ? url : newRelaySecret(),
  }));
  writeLocal(folder, editedLocal(folder, made));
  return whatWasDone(missing, url, address, others);
}

/** @returns what the files have of a relay, or undefined where one of them can't be added to */
function relayIn(files: readonly string[]): Json | undefined {
  let relay: Json = {};
  for (const file of files.filter((each) => existsSync(each))) {
    const json = readObject(file);
    const section = json?.['relay'] ?? {};
    if (json === undefined || !isObject(section)) return undefined;
    relay = { ...relay, ...section };
  }
  return relay;
}

function readObject(file: string): Json | undefined {
  try {
    const errors: ParseError[] = [];
    const text = readFileSync(file, 'utf8').replace(/^\ufeff/, '');
    const json: unknown = parse(text, errors, { disallowComments: true });
    return errors.length === 0 && isObject(json) ? json : undefined;
  } catch {
    return undefined;
  }
}

function whatWasDone(
  missing: readonly string[],
  url: string,
  used: OwnAddress | undefined,
  others: readonly OwnAddress[],
): string {
  const named = ({ address, virtual }: OwnAddress): string =>
    virtual === undefined ? address : `${address} (${virtual})`;
  const what = missing.length === 2 ? 'the "relay" section' : `"relay.${missing.join()}"`;
  const parts = missing.map((key) =>
    key === 'url'
      ? `"relay.url" is ${url}, this machine's address`
      : '"relay.secret" is a new secret of 256 bits',
  );
  const sentences = [
    `Made ${what} in "${LOCAL_CONFIG_FILE}", which git ignores: ${parts.join(', and ')}.`,
    '`npm run upload` builds the firmware with the same file: upload once more, and the button speaks to this relay.',
  ];
  if (used?.virtual !== undefined && missing.includes('url')) {
    sentences.push(
      `That address is of "${used.virtual}", which hardly is the button's network: change "relay.url" once there is another.`,
    );
  }
  if (others.length > 0 && missing.includes('url')) {
    sentences.push(
      `This machine is also ${others.map(named).join(', ')}: if the button's network is one of those, change "relay.url".`,
    );
  }
  return sentences.join('\n');
}
