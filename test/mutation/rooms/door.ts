import type { Room } from '../rooms.ts';

const FACES = 'src/simulator/faces';
const PAGE = 'src/simulator/faces/page';

/** What the maker of a button meets: commands, configuration, the simulator's faces, the port. */
export const DOOR: readonly Room[] = [
  { folder: FACES, files: ['arming.ts'], tests: 'simulator/faces/arming.test.ts' },
  { folder: PAGE, files: ['gate.ts', 'token.ts'], tests: 'simulator/faces/page/gate.test.ts' },
  { folder: PAGE, files: ['tab.ts'], tests: 'simulator/faces/page/tab.test.ts' },
  { folder: PAGE, files: ['command.ts', 'wire.ts'], tests: 'simulator/faces/page/command.test.ts' },
  {
    folder: PAGE,
    files: ['idle-connections.ts'],
    tests: 'simulator/faces/page/idle-connections.test.ts',
  },
  { folder: PAGE, files: ['server.ts'], tests: 'simulator/faces/page/{server,live}.test.ts' },
  { folder: PAGE, files: ['board-watch.ts'], tests: 'simulator/faces/page/board-watch.test.ts' },
  {
    folder: PAGE,
    files: ['page.ts', 'open-browser.ts', 'index.ts'],
    tests: 'simulator/faces/page/{greeting,open-browser,run-page,serve}.test.ts',
  },
  {
    folder: PAGE,
    files: ['history.ts', 'troubles.ts'],
    tests: 'simulator/faces/page/{history,troubles}.test.ts',
  },
  { folder: PAGE, files: ['edition.ts'], tests: 'simulator/faces/page/edition.test.ts' },
  { folder: PAGE, files: ['bench.ts'], tests: 'simulator/faces/page/bench.test.ts' },
  { folder: PAGE, files: ['assets.ts'], tests: 'simulator/faces/page/assets.test.ts' },
  { folder: PAGE, files: ['watch.ts'], tests: 'simulator/faces/page/watch.test.ts' },
  {
    folder: FACES,
    files: ['lamp-reader.ts', 'lamp-watch.ts'],
    tests: 'simulator/faces/{lamp-reader,lamp-watch}.test.ts',
  },
  { folder: FACES, files: ['session.ts'], tests: 'simulator/faces/{session,trouble}.test.ts' },
  { folder: FACES, files: ['smash.ts'], tests: 'simulator/faces/smash.test.ts' },
  { folder: FACES, files: ['screen.ts'], tests: 'simulator/faces/screen.test.ts' },
  {
    folder: FACES,
    files: ['terminal-run.ts', 'terminal.ts'],
    tests: 'simulator/faces/terminal.test.ts',
  },
  { folder: 'src', files: ['printable.ts'], tests: 'printable.test.ts' },
  { folder: 'src', files: ['output.ts'], tests: 'outlive-readers.test.ts' },
  { folder: 'src', files: ['command-line.ts'], tests: 'command-line.test.ts' },
  { folder: 'src', files: ['failure.ts'], tests: 'failure.test.ts' },
];
