import leven from 'leven';

interface Explained {
  /** What it does, for --help. */
  readonly about: string;
  /** What holds without it where `default` can't say so. */
  readonly otherwise?: string;
}

export type Option =
  | (Explained & { readonly type: 'boolean'; readonly default?: boolean })
  | (Explained & {
      readonly type: 'string';
      /** Stands for what is given to it, as in `--port PORT`. */
      readonly value: string;
      readonly short?: string;
      /** Whether it may come more than once: it is a list then. */
      readonly multiple?: boolean;
      readonly default?: string | string[];
    });

export type Options = Readonly<Record<string, Option>>;

/** All that --help shows of a command. */
export interface Manual<Known extends Options = Options> {
  /** How a user calls it, without options: `npm run upload`. */
  readonly call: string;
  readonly about: string;
  readonly options: Known;
  /** Words that may stand beside the options. */
  readonly names?: readonly string[];
  /** What a file is that may stand there. */
  readonly file?: string;
  /** What may follow the call, each with what it is for. */
  readonly examples: readonly (readonly [line: string, what: string])[];
}

/** @returns what a slip of the fingers may have made `word` of; dashes don't count */
export function nearestOf(word: string, candidates: readonly string[]): string | undefined {
  const bare = (text: string): string => text.replace(/^-+/, '').toLowerCase();
  const [nearest] = candidates
    .map((name) => ({ name, distance: leven(bare(word), bare(name)) }))
    .filter(({ distance }) => distance <= Math.max(2, bare(word).length / 3) && distance < bare(word).length)
    .sort((one, other) => one.distance - other.distance);
  return nearest?.name;
}

/** @returns its options, as a user writes them */
export function flagsOf({ options }: Manual): string[] {
  return Object.keys(options).map((name) => `--${name}`);
}

/** @returns what to write in place of what was not understood */
export function hint(manual: Manual, nearest?: string): string {
  if (nearest !== undefined) return `Did you mean ${nearest}?`;
  const { names = [] } = manual;
  const flags = flagsOf(manual);
  const sentences = [
    ...(names.length > 0 ? [`There are: ${names.join(', ')}.`] : []),
    ...(flags.length > 0 ? [`Its options are ${flags.join(', ')}.`] : []),
  ];
  return sentences.join(' ') || 'It takes no options.';
}

/** @returns what --help shows */
export function helpPage(manual: Manual): string {
  const { about, call, names = [], file, examples } = manual;
  const rows = Object.entries(manual.options).map(([name, option]): [string, string] => [
    option.type === 'string' ? `--${name} ${option.value}` : `--${name}`,
    `${option.about}${defaultOf(option)}`,
  ]);
  return [
    about,
    '',
    ...(names.length > 0 ? [`  ${call} -- [NAME ...]   with names of ${names.join(', ')}`, ''] : []),
    ...columns([
      ...(file === undefined ? [] : [['FILE', file] as const]),
      ...rows,
      ['-h, --help', 'shows this'],
    ]),
    '',
    'For example:',
    ...columns(examples.map(([line, what]) => [line === '' ? call : `${call} -- ${line}`, what])),
  ].join('\n');
}

function defaultOf({ default: usual, otherwise }: Option): string {
  if (otherwise !== undefined) return ` (otherwise: ${otherwise})`;
  if (Array.isArray(usual)) return '';
  return typeof usual === 'string' ? ` (otherwise: ${usual})` : ' (otherwise: not)';
}

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}   ${right}`);
}
