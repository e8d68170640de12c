import type { Room } from '../rooms.ts';

/** The questions of the first day, and the doctor. */
export const FIRST_DAY: readonly Room[] = [
  { folder: 'src/setup', tests: 'setup/*.test.ts' },
  { folder: 'src/doctor', tests: 'doctor/*.test.ts' },
];
