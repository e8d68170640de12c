import type { Room } from '../rooms.ts';

/** From the configuration to a script for the board. */
export const BUILD: readonly Room[] = [
  {
    folder: 'src/build',
    files: [
      'board-globals.ts',
      'class-rules.ts',
      'declarations.ts',
      'edit.ts',
      'hash-rules.ts',
      'regex-rules.ts',
      'scope-rules.ts',
      'state-variables.ts',
      'subset.ts',
      'syntax-rules.ts',
    ],
    tests: 'build/{declarations,state-variables,subset}.test.ts',
  },
  {
    folder: 'src/build',
    files: ['budget.ts', 'build.ts', 'bundle.ts', 'compile.ts', 'modules.ts', 'shrink.ts'],
    tests: 'build/{bundle,compile,shrink}.test.ts',
  },
];
