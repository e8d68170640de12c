import type { Room } from '../rooms.ts';

/** The virtual board, without its faces. */
export const VIRTUAL_BOARD: readonly Room[] = [
  { folder: 'src/simulator/language/cost', tests: 'simulator/language/cost/*.test.ts' },
  { folder: 'src/simulator/language', tests: '{simulator/language/**/*,espruino/language}.test.ts' },
  { folder: 'src/simulator/hardware', tests: 'simulator/{hardware,espruino}/**/*.test.ts' },
  { folder: 'src/simulator/espruino', tests: 'simulator/espruino/**/*.test.ts' },
  { folder: 'src/simulator/espruino/globals', tests: 'simulator/espruino/{globals/*,console,loop}.test.ts' },
  { folder: 'src/simulator/espruino/http', tests: 'simulator/espruino/http/*.test.ts' },
  { folder: 'src/simulator/espruino/net', tests: 'simulator/espruino/{http,net}/*.test.ts' },
  { folder: 'src/simulator/espruino/wifi', tests: 'simulator/espruino/wifi/*.test.ts' },
  { folder: 'src/simulator/world', tests: 'simulator/{world/*,scenarios,espruino/*/*}.test.ts' },
];
