import type { Room } from '../rooms.ts';

/** From the configuration to a script for the board. */
export const BUILD: readonly Room[] = [
  { folder: 'src/build', files: ['board-globals.ts'], tests: 'build/{names,subset}.test.ts' },
  {
    folder: 'src/build',
    files: [
      'class-rules.ts',
      'hash-rules.ts',
      'member-name.ts',
      'regex-rules.ts',
      'scope-rules.ts',
      'subset.ts',
      'syntax-rules.ts',
    ],
    tests: 'build/{programs,subset}.test.ts',
  },
  { folder: 'src/build', files: ['declarations.ts', 'edit.ts'], tests: 'build/declarations.test.ts' },
  { folder: 'src/build', files: ['state-variables.ts'], tests: 'build/state-variables.test.ts' },
  { folder: 'src/build', files: ['budget.ts'], tests: 'build/budget.test.ts' },
  { folder: 'src/build', files: ['shrink.ts'], tests: 'build/shrink.test.ts' },
  { folder: 'src/build', files: ['build.ts'], tests: 'build/build.test.ts' },
  { folder: 'src/build', files: ['bundle.ts'], tests: 'build/bundle-limits.test.ts' },
  { folder: 'src/build', files: ['compile.ts'], tests: 'build/compile.test.ts' },
  { folder: 'src/build', files: ['modules.ts'], tests: 'build/modules.test.ts' },
  { folder: 'src/build', files: ['remembered.ts'], tests: 'build/remembered.test.ts' },
];
