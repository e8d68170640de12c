import type { Explained } from '../survivors.ts';

export const VIRTUAL_BOARD: readonly Explained[] = [];
