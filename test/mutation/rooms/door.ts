import type { Room } from '../rooms.ts';

/** What the maker of a button meets: commands, configuration, the simulator's faces, the port. */
export const DOOR: readonly Room[] = [];
