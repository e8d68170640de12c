import type { Room } from '../rooms.ts';

export const CONFIG: readonly Room[] = [
  {
    folder: 'src/config',
    files: ['config.ts', 'constants.ts', 'lamp.ts', 'loopback.ts', 'new-relay.ts', 'practice.ts'],
    tests: '{config/{constants,practice,rules},firmware/lamp}.test.ts',
  },
  { folder: 'src/config/rules', tests: 'config/rules.test.ts' },
  { folder: 'src/config/files', tests: 'config/{example,exposed,load,local-file}.test.ts' },
  { folder: 'src/config/recipes', tests: 'config/recipes/*.test.ts' },
];
