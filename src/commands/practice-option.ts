import type { LoadedConfig } from '../config/files/load.ts';
import { asPractice } from '../config/practice.ts';
import { Failure } from '../failure.ts';
import { loadConfig } from './load-config.ts';

/** Whether a smash is for practice: the same of every command that builds the script. */
export const PRACTICE = {
  type: 'boolean',
  default: false,
  about:
    'for practice: a smash posts "practice" of the configuration in place of the messages, and deploys nothing',
} as const;

/** @returns whether a practice comes first: where it is not known to be unsafe. What is wrong with the configuration the upload tells. */
export function mayPractise(): boolean {
  try {
    return 'body' in loadConfig().config.practice;
  } catch (error) {
    if (error instanceof Failure) return true;
    throw error;
  }
}

/**
 * @param practice whether it is asked for
 * @param toWebhook whether what is posted goes to the webhook that is configured
 * @returns what was loaded, for practice or as it is
 * @throws Failure 'config' where a practice is not safe
 */
export function practising(loaded: LoadedConfig, practice: boolean, toWebhook: boolean): LoadedConfig {
  if (!practice) return loaded;
  const config = asPractice(loaded.config);
  const warning = toWebhook && 'warning' in config.practice ? config.practice.warning : undefined;
  return { ...loaded, config, warnings: [...loaded.warnings, ...(warning === undefined ? [] : [warning])] };
}
