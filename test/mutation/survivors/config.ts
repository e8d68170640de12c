import type { Explained } from '../survivors.ts';

export const CONFIG: readonly Explained[] = [];
