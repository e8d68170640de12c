import { readFileSync } from 'node:fs';
import { Stryker } from '@stryker-mutator/core';
import type { MutantResult, PartialStrykerOptions } from '@stryker-mutator/api/core';
import { optionsAndNames, runCommand } from '../../src/command-line.ts';
import type { Manual } from '../../src/manual.ts';
import { EXIT_CODES } from '../../src/failure.ts';
import { EXPLAINED, type Explained } from './survivors.ts';

/**
 * `npm run mutation [-- <file> ...]` breaks the firmware's machines and the relay's decision in every small way, and wants
 * a test to fail for each. It takes some minutes, so it is not part of `npm test`. It fails when a mutant lives that
 * survivors.ts does not explain, or when that explains one that is dead.
 */
const FILES = [
  ...['keys', 'press', 'link', 'answers', 'lamp'].map((name) => `src/firmware/${name}.ts`),
  'src/relay/delivery/decide.ts',
];

const { jest } = JSON.parse(readFileSync('package.json', 'utf8')) as { jest: object };

const OPTIONS: PartialStrykerOptions = {
  testRunner: 'jest',
  // The tests are ES modules, which Jest runs only so.
  testRunnerNodeArgs: ['--experimental-vm-modules', '--no-warnings=ExperimentalWarning'],
  jest: {
    config: {
      ...jest,
      // The files' own tests: others bundle the firmware, which with the mutants in it is over its budget.
      testMatch: [
        '**/test/firmware/{keys,press,link,lamp}.test.ts',
        '**/test/relay/{protocol/answers,delivery/attacks,delivery/decide}.test.ts',
      ],
      transform: {
        '^.+\\.ts$': [
          'ts-jest',
          { useESM: true, tsconfig: 'test/tsconfig.json', isolatedModules: true, diagnostics: false },
        ],
      },
      reporters: [],
    },
  },
  // In ES modules Jest can't tell test by test what covers a mutant; the tests that import its file are few.
  coverageAnalysis: 'off',
  concurrency: 2,
  // A mutant that fails many tests is slow, and still no endless loop.
  timeoutMS: 20_000,
  tempDirName: 'dist/stryker',
  ignorePatterns: ['dist', 'docs'],
  reporters: ['clear-text'],
  clearTextReporter: { allowColor: false, reportTests: false, reportMutants: false },
  thresholds: { break: null },
};

const MANUAL = {
  call: 'npm run mutation',
  about: 'Makes every small break in these files, and wants a test to fail for each. It takes some minutes.',
  options: {},
  names: FILES,
  examples: [
    ['', 'all files'],
    ['src/firmware/keys.ts', 'after a change of that file'],
  ],
} as const satisfies Manual;

await runCommand(async () => {
  const { names } = optionsAndNames(process.argv.slice(2), MANUAL);
  const files = names.length > 0 ? names : FILES;
  const mutants = await new Stryker({ ...OPTIONS, mutate: files }).runMutationTest();
  const survivors = mutants.filter(({ status }) => status === 'Survived');
  if (!judge(files, survivors)) process.exitCode = EXIT_CODES.mutantLives.code;
});

/** @returns whether the mutants that live are those that are explained */
function judge(files: readonly string[], survivors: readonly MutantResult[]): boolean {
  const explained = EXPLAINED.filter(({ file }) => files.includes(file));
  const unexplained = survivors.filter((mutant) => !explained.some((each) => isAbout(each, mutant)));
  const idle = explained.filter((each) => !survivors.some((mutant) => isAbout(each, mutant)));

  for (const { file, to, why } of explained) console.log(`${file}: "${to}" lives: ${why}`);
  for (const mutant of unexplained) {
    const { line } = mutant.location.start;
    console.log(`${mutant.fileName}:${line}: no test fails with "${linesOf(mutant).to}".`);
  }
  for (const { file, to } of idle) console.log(`${file}: "${to}" does not live, so explain it no more.`);
  console.log(`${survivors.length} mutants live, ${unexplained.length} of them unexplained.`);
  return unexplained.length + idle.length === 0;
}

function isAbout({ file, from, to }: Explained, mutant: MutantResult): boolean {
  const lines = linesOf(mutant);
  return mutant.fileName.endsWith(file) && lines.from === from && lines.to === to;
}

/** The lines that a mutant is in, as they are and as it has them. Stryker counts lines and columns from 1. */
function linesOf({ fileName, location: { start, end }, replacement }: MutantResult): {
  from: string;
  to: string;
} {
  const lines = readFileSync(fileName, 'utf8')
    .split('\n')
    .slice(start.line - 1, end.line);
  const before = (lines.at(0) ?? '').slice(0, start.column - 1);
  const after = (lines.at(-1) ?? '').slice(end.column - 1);
  return { from: lines.join('\n').trim(), to: `${before}${replacement}${after}`.trim() };
}
