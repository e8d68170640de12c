import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { MutantResult } from '@stryker-mutator/api/core';
import { EXPLAINED, type Explained } from './survivors.ts';

/** What was found of some files, and whether it is as survivors.ts has it. */
export interface Verdict {
  readonly live: number;
  /** Live, and nothing says why they may. */
  readonly unexplained: readonly MutantResult[];
  /** Explain what does not live. */
  readonly idle: readonly Explained[];
}

export function judge(files: readonly string[], mutants: readonly MutantResult[]): Verdict {
  const survivors = mutants.filter(lives);
  const explained = EXPLAINED.filter(({ file }) => files.includes(file));
  return {
    live: survivors.length,
    unexplained: survivors.filter((mutant) => !explained.some((each) => isAbout(each, mutant))),
    idle: explained.filter((each) => !survivors.some((mutant) => isAbout(each, mutant))),
  };
}

/** @returns a line for each that is not as it should be */
export function complaintsOf({ unexplained, idle }: Verdict): string[] {
  return [
    ...unexplained.map(
      (mutant) =>
        `${fileOf(mutant)}:${mutant.location.start.line}: no test fails with "${linesOf(mutant).to}".`,
    ),
    ...idle.map(({ file, to }) => `${file}: "${to}" does not live, so explain it no more.`),
  ];
}

/** No test has failed with it, or none has run it. */
export function lives({ status }: MutantResult): boolean {
  return status === 'Survived' || status === 'NoCoverage';
}

export function fileOf({ fileName }: MutantResult): string {
  return relative('.', fileName).replaceAll('\\', '/');
}

function isAbout({ file, from, to }: Explained, mutant: MutantResult): boolean {
  const lines = linesOf(mutant);
  return fileOf(mutant) === file && lines.from === from && lines.to === to;
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
