import type { Explained } from '../survivors.ts';

export const BUILD: readonly Explained[] = [];
