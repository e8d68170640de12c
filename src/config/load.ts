import { existsSync, readFileSync } from 'node:fs';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { parse, printParseErrorCode, type ParseError } from 'jsonc-parser';
import { Failure } from '../failure.ts';
import { issueSentences } from './issues.ts';
import { configSchema } from './schema.ts';
import { resolveConfig, type ButtonConfig } from './config.ts';

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

type Json = Readonly<Record<string, unknown>>;

/**
 * Reads, merges and checks the configuration.
 * @param folder where the files are
 * @param env `BUTTON_CONFIG` names one file to use in place of both
 * @throws Failure 'config' with a sentence for each thing that is wrong; no secret's value is in it
 */
export function loadConfig(folder = process.cwd(), env: NodeJS.ProcessEnv = process.env): LoadedConfig {
  const named = env['BUTTON_CONFIG'];
  const local = join(folder, LOCAL_CONFIG_FILE);
  const paths =
    named !== undefined && named !== ''
      ? [resolve(folder, named)]
      : [join(folder, CONFIG_FILE), ...(existsSync(local) ? [local] : [])];
  const merged = paths.map(readJson).reduce(merge);
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
  const resolved = resolveConfig(parsed.data);
  if (resolved.faults.length > 0) throw configFailure(where, resolved.faults);
  return { config: resolved.config, warnings: resolved.warnings };
}

function configFailure(where: string, faults: readonly string[]): Failure {
  return new Failure('config', [`${where}:`, ...faults].join(faults.length === 1 ? ' ' : '\n  '));
}

function readJson(file: string): Json {
  if (!existsSync(file)) {
    throw new Failure('config', `"${shown(file)}": there is no such file. Copy the one from the repository.`);
  }
  try {
    return parseStrictly(readFileSync(file, 'utf8'), file);
  } catch (cause) {
    if (cause instanceof Failure) throw cause;
    throw new Failure('config', `"${shown(file)}" could not be read. Check its permissions.`, { cause });
  }
}

/** JSON.parse quotes the text around an error, which can be a password; this names only the place. */
function parseStrictly(text: string, file: string): Json {
  const errors: ParseError[] = [];
  const json: unknown = parse(text.replace(/^\ufeff/, ''), errors, { disallowComments: true });
  const [first] = errors;
  if (first !== undefined) {
    const before = text.slice(0, first.offset).split('\n');
    const place = `line ${before.length}, column ${(before.at(-1) ?? '').length + 1}`;
    // The library's code is a name, such as CommaExpected.
    const fault = printParseErrorCode(first.error)
      .replace(/\B[A-Z]/g, ' $&')
      .toLowerCase();
    throw new Failure('config', `"${shown(file)}" is not JSON: ${fault} at ${place}.`);
  }
  if (!isObject(json)) throw new Failure('config', `"${shown(file)}" must hold one JSON object.`);
  return json;
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

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function shown(file: string): string {
  const short = relative(process.cwd(), file);
  return short.startsWith('..') || isAbsolute(short) ? file : short;
}
