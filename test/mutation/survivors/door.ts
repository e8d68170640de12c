import type { Explained } from '../survivors.ts';

export const DOOR: readonly Explained[] = [];
