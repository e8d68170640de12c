import type { Room } from '../rooms.ts';

const CLIENT = 'src/simulator/faces/page/client';
const TESTS = 'simulator/faces/page';

/** What runs in the browser of whoever opens the page. */
export const PAGE: readonly Room[] = [
  { folder: CLIENT, files: ['connection.ts', 'token.ts'], tests: `${TESTS}/client/door.test.ts` },
  { folder: `${CLIENT}/panels`, files: ['hint.ts'], tests: `${TESTS}/hint.test.ts` },
];
