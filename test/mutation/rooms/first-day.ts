import type { Room } from '../rooms.ts';

/** The commands, the questions of the first day, and the doctor. */
export const FIRST_DAY: readonly Room[] = [
  { folder: 'src/setup', tests: 'setup/*.test.ts' },
  { folder: 'src/doctor', tests: 'doctor/*.test.ts' },
  { folder: 'src/commands', files: ['start.ts'], tests: 'commands/{manuals,start}.test.ts', inJest: true },
  {
    folder: 'src/commands',
    files: [
      'for-board.ts',
      'load-config.ts',
      'port-option.ts',
      'practice-option.ts',
      'relay.ts',
      'watched-paths.ts',
    ],
    tests: 'commands/{for-board,load-config,manuals,practice-option,relay}.test.ts',
  },
  { folder: 'src/commands', files: ['build.ts'], tests: 'commands/{build,manuals}.test.ts' },
  {
    folder: 'src/commands',
    files: ['dev.ts', 'doctor.ts', 'flash.ts', 'monitor.ts', 'ports.ts', 'upload.ts'],
    tests: 'commands/{boards,manuals}.test.ts',
    inJest: true,
  },
  {
    folder: 'src/commands',
    files: ['setup.ts'],
    tests: '{commands/{manuals,setup},setup/terminal-asker}.test.ts',
    elsewhere: true,
  },
  {
    folder: 'src',
    files: ['manual.ts', 'own-addresses.ts', 'reason.ts', 'root.ts'],
    tests: '{command-line,own-addresses,reason,root}.test.ts',
  },
  { folder: 'src', files: ['first-signal.ts'], tests: 'first-signal.test.ts' },
];
