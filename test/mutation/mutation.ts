import { availableParallelism } from 'node:os';
import type { MutantResult } from '@stryker-mutator/api/core';
import { optionsAndNames, runCommand, wholeNumber } from '../../src/command-line.ts';
import type { Manual } from '../../src/manual.ts';
import { EXIT_CODES } from '../../src/failure.ts';
import { reasonOf } from '../../src/reason.ts';
import { complaintsOf, fileOf, judge, lives } from './judge.ts';
import { writePage } from './page.ts';
import { digestOf, keepResult, stands, type Count } from './results.ts';
import { filesOf, nameOf, ROOMS, type Room } from './rooms.ts';
import { mutantsOf, type Effort } from './stryker.ts';

/**
 * `npm run mutation [-- <file or folder> ...]` breaks the code of {@link ROOMS} in every small way, and wants a test to fail for each. It takes
 * hours, so it is not part of `npm test`, and the result of each room is kept. It fails when a mutant lives that survivors.ts does not explain, or
 * when that explains one that is dead.
 */
const MANUAL = {
  call: 'npm run mutation',
  about: 'Makes every small break in the code, and wants a test to fail for each. All of it takes hours.',
  options: {
    workers: {
      type: 'string',
      value: 'NUMBER',
      about: 'how many mutants are tried at a time',
      otherwise: 'one for each core',
    },
    again: { type: 'boolean', about: 'tries also the rooms that have not changed since they were tried' },
    page: { type: 'boolean', about: 'only writes docs/mutations.md, of what is kept' },
  },
  names: [...new Set(ROOMS.flatMap(({ folder }) => withParents(folder))), ...ROOMS.flatMap(filesOf)],
  examples: [
    ['', 'all that has changed'],
    ['src/relay/http', 'of a folder'],
    ['src/firmware/keys.ts', 'after a change of that file'],
  ],
} as const satisfies Manual;

await runCommand(async () => {
  const { values, names } = optionsAndNames(process.argv.slice(2), MANUAL);
  const { again: isAgain = false, page: isForPage = false } = values;
  const workers =
    values.workers === undefined ? availableParallelism() : wholeNumber('workers', values.workers, 1, 64);
  const complaints: string[] = [];
  for (const room of isForPage ? [] : ROOMS) {
    const files = filesOf(room).filter((file) => isMeant(file, names));
    if (files.length === 0) continue;
    if (stands(room) && !isAgain) console.log(`${nameOf(room)} stands as it was.`);
    else complaints.push(...(await complaintsIn(room, files, { workers, isAgain })));
  }
  await writePage();
  if (complaints.length === 0) return;
  console.log(complaints.join('\n'));
  process.exitCode = EXIT_CODES.mutantLives.code;
});

/** A folder and those that it is in. */
function withParents(folder: string): string[] {
  const parts = folder.split('/');
  return parts.map((_, at) => parts.slice(0, at + 1).join('/'));
}

/** Without a name all files are. */
function isMeant(file: string, names: readonly string[]): boolean {
  return names.length === 0 || names.some((name) => file === name || file.startsWith(`${name}/`));
}

/** Keeps the result at once where nothing is to be complained of, so that a run that is stopped loses no more than the room that it is in. */
async function complaintsIn(room: Room, files: readonly string[], effort: Effort): Promise<string[]> {
  console.log(`${files.join(', ')} ...`);
  // What is changed while it runs is not what was tried.
  const digest = digestOf(room);
  let mutants: MutantResult[];
  try {
    mutants = await mutantsOf(room, files, effort);
  } catch (error) {
    return [`${nameOf(room)}: ${reasonOf(error)}`];
  }
  const verdict = judge(files, mutants);
  console.log(`${verdict.live} mutants live, ${verdict.unexplained.length} of them unexplained.`);
  const complaints = complaintsOf(verdict);
  if (complaints.length === 0 && files.length === filesOf(room).length) {
    const countOf = (file: string): Count => {
      const inside = mutants.filter((mutant) => fileOf(mutant) === file);
      return { made: inside.length, live: inside.filter(lives).length };
    };
    keepResult(room, { digest, files: Object.fromEntries(files.map((file) => [file, countOf(file)])) });
    await writePage();
  }
  return complaints;
}
