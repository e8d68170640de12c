import { URL } from 'node:url';

/** The project's folder, where its sources and packages are. It is as far from here as from a bundle in dist/. */
export const ROOT = new URL('../', import.meta.url);
