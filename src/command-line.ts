import { inspect, parseArgs, type ParseArgsConfig } from 'node:util';
import { EXIT_CODES, Failure } from './failure.ts';
import { outliveReaders } from './output.ts';
import { printable } from './printable.ts';

/** What every command has in common, the tools beside the command line too: how it is called, and how it ends. */

type Options = NonNullable<ParseArgsConfig['options']>;

/**
 * @param known as `parseArgs` of Node wants them
 * @throws Failure 'usage' on anything else
 */
export function options<Known extends Options>(args: string[], known: Known) {
  return optionsAndNames(args, known, []).values;
}

/**
 * @param names the words that may stand beside the options
 * @returns the options, and the words that were given
 * @throws Failure 'usage' on anything else
 */
export function optionsAndNames<Known extends Options>(
  args: string[],
  known: Known,
  names: readonly string[],
) {
  const { values, positionals } = parse(args, known, names);
  refuseEmpty(values);
  const unknown = positionals.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new Failure('usage', `"${unknown}" means nothing here. ${hint(known, names)}`);
  }
  return { values, names: positionals };
}

/**
 * @returns the options, and the path that may stand beside them
 * @throws Failure 'usage' on anything else
 */
export function optionsAndFile<Known extends Options>(args: string[], known: Known) {
  const { values, positionals } = parse(args, known, []);
  refuseEmpty(values);
  const [file, more] = positionals;
  if (more !== undefined) throw new Failure('usage', `"${more}" is one file too many. ${hint(known, [])}`);
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
class Help extends Error {}

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

function refuseEmpty(values: object): void {
  const [empty] = Object.entries(values).find(([, value]) => value === '') ?? [];
  if (empty !== undefined) throw new Failure('usage', `"--${empty}" is there without a value.`);
}

function parse<Known extends Options>(args: string[], known: Known, names: readonly string[]) {
  if (args.includes('--help')) throw new Help(hint(known, names));
  try {
    return parseArgs({ args, options: known, allowPositionals: true });
  } catch (cause) {
    // Node adds how to pass a word that begins with a dash, which nothing here takes.
    const [what = ''] = (cause as Error).message.replaceAll('\n', ' ').split('. To specify a positional', 1);
    throw new Failure('usage', `${what.replace(/\.$/, '')}. ${hint(known, names)}`, { cause });
  }
}

function hint(known: Options, names: readonly string[]): string {
  const flags = Object.keys(known).map((name) => `--${name}`);
  const sentences = [
    ...(names.length > 0 ? [`There are: ${names.join(', ')}.`] : []),
    ...(flags.length > 0 ? [`Its options are ${flags.join(', ')}.`] : []),
  ];
  return sentences.join(' ') || 'It takes no options.';
}
