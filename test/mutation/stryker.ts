import { fileURLToPath } from 'node:url';
import { Stryker } from '@stryker-mutator/core';
import type { MutantResult, PartialStrykerOptions } from '@stryker-mutator/api/core';
import { NO_DIFFERENCE } from './apart/no-difference.ts';
import { fileOf } from './judge.ts';
import { nameOf, testsOf, type Room } from './rooms.ts';

const WORDS = pluginIn('words.js');

const OPTIONS: PartialStrykerOptions = {
  testRunnerNodeArgs: ['--no-warnings', '--import', 'tsx'],
  ignorers: ['words'],
  // What was found of a mutant is kept, so that after a change only those are tried that it concerns.
  incremental: true,
  tempDirName: 'dist/stryker',
  ignorePatterns: ['dist'],
  reporters: ['progress-append-only'],
  thresholds: { break: null },
  // One that lives takes all of its tests twice.
  timeoutFactor: 3,
};

function pluginIn(file: string): string {
  return fileURLToPath(new URL(file, import.meta.url));
}

export interface Effort {
  /** How many mutants are tried at a time. */
  readonly workers: number;
  /** Tries also those of which it is known what becomes of them. */
  readonly isAgain: boolean;
}

/** @returns what became of the mutants of these files, without those that are left out */
export async function mutantsOf(
  room: Room,
  files: readonly string[],
  { workers, isAgain }: Effort,
): Promise<MutantResult[]> {
  const mutants = await new Stryker({
    ...OPTIONS,
    mutate: [...files],
    concurrency: workers,
    force: isAgain,
    incrementalFile: `dist/mutation/${nameOf(room).replaceAll('/', '.')}.json`,
    // Only the tests that run a mutant are run for it.
    coverageAnalysis: room.elsewhere ? 'off' : 'perTest',
    ...optionsFor(room),
  }).runMutationTest();
  const tried = mutants.filter((mutant) => mutant.status !== 'Ignored' && files.includes(fileOf(mutant)));
  const different = tried.filter(({ statusReason = '' }) => !statusReason.includes(NO_DIFFERENCE));
  if (different.length < tried.length) {
    console.log(`${tried.length - different.length} mutants left out: ${NO_DIFFERENCE}`);
  }
  return different;
}

function optionsFor(room: Room): PartialStrykerOptions {
  if (room.apart) return optionsApart(room);
  return { testRunner: 'quick', plugins: [WORDS, pluginIn('quick/runner.ts')], quick: testsOf(room) };
}

/** Each mutant in a bundle of its own (apart/runner.ts). */
function optionsApart(room: Room): PartialStrykerOptions {
  return {
    testRunner: 'apart',
    plugins: [WORDS, pluginIn('apart/runner.ts')],
    coverageAnalysis: 'off',
    quick: testsOf(room),
    // A mutant that lives takes all of them. Where others use the machine as well that can be ten times as long.
    dryRunTimeoutMinutes: 30,
    timeoutMS: 180_000,
  };
}
