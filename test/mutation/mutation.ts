import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { Stryker } from '@stryker-mutator/core';
import type { MutantResult, PartialStrykerOptions } from '@stryker-mutator/api/core';
import { optionsAndNames, runCommand } from '../../src/command-line.ts';
import type { Manual } from '../../src/manual.ts';
import { EXIT_CODES } from '../../src/failure.ts';
import { filesOf, ROOMS } from './rooms.ts';
import { EXPLAINED, type Explained } from './survivors.ts';

/**
 * `npm run mutation [-- <file> ...]` breaks the code of {@link ROOMS} in every small way, and wants a test to fail for each. It takes
 * more than a quarter of an hour, so it is not part of `npm test`. It fails when a mutant lives that survivors.ts does not explain, or when that
 * explains one that is dead.
 */
const FILES = ROOMS.flatMap(filesOf);

const { jest } = JSON.parse(readFileSync('package.json', 'utf8')) as { jest: object };

const OPTIONS: PartialStrykerOptions = {
  testRunner: 'jest',
  // The tests are ES modules, which Jest runs only so.
  testRunnerNodeArgs: ['--experimental-vm-modules', '--no-warnings=ExperimentalWarning'],
  jest: {
    config: {
      ...jest,
      // It finds the tests of a file by what imports what, also across the folders.
      roots: ['<rootDir>/src', '<rootDir>/test'],
      testMatch: ROOMS.map(({ tests }) => `**/test/${tests}`),
      testEnvironment: '@stryker-mutator/jest-runner/jest-env/node',
      transform: {
        '^.+\\.ts$': [
          'ts-jest',
          { useESM: true, tsconfig: 'test/tsconfig.json', isolatedModules: true, diagnostics: false },
        ],
      },
      reporters: [],
    },
  },
  // Only the tests that run a mutant are run for it.
  coverageAnalysis: 'perTest',
  concurrency: 2,
  // A mutant that fails many tests is slow, and still no endless loop.
  timeoutMS: 20_000,
  tempDirName: 'dist/stryker',
  ignorePatterns: ['dist'],
  reporters: ['clear-text'],
  clearTextReporter: { allowColor: false, reportTests: false, reportMutants: false },
  thresholds: { break: null },
};

const MANUAL = {
  call: 'npm run mutation',
  about:
    'Makes every small break in these files, and wants a test to fail for each. It takes more than a quarter of an hour.',
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
  if (!judge(files, mutants.filter(lives))) process.exitCode = EXIT_CODES.mutantLives.code;
});

/** No test has failed with it, or none has run it. */
function lives({ status }: MutantResult): boolean {
  return status === 'Survived' || status === 'NoCoverage';
}

/** @returns whether the mutants that live are those that are explained */
function judge(files: readonly string[], survivors: readonly MutantResult[]): boolean {
  const explained = EXPLAINED.filter(({ file }) => files.includes(file));
  const unexplained = survivors.filter((mutant) => !explained.some((each) => isAbout(each, mutant)));
  const idle = explained.filter((each) => !survivors.some((mutant) => isAbout(each, mutant)));

  for (const { file, to, why } of explained) console.log(`${file}: "${to}" lives: ${why}`);
  for (const mutant of unexplained) {
    const { line } = mutant.location.start;
    console.log(`${nameOf(mutant)}:${line}: no test fails with "${linesOf(mutant).to}".`);
  }
  for (const { file, to } of idle) console.log(`${file}: "${to}" does not live, so explain it no more.`);
  console.log(`${survivors.length} mutants live, ${unexplained.length} of them unexplained.`);
  return unexplained.length + idle.length === 0;
}

function nameOf({ fileName }: MutantResult): string {
  return relative('.', fileName).replaceAll('\\', '/');
}

function isAbout({ file, from, to }: Explained, mutant: MutantResult): boolean {
  const lines = linesOf(mutant);
  return nameOf(mutant) === file && lines.from === from && lines.to === to;
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
