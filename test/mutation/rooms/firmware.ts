import type { Room } from '../rooms.ts';

/** The firmware's edges are tested as a bundle, which with the mutants in it is over its budget. */
export const FIRMWARE: readonly Room[] = [
  { folder: 'src/firmware', files: ['answers.ts'], tests: 'firmware/answers.test.ts' },
  { folder: 'src/firmware', files: ['keys.ts'], tests: 'firmware/keys.test.ts' },
  { folder: 'src/firmware', files: ['lamp.ts', 'link.ts'], tests: 'firmware/{lamp,link}.test.ts' },
  { folder: 'src/firmware', files: ['press.ts'], tests: 'firmware/press.test.ts' },
];
