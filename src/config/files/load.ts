import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Failure } from '../../failure.ts';
import { issueSentences } from './issues.ts';
import { isObject, readJson, shown, type Json } from './json-file.ts';
import { placeOf, type Source } from './places.ts';
import { configSchema } from '../rules/schema.ts';
import { resolveConfig, type ButtonConfig } from '../config.ts';

export const CONFIG_FILE = 'espruino.config.json';
/** Private values, merged over {@link CONFIG_FILE}; git ignores it. */
export const LOCAL_CONFIG_FILE = 'espruino.config.local.json';

export interface LoadedConfig {
  readonly config: ButtonConfig;
  /** What the user should know and may leave as it is, a sentence each. */
  readonly warnings: readonly string[];
  /** The files it came from, in the order they were merged. */
  readonly files: readonly string[];
}

/** What a configuration is checked for: with stand-ins nothing goes to its webhook, so the way there is not judged. */
export type Purpose = 'real' | 'standIns';

/**
 * Reads, merges and checks the configuration.
 * @param folder where the files are
 * @param env `BUTTON_CONFIG` names one file to use in place of both
 * @throws Failure 'config' with a sentence for each thing that is wrong; no secret's value is in it
 */
export function loadConfig(
  folder = process.cwd(),
  env: NodeJS.ProcessEnv = process.env,
  purpose: Purpose = 'real',
): LoadedConfig {
  const named = env['BUTTON_CONFIG'];
  const local = join(folder, LOCAL_CONFIG_FILE);
  const isNamed = named !== undefined && named !== '';
  const paths = isNamed
    ? [resolve(folder, named)]
    : [join(folder, CONFIG_FILE), ...(existsSync(local) ? [local] : [])];
  const missing = isNamed
    ? '"BUTTON_CONFIG" names it: correct its path.'
    : 'Copy the one from the repository.';
  const files = paths.map((path) => ({ name: shown(path), ...readJson(path, missing) }));
  const merged = files.map(({ json }) => json).reduce(mergeFiles);
  return {
    ...checkConfig(merged, paths.map(shown).join(' and '), { purpose, sources: files }),
    files: paths,
  };
}

/**
 * Checks a configuration that is already in memory.
 * @param where names its origin in messages
 * @param options.sources the files that it is merged from, so that each message can name its line
 * @throws Failure 'config'
 */
export function checkConfig(
  json: unknown,
  where: string,
  { purpose = 'real', sources }: { purpose?: Purpose; sources?: readonly Source[] } = {},
): Omit<LoadedConfig, 'files'> {
  const parsed = configSchema.safeParse(json, { reportInput: true });
  if (!parsed.success) throw configFailure(issueSentences(parsed.error.issues, json), where, sources);
  const resolved = resolveConfig(parsed.data, Object.keys(json as Json), purpose === 'real');
  if (resolved.faults.length > 0) throw configFailure(resolved.faults, where, sources);
  return { config: resolved.config, warnings: resolved.warnings };
}

function configFailure(faults: readonly string[], where: string, sources?: readonly Source[]): Failure {
  if (sources !== undefined) {
    const lines = faults.map((fault) => `${placeOf(fault, sources) ?? where}: ${fault}`);
    return new Failure('config', lines.join('\n'));
  }
  return new Failure('config', [`${where}:`, ...faults].join(faults.length === 1 ? ' ' : '\n  '));
}

/**
 * Objects are merged key by key; anything else, lists too, replaces what was there, and null takes it away (RFC 7396):
 * nothing else could leave out the password of a file below.
 */
export function mergeFiles(under: Json, over: Json): Json {
  const merged: Record<string, unknown> = { ...under };
  for (const [key, value] of Object.entries(over)) {
    const below = under[key];
    if (value === null && below !== undefined) {
      Reflect.deleteProperty(merged, key);
      continue;
    }
    merged[key] = isObject(below) && isObject(value) ? mergeFiles(below, value) : value;
  }
  return merged;
}
