import leven from 'leven';
import type { z } from 'zod';
import { DEFAULT_PINS, freePins } from '../rules/pins.ts';
import { configSchema, needsFreePin } from '../rules/schema.ts';
import type { Json } from './json-file.ts';
import { dotted } from './places.ts';

type Issue = z.core.$ZodIssue;

/**
 * Turns what the schema found into sentences: the key in quotes, the rule, the mend. A value never appears,
 * because it may be a secret.
 * @param json the whole of it, of which they are
 */
export function issueSentences(issues: readonly Issue[], json: unknown): string[] {
  return issues.flatMap((issue) => {
    const mend = needsFreePin(issue) ? ` ${freePins(pinsIn(json))}.` : '';
    return sentences(issue, []).map((sentence) => `${sentence}${mend}`);
  });
}

/** The pins that something is on already. */
function pinsIn(json: unknown): unknown[] {
  const { pins, led, klaxonPin } = json as Json;
  return [...(Array.isArray(pins) ? (pins as unknown[]) : DEFAULT_PINS), led, klaxonPin];
}

function sentences(issue: Issue, parents: readonly PropertyKey[]): string[] {
  const path = [...parents, ...issue.path];
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(path, key));
  if (issue.code === 'invalid_union') {
    // A union says only that nothing fitted; the branch of the value's own type says what is wrong with it.
    const branch = issue.errors.find((errors) => !errors.some(isWrongType));
    if (branch !== undefined) return branch.flatMap((nested) => sentences(nested, path));
  }
  if (issue.input === undefined && path.length > 0) {
    return [`"${dotted(path)}" is missing. It ${issue.message}.`];
  }
  return [path.length === 0 ? `The configuration ${issue.message}.` : `"${dotted(path)}" ${issue.message}.`];
}

function isWrongType(issue: Issue): boolean {
  return issue.code === 'invalid_type' && issue.path.length === 0;
}

function unknownKey(path: readonly PropertyKey[], key: string): string {
  const nearest = nearestKey(path, key);
  const mend = nearest === undefined ? 'Remove it.' : `Did you mean "${nearest}"?`;
  return `"${dotted([...path, key])}" is not a key of the configuration. ${mend}`;
}

const SECTIONS: Readonly<Record<string, readonly string[]>> = {
  '': Object.keys(configSchema.shape),
  wifi: ['ssid', 'password'],
  webhook: ['url', 'headers', 'expect'],
  relay: ['url', 'secret'],
};

/** @returns the key, in its section, that a slip of the fingers makes `key` of; one in the same section comes first */
function nearestKey(path: readonly PropertyKey[], key: string): string | undefined {
  const here = dotted(path);
  const [nearest] = Object.entries(SECTIONS)
    .flatMap(([section, names]) =>
      names.map((name) => ({
        name: section === '' ? name : `${section}.${name}`,
        distance: leven(key.toLowerCase(), name.toLowerCase()),
        elsewhere: Number(section !== here),
      })),
    )
    .filter(({ distance }) => distance <= key.length / 3)
    .sort((one, other) => one.distance - other.distance || one.elsewhere - other.elsewhere);
  return nearest?.name;
}
