import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Failure } from '../../failure.ts';
import { issueSentences } from './issues.ts';
import { isObject, readJson, shown, type Json } from './json-file.ts';
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

/**
 * Reads, merges and checks the configuration.
 * @param folder where the files are
 * @param env `BUTTON_CONFIG` names one file to use in place of both
 * @throws Failure 'config' with a sentence for each thing that is wrong; no secret's value is in it
 */
export function loadConfig(folder = process.cwd(), env: NodeJS.ProcessEnv = process.env): LoadedConfig {
  const named = env['BUTTON_CONFIG'];
  const local = join(folder, LOCAL_CONFIG_FILE);
  const isNamed = named !== undefined && named !== '';
  const paths = isNamed
    ? [resolve(folder, named)]
    : [join(folder, CONFIG_FILE), ...(existsSync(local) ? [local] : [])];
  const missing = isNamed
    ? '"BUTTON_CONFIG" names it: correct its path.'
    : 'Copy the one from the repository.';
  const merged = paths.map((path) => readJson(path, missing)).reduce(merge);
  return { ...checkConfig(merged, paths.map(shown).join(' and ')), files: paths };
}

/**
 * Checks a configuration that is already in memory.
 * @param where names its origin in messages
 * @throws Failure 'config'
 */
export function checkConfig(json: unknown, where: string): Omit<LoadedConfig, 'files'> {
  const parsed = configSchema.safeParse(json, { reportInput: true });
  if (!parsed.success) throw configFailure(where, issueSentences(parsed.error.issues));
  const resolved = resolveConfig(parsed.data, Object.keys(json as Json));
  if (resolved.faults.length > 0) throw configFailure(where, resolved.faults);
  return { config: resolved.config, warnings: resolved.warnings };
}

function configFailure(where: string, faults: readonly string[]): Failure {
  return new Failure('config', [`${where}:`, ...faults].join(faults.length === 1 ? ' ' : '\n  '));
}

/** Objects are merged key by key; anything else, lists too, replaces what was there. */
function merge(under: Json, over: Json): Json {
  const merged: Record<string, unknown> = { ...under };
  for (const [key, value] of Object.entries(over)) {
    const below = under[key];
    merged[key] = isObject(below) && isObject(value) ? merge(below, value) : value;
  }
  return merged;
}
