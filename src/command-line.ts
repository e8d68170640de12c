import { inspect, parseArgs } from 'node:util';
import { EXIT_CODES, Failure } from './failure.ts';
import { flagsOf, helpPage, hint, nearestOf, type Manual, type Options } from './manual.ts';
import { outliveReaders } from './output.ts';
import { printable } from './printable.ts';

/**
 * What every command has in common, the tools beside the command line too: how it is called, what --help says, and how it
 * ends. Node's own `parseArgs` reads the line; a library would add little to it but its own words for what is wrong.
 */

/**
 * @param args as they came
 * @param env npm tells there of an option that it took for itself, because no `--` stood before it
 * @throws Failure 'usage' on anything that the manual doesn't have
 */
export function options<Known extends Options>(
  args: string[],
  manual: Manual<Known>,
  env: NodeJS.ProcessEnv = process.env,
) {
  return optionsAndNames(args, manual, env).values;
}

/** As {@link options}, with the names that were given beside them. */
export function optionsAndNames<Known extends Options>(
  args: string[],
  manual: Manual<Known>,
  env: NodeJS.ProcessEnv = process.env,
) {
  const { values, positionals } = read(args, manual, env);
  const { names = [] } = manual;
  const unknown = positionals.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    const nearest = nearestOf(unknown, [...names, ...flagsOf(manual)]);
    throw new Failure('usage', `"${unknown}" means nothing here. ${hint(manual, nearest)}`);
  }
  return { values, names: positionals };
}

/** As {@link options}, with the file that was named beside them. */
export function optionsAndFile<Known extends Options>(
  args: string[],
  manual: Manual<Known>,
  env: NodeJS.ProcessEnv = process.env,
) {
  const { values, positionals } = read(args, manual, env);
  const [file, more] = positionals;
  if (more !== undefined) throw new Failure('usage', `"${more}" is one file too many. ${hint(manual)}`);
  return { values, file };
}

/**
 * @param name of the option
 * @throws Failure 'usage' when the text is no whole number within these bounds
 */
export function wholeNumber(name: string, text: string, least: number, most: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= least && number <= most) return number;
  throw new Failure('usage', `"--${name}" must be a number from ${least} to ${most}, not "${text}".`);
}

/** @throws Failure 'usage' when the text is no port's number; 0 is any that is free */
export function portNumber(text: string | undefined): number | undefined {
  return text === undefined ? undefined : wholeNumber('port', text, 0, 65_535);
}

/** Somebody asks what there is: an answer, and no failure. */
export class Help extends Error {}

/** Says something on standard output. */
export function say(text: string): void {
  console.log(printable(text));
}

/** Says something on standard error. */
export function sayAside(text: string): void {
  console.error(printable(text));
}

/** Runs a command; a failure ends the process with its own code, and a sentence that a person can act on. */
export async function runCommand(command: () => Promise<void>): Promise<void> {
  outliveReaders();
  try {
    await command();
  } catch (error) {
    if (error instanceof Help) {
      say(error.message);
      return;
    }
    const known = error instanceof Failure;
    sayAside(known ? error.message : inspect(error));
    process.exitCode = EXIT_CODES[known ? error.exit : 'unexpected'].code;
  }
}

function read<Known extends Options>(args: string[], manual: Manual<Known>, env: NodeJS.ProcessEnv) {
  if (args.includes('--help') || args.includes('-h')) throw new Help(helpPage(manual));
  refuseTaken(manual, env);
  const { values, positionals } = parse(args, manual);
  const [empty] = Object.entries(values).find(([, value]) => value === '') ?? [];
  if (empty !== undefined) throw new Failure('usage', `"--${empty}" is there without a value.`);
  return { values, positionals };
}

function parse<Known extends Options>(args: string[], manual: Manual<Known>) {
  try {
    return parseArgs({ args, options: manual.options, allowPositionals: true });
  } catch (cause) {
    // Node adds how to pass a word that begins with a dash, which nothing here takes.
    const what = (cause as Error).message
      .replaceAll('\n', ' ')
      .replace(/\.( To specify a positional.*)?$/, '');
    const unknown = /Unknown option '([^']*)'/.exec(what)?.[1];
    const nearest = unknown === undefined ? undefined : nearestOf(unknown, flagsOf(manual));
    throw new Failure('usage', `${what}. ${hint(manual, nearest)}`, { cause });
  }
}

/**
 * `npm start --live` is npm's own option, which nothing here gets: npm hands the rest on as if it were not there, and names it in
 * the environment alone.
 */
function refuseTaken(manual: Manual, env: NodeJS.ProcessEnv): void {
  const taken = Object.keys(manual.options).filter((name) => {
    const bare = name.replace(/^no-/, '');
    const value = env[`npm_config_${bare.replaceAll('-', '_')}`];
    // npm makes an empty text of what `--no-` denies.
    return value !== undefined && (bare === name) === (value !== '');
  });
  if (taken.length === 0) return;
  const flags = taken.map((name) => `--${name}`).join(' ');
  // Windows' own variable. PowerShell takes a bare -- for itself before npm's script sees it (npm/cli 4903).
  const quoted = env['PSModulePath'] === undefined ? '' : " In PowerShell, quote it: '--'.";
  throw new Failure(
    'usage',
    `npm kept ${flags} for itself, because no -- stood before it. Write \`${manual.call} -- ${flags}\`.${quoted}`,
  );
}
