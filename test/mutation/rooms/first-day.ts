import type { Room } from '../rooms.ts';

/** The commands, the questions of the first day, and the doctor. */
export const FIRST_DAY: readonly Room[] = [
  {
    folder: 'src/setup',
    files: ['asker.ts', 'questions.ts', 'set-up.ts', 'today.ts'],
    tests: 'setup/{set-up,today}.test.ts',
  },
  { folder: 'src/setup', files: ['terminal-asker.ts'], tests: 'setup/terminal-asker.test.ts' },
  {
    folder: 'src/doctor',
    files: ['by-hand.ts', 'keys.ts', 'signals.ts'],
    tests: 'doctor/{by-hand,keys}.test.ts',
  },
  {
    folder: 'src/doctor',
    files: ['board.ts', 'doors.ts', 'finding.ts', 'processor.ts', 'report.ts', 'steps.ts', 'wifi.ts'],
    tests: 'doctor/{checks,on-board}.test.ts',
  },
  { folder: 'src/doctor', files: ['practice.ts'], tests: 'doctor/practice.test.ts' },
  { folder: 'src/doctor', files: ['configuration.ts'], tests: 'doctor/configuration.test.ts' },
  { folder: 'src/doctor', files: ['way.ts'], tests: 'doctor/{on-board,way}.test.ts' },
  {
    folder: 'src/doctor',
    files: ['doctor.ts', 'examination.ts', 'index.ts', 'tools.ts'],
    tests: 'doctor/{examination,index}.test.ts',
  },
  { folder: 'src/commands', files: ['start.ts'], tests: 'commands/{manuals,start}.test.ts' },
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
    tests: '{command-line,manual,own-addresses,reason,root}.test.ts',
  },
  { folder: 'src', files: ['first-signal.ts'], tests: 'first-signal.test.ts' },
  { folder: 'src', files: ['question.ts'], tests: 'question.test.ts' },
  { folder: 'src/doctor', files: ['person.ts'], tests: '{question,doctor/by-hand}.test.ts' },
  {
    folder: 'src',
    files: ['build-main.ts', 'relay-main.ts'],
    tests: 'programs.test.ts',
    elsewhere: true,
  },
  { folder: 'src', files: ['cli.ts'], tests: 'verbs.test.ts' },
  { folder: 'src', files: ['launch.js'], tests: 'launch.test.ts', elsewhere: true },
  { folder: 'src', files: ['stack-traces.js'], tests: 'stack-traces.test.ts' },
  { folder: 'src', files: ['bundled.js'], tests: 'bundle-of.test.ts', elsewhere: true },
];
