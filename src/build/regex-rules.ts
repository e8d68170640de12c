/**
 * What Espruino's matcher doesn't have, or does otherwise (its src/jswrap_regexp.c). It takes a pattern from left to
 * right: `(` and `)` only note a place, and `|` ends the pattern wherever it stands.
 */
const RULES: readonly (readonly [RegExp, string])[] = [
  [/[*+?]\?/, 'lazy quantifier in a regex: use a character class'],
  [/\{\d+,?\d*\}/, '{n,m} in a regex: repeat the part'],
  [/\(\?/, '(?...) in a regex: use a plain group'],
  [/\?/, '? in a regex: test with and without the part'],
  [/\)[*+]/, 'repeated group in a regex: use a character class'],
  [/\([^)]*\(/, 'group within a group in a regex: take them apart'],
  [/\([^)]*\|/, '| within a group in a regex: write each alternative whole'],
  [/(^|\|)\^[^|]*\|(?!\^)/, '^ in one alternative of a regex and not in the next: test each by itself'],
];

/** @returns the first thing in a regular expression that the board would not match as the standard has it */
export function regexFault({ pattern, flags }: { pattern: string; flags: string }): string | undefined {
  const withoutClasses = pattern.replace(
    /(\\.)|\[(?:\\.|[^\]\\])*\]/g,
    (_, escape?: string) => escape ?? '_',
  );
  const unknown = /\\[bBcku1-9]/.exec(withoutClasses)?.[0];
  if (unknown !== undefined) return `${unknown} in a regex: Espruino doesn't know it`;
  const bare = withoutClasses.replace(/\\./g, '_');
  const rule = RULES.find(([pattern]) => pattern.test(bare));
  if (rule !== undefined) return rule[1];
  return /[^gi]/.test(flags) ? `regex flag in "${flags}": only g and i are known` : undefined;
}
