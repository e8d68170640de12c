import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { options, optionsAndFile } from '../../src/command-line.ts';
import { helpPage, type Manual } from '../../src/manual.ts';

/** What holds of every command: how it is called, and what it says of itself. */

interface Command {
  readonly MANUAL: Manual;
  run(args: string[]): Promise<void>;
}

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: object };
const VERBS = readdirSync('src/commands')
  .map((file) => file.replace('.ts', ''))
  .filter((name) => name in scripts);
const COMMANDS: [string, Command][] = [];
// One after the other: Jest can't load the same module twice at a time.
for (const verb of VERBS) COMMANDS.push([verb, (await import(`../../src/commands/${verb}.ts`)) as Command]);

/** As its examples have it. */
function read(args: string[], manual: Manual): unknown {
  return manual.file === undefined ? options(args, manual, {}) : optionsAndFile(args, manual, {}).values;
}

test('there are commands', () => {
  expect(VERBS).toEqual(expect.arrayContaining(['start', 'build', 'upload', 'relay']));
});

test.each(COMMANDS)('%s is named by its call, and each of its examples is understood', (verb, { MANUAL }) => {
  expect(MANUAL.call).toBe(verb === 'start' ? 'npm start' : `npm run ${verb}`);
  expect(MANUAL.examples[0]?.[0]).toBe('');
  for (const [line, what] of MANUAL.examples) {
    expect(what).not.toBe('');
    expect(() => read(line.split(' ').filter(Boolean), MANUAL)).not.toThrow();
  }
});

test.each(COMMANDS)('%s has nothing on that was not asked for', (_verb, { MANUAL }) => {
  const flags = Object.entries(MANUAL.options).filter(([, { type }]) => type === 'boolean');
  expect(read([], MANUAL)).toEqual(Object.fromEntries(flags.map(([name]) => [name, false])));
});

test.each(COMMANDS)(
  '%s explains itself, names what its options take, and does nothing',
  async (_verb, command) => {
    const { MANUAL } = command;
    await expect(command.run(['--help'])).rejects.toMatchObject({ message: helpPage(MANUAL) });
    const taken = Object.values(MANUAL.options).map((option) =>
      'value' in option ? option.value : 'NOTHING',
    );
    expect(taken.filter((value) => !/^[A-Z]+$/.test(value))).toEqual([]);
  },
);

test.each(COMMANDS)('%s does nothing where its line is not understood', async (_verb, command) => {
  await expect(command.run(['--bogus'])).rejects.toMatchObject({ exit: 'usage' });
});
