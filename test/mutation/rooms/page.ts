import type { Room } from '../rooms.ts';

const CLIENT = 'src/simulator/faces/page/client';
const PANELS = `${CLIENT}/panels`;
const DRAWING = `${CLIENT}/drawing`;
const TESTS = 'simulator/faces/page';

/** What runs in the browser of whoever opens the page. */
export const PAGE: readonly Room[] = [
  { folder: CLIENT, files: ['connection.ts', 'token.ts'], tests: `${TESTS}/client/door.test.ts` },
  {
    folder: CLIENT,
    files: ['elements.ts', 'main.ts'],
    tests: `${TESTS}/client/{elements,main}.test.ts`,
  },
  {
    folder: DRAWING,
    files: ['bench-view.ts', 'router-drawing.ts'],
    tests: `${TESTS}/client/drawing/*.test.ts`,
  },
  { folder: DRAWING, files: ['board-drawing.ts'], tests: `${TESTS}/client/drawing/*.test.ts` },
  {
    folder: DRAWING,
    files: ['bench-geometry.ts', 'feather.ts', 'key-row.ts', 'wiring.ts'],
    tests: `${TESTS}/client/drawing/*.test.ts`,
  },
  { folder: PANELS, files: ['keys-view.ts'], tests: `${TESTS}/client/panels/keys-view.test.ts` },
  { folder: PANELS, files: ['klaxon-sound.ts'], tests: `${TESTS}/client/panels/klaxon-sound.test.ts` },
  {
    folder: PANELS,
    files: ['chat-view.ts', 'console-view.ts'],
    tests: `${TESTS}/client/panels/logs.test.ts`,
  },
  {
    folder: PANELS,
    files: ['busy-view.ts', 'lamp-view.ts', 'meanings.ts', 'scope.ts'],
    tests: `${TESTS}/client/panels/lamp.test.ts`,
  },
  {
    folder: PANELS,
    files: ['banners-view.ts', 'trouble-view.ts'],
    tests: `${TESTS}/client/panels/notices.test.ts`,
  },
  { folder: PANELS, files: ['hint.ts'], tests: `${TESTS}/hint.test.ts` },
];
