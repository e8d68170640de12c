import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { EXAMPLE_HOST, EXAMPLE_SSID } from '../config/files/example.ts';
import { isObject, type Json, readJson } from '../config/files/json-file.ts';
import { CONFIG_FILE, LOCAL_CONFIG_FILE, mergeFiles } from '../config/files/load.ts';
import type { Message } from '../config/rules/message.ts';
import { urlFault } from '../config/rules/webhook.ts';

/** What stands in the configuration now: the answers that need not be given again. Much of it may be missing, or wrong. */
export interface Today {
  readonly ssid: string | undefined;
  readonly hasPassword: boolean;
  /** Whether the file that is shared has one, which the local file must deny if there is to be none. */
  readonly sharesPassword: boolean;
  readonly webhookUrl: string | undefined;
  readonly messages: readonly Message[] | undefined;
  readonly relayUrl: string | undefined;
  readonly hasRelaySecret: boolean;
}

/**
 * Reads what there is, and leaves out what is the example's.
 * @throws Failure 'config' where a file is no JSON
 */
export function readToday(folder: string): Today {
  const shared = readIfThere(join(folder, CONFIG_FILE));
  const json = mergeFiles(shared, readIfThere(join(folder, LOCAL_CONFIG_FILE)));
  const wifi = sectionOf(json, 'wifi');
  const relay = sectionOf(json, 'relay');
  const ssid = textOf(wifi['ssid']);
  const isExample = ssid === undefined || ssid === EXAMPLE_SSID;
  const { messages } = json;
  return {
    ssid: isExample ? undefined : ssid,
    hasPassword: !isExample && textOf(wifi['password']) !== undefined,
    sharesPassword: textOf(sectionOf(shared, 'wifi')['password']) !== undefined,
    webhookUrl: ownUrl(textOf(json['webhook']) ?? textOf(sectionOf(json, 'webhook')['url'])),
    messages: Array.isArray(messages) ? messages.filter(isMessage) : undefined,
    relayUrl: textOf(relay['url']),
    hasRelaySecret: textOf(relay['secret']) !== undefined,
  };
}

function readIfThere(file: string): Json {
  return existsSync(file) ? readJson(file, '').json : {};
}

function ownUrl(url: string | undefined): string | undefined {
  if (url === undefined || urlFault(url) !== undefined) return undefined;
  return new URL(url).hostname === EXAMPLE_HOST ? undefined : url;
}

function sectionOf(json: Json, key: string): Json {
  const section = json[key];
  return isObject(section) ? section : {};
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function isMessage(value: unknown): value is Message {
  return typeof value === 'string' || isObject(value);
}
