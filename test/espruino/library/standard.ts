import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';

/** By the compiler's declarations of the standard: Node has other names from one version to the next. */
const FOLDER = dirname(createRequire(import.meta.url).resolve('typescript'));

/** Named after what all functions have, or for the markup that browsers' texts can make of themselves. */
const NOT_LOOKED_AT = [
  ...['prototype', 'name', 'length', 'arguments', 'caller', 'constructor'],
  ...['anchor', 'big', 'blink', 'bold', 'fixed', 'fontcolor', 'fontsize', 'italics', 'link', 'small'],
  ...['strike', 'sub', 'sup'],
];

/** The names that the language's standard has. */
export interface StandardNames {
  readonly globals: readonly string[];
  /** `Math.abs` */
  readonly statics: readonly string[];
  /** `Array#at`; properties too. */
  readonly methods: readonly string[];
}

export function standardNames(): StandardNames {
  const text = readdirSync(FOLDER)
    .filter((name) => /^lib\.es.*\.d\.ts$/.test(name) && !/\.(full|intl|temporal)\./.test(name))
    .map((name) => readFileSync(`${FOLDER}/${name}`, 'utf8').replaceAll('\r', ''))
    .join('\n');
  const members = new Map<string, Set<string>>();
  for (const [, type = '', body = ''] of text.matchAll(/^interface (\w+)[^{]*\{$(.*?)^\}/gms)) {
    const names = members.get(type) ?? new Set();
    for (const [, name = ''] of body.matchAll(/^ {4}(?:readonly )?"?([a-z]\w*)"?\??[(<:]/gim)) {
      if (!NOT_LOOKED_AT.includes(name)) names.add(name);
    }
    members.set(type, names);
  }
  const of = (owner: string, sign: string, type: string): string[] =>
    [...(members.get(type) ?? [])].map((name) => `${owner}${sign}${name}`);
  const types = new Map(
    [...text.matchAll(/^declare (?:var|const|function) (\w+)(?:: (\w+);)?/gm)].map(
      ([, name = '', type = '']) => [name, type],
    ),
  );
  return {
    globals: [...types.keys()],
    statics: [...types].flatMap(([name, type]) => of(name, '.', type)),
    // Where a global is the only one of its type, as Math is, it has no values.
    methods: [...types].flatMap(([name, type]) => (type === name ? [] : of(name, '#', name))),
  };
}
