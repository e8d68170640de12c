import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Stryker } from '@stryker-mutator/core';
import type { MutantResult, PartialStrykerOptions } from '@stryker-mutator/api/core';
import { optionsAndNames, runCommand, wholeNumber } from '../../src/command-line.ts';
import type { Manual } from '../../src/manual.ts';
import { EXIT_CODES } from '../../src/failure.ts';
import { countsOf, writeResult } from './result.ts';
import { filesOf, nameOf as nameOfRoom, ROOMS, type Room } from './rooms.ts';
import { EXPLAINED, type Explained } from './survivors.ts';

/**
 * `npm run mutation [-- <file or folder> ...]` breaks the code of {@link ROOMS} in every small way, and wants a test to fail for each. It takes
 * hours, so it is not part of `npm test`. It fails when a mutant lives that survivors.ts does not explain, or when that explains one that is dead.
 * Of all files it writes what became of them to docs/mutations.md.
 */
const FILES = ROOMS.flatMap(filesOf);

const { jest } = JSON.parse(readFileSync('package.json', 'utf8')) as { jest: object };

const OPTIONS: PartialStrykerOptions = {
  testRunner: 'jest',
  // The tests are ES modules, which Jest runs only so.
  testRunnerNodeArgs: ['--experimental-vm-modules', '--no-warnings=ExperimentalWarning'],
  plugins: ['@stryker-mutator/jest-runner', fileURLToPath(new URL('words.js', import.meta.url))],
  ignorers: ['words'],
  // What was found of a room is kept, so that it may be stopped and gone on with.
  incremental: true,
  // A mutant that fails many tests is slow, and still no endless loop.
  timeoutMS: 20_000,
  tempDirName: 'dist/stryker',
  ignorePatterns: ['dist'],
  reporters: ['progress-append-only'],
  thresholds: { break: null },
};

const MANUAL = {
  call: 'npm run mutation',
  about:
    'Makes every small break in the code, and wants a test to fail for each. All of it takes hours; it goes on where it was stopped.',
  options: {
    workers: {
      type: 'string',
      value: 'NUMBER',
      about: 'how many mutants are tried at a time',
      otherwise: 'one for each core',
    },
  },
  names: [...new Set(ROOMS.map(({ folder }) => folder)), ...FILES],
  examples: [
    ['', 'all files'],
    ['src/relay/http', 'a folder'],
    ['src/firmware/keys.ts', 'after a change of that file'],
  ],
} as const satisfies Manual;

await runCommand(async () => {
  const { values, names } = optionsAndNames(process.argv.slice(2), MANUAL);
  const workers =
    values.workers === undefined ? availableParallelism() : wholeNumber('workers', values.workers, 1, 64);
  const mutants: MutantResult[] = [];
  for (const room of ROOMS) {
    const files = filesOf(room).filter((file) => isMeant(file, names));
    if (files.length > 0) mutants.push(...(await mutantsOf(room, files, workers)));
  }
  const files = FILES.filter((file) => isMeant(file, names));
  if (!judge(files, mutants.filter(lives))) process.exitCode = EXIT_CODES.mutantLives.code;
  else if (names.length === 0)
    await writeResult(countsOf(mutants.map(nameOf), mutants.filter(lives).map(nameOf)));
});

/** Without a name all files are. */
function isMeant(file: string, names: readonly string[]): boolean {
  return names.length === 0 || names.some((name) => file === name || file.startsWith(`${name}/`));
}

/** @returns what became of the mutants of these files, without those that are left out */
async function mutantsOf(room: Room, files: readonly string[], workers: number): Promise<MutantResult[]> {
  console.log(`${files.join(', ')} ...`);
  const mutants = await new Stryker({
    ...OPTIONS,
    mutate: [...files],
    concurrency: workers,
    incrementalFile: `dist/mutation/${nameOfRoom(room)}.json`,
    // Only the tests that run a mutant are run for it.
    coverageAnalysis: 'perTest',
    jest: { config: jestFor(room), enableFindRelatedTests: false },
  }).runMutationTest();
  return mutants.filter((mutant) => mutant.status !== 'Ignored' && files.includes(nameOf(mutant)));
}

function jestFor({ tests }: Room): object {
  return {
    ...jest,
    // It finds the tests of a file by what imports what, also across the folders.
    roots: ['<rootDir>/src', '<rootDir>/test'],
    testMatch: [`**/test/${tests}`],
    testEnvironment: '@stryker-mutator/jest-runner/jest-env/node',
    transform: {
      '^.+\\.ts$': [
        'ts-jest',
        { useESM: true, tsconfig: 'test/tsconfig.json', isolatedModules: true, diagnostics: false },
      ],
    },
    reporters: [],
  };
}

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
