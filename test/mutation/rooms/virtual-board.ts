import type { Room } from '../rooms.ts';

const BOARD =
  '{espruino/language,firmware/{edges,keys-rules,klaxon,relay-client,relay-edges,restart,webhook-client},simulator/{espruino/**/*,hardware/*,language/*,world/*,scenarios}}.test.ts';

/** The virtual board, without its faces. */
export const VIRTUAL_BOARD: readonly Room[] = [
  { folder: 'src/simulator', tests: BOARD },
  { folder: 'src/simulator/language/cost', tests: 'simulator/language/cost/*.test.ts' },
  { folder: 'src/simulator/language', tests: '{espruino/language,simulator/language/**/*}.test.ts' },
];
