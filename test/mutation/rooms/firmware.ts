import type { Room } from '../rooms.ts';

/** The firmware's edges are tested as a bundle, which with the mutants in it is over its budget. */
export const FIRMWARE: readonly Room[] = [
  {
    folder: 'src/firmware',
    files: ['answers.ts', 'keys.ts', 'lamp.ts', 'link.ts', 'press.ts'],
    tests: 'firmware/{answers,keys,lamp,link,press}.test.ts',
  },
];
