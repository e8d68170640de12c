import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import * as commandLine from '../src/command-line.ts';

/** Which command the command line calls, and with which words. */

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
const VERBS = readdirSync('src/commands')
  .map((file) => file.replace('.ts', ''))
  .filter((name) => name in scripts);

/** What ran, with its words. */
const ran: [string, string[]][] = [];
let main: () => Promise<void> = () => Promise.reject(new Error('It has not been started.'));

for (const verb of VERBS) {
  jest.unstable_mockModule(`../src/commands/${verb}.ts`, () => ({
    run: (args: string[]) => {
      ran.push([verb, args]);
      return Promise.resolve();
    },
  }));
}
jest.unstable_mockModule('../src/command-line.ts', () => ({
  ...commandLine,
  runCommand: (work: () => Promise<void>) => {
    main = work;
    return Promise.resolve();
  },
}));
await import('../src/cli.ts');

const { argv } = process;
beforeEach(() => {
  ran.length = 0;
});
afterEach(() => {
  process.argv = argv;
});

function call(...words: string[]): Promise<void> {
  process.argv = ['node', 'cli.ts', ...words];
  return main();
}

test.each(VERBS)('%s is the command of that name, and gets what follows it', async (verb) => {
  await call(verb, '--flag', verb);
  expect(ran).toEqual([[verb, ['--flag', verb]]]);
});

describe('without a command', () => {
  test.each(['--help', '-h'])('%s names them all', async (flag) => {
    await expect(call(flag)).rejects.toThrow(commandLine.Help);
    const said = await call(flag).catch(String);
    expect(said).toMatch(/There are: setup, start, build, .*, relay\. Each explains itself with --help\.$/);
    for (const verb of VERBS) expect(said).toContain(` ${verb}`);
  });

  test.each([
    [[], '"" is not a command. There are: setup, start, build,'],
    [['there'], '"there" is not a command. There are: setup, start, build,'],
    [['constructor'], '"constructor" is not a command. There are: setup, start, build,'],
    [['uplaod'], '"uplaod" is not a command. Did you mean "upload"?'],
    [['--hlep'], '"--hlep" is not a command. There are: setup,'],
    [['', '--help'], '"" is not a command.'],
  ])('%j is refused', async (words, message) => {
    await expect(call(...words)).rejects.toMatchObject({
      exit: 'usage',
      message: expect.stringContaining(message),
    });
  });

  afterEach(() => {
    expect(ran).toEqual([]);
  });
});
