import type { Explained } from '../survivors.ts';

export const USB: readonly Explained[] = [];
