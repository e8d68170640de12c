import type { Room } from '../rooms.ts';

/** From the configuration to a script for the board. */
export const BUILD: readonly Room[] = [{ folder: 'src/build', tests: 'build/*.test.ts' }];
