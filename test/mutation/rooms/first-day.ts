import type { Room } from '../rooms.ts';

/** The commands, the questions of the first day, and the doctor. */
export const FIRST_DAY: readonly Room[] = [
  { folder: 'src/setup', tests: 'setup/*.test.ts' },
  { folder: 'src/doctor', tests: 'doctor/*.test.ts' },
  { folder: 'src/commands', files: ['start.ts'], tests: 'commands/start.test.ts', inJest: true },
  {
    folder: 'src/commands',
    files: ['for-board.ts', 'practice-option.ts'],
    tests: 'commands/{for-board,practice-option}.test.ts',
  },
  {
    folder: 'src',
    files: ['manual.ts', 'own-addresses.ts', 'reason.ts'],
    tests: '{command-line,cli,relay/command/setup,relay/http/race,setup/*}.test.ts',
  },
  { folder: 'src', files: ['first-signal.ts'], tests: 'first-signal.test.ts', inJest: true },
];
