import type { Explained } from '../survivors.ts';

export const FIRST_DAY: readonly Explained[] = [];
