import { BINARY_AND_DATES } from './binary-and-dates.ts';
import { GLOBALS } from './globals.ts';
import { METHODS } from './methods.ts';

/** What the board has of the standard's library, each once: its name as in standard.ts, and a program that uses it. */
export const LIBRARY = [...GLOBALS, ...METHODS, ...BINARY_AND_DATES];
