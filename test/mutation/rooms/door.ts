import type { Room } from '../rooms.ts';

const FACES = 'src/simulator/faces';
const PAGE = 'src/simulator/faces/page';

/** What the maker of a button meets: commands, configuration, the simulator's faces, the port. */
export const DOOR: readonly Room[] = [
  { folder: FACES, files: ['arming.ts'], tests: 'simulator/faces/arming.test.ts' },
  { folder: PAGE, files: ['gate.ts', 'token.ts'], tests: 'simulator/faces/page/{gate,token}.test.ts' },
  { folder: PAGE, files: ['tab.ts'], tests: 'simulator/faces/page/tab.test.ts' },
  {
    folder: PAGE,
    files: ['idle-connections.ts'],
    tests: 'simulator/faces/page/idle-connections.test.ts',
  },
  {
    folder: PAGE,
    files: ['page.ts', 'open-browser.ts'],
    tests: 'simulator/faces/page/{greeting,open-browser,run-page,serve}.test.ts',
  },
  {
    folder: FACES,
    files: [
      'lamp-reader.ts',
      'lamp-watch.ts',
      'screen.ts',
      'session.ts',
      'smash.ts',
      'terminal-run.ts',
      'terminal.ts',
    ],
    tests: 'simulator/faces/{lamp-reader,lamp-watch,session,smash,terminal,trouble}.test.ts',
  },
  {
    folder: PAGE,
    files: [
      'assets.ts',
      'board-watch.ts',
      'command.ts',
      'edition.ts',
      'history.ts',
      'server.ts',
      'troubles.ts',
      'watch.ts',
      'wire.ts',
    ],
    tests: 'simulator/faces/{trouble,page/{board-watch,client-door,edition,live,serve,server,watch}}.test.ts',
  },
  { folder: 'src', files: ['printable.ts'], tests: 'printable.test.ts' },
  { folder: 'src', files: ['output.ts'], tests: 'outlive-readers.test.ts' },
  { folder: 'src', files: ['command-line.ts'], tests: 'command-line.test.ts' },
  { folder: 'src', files: ['failure.ts'], tests: 'failure.test.ts' },
];
