import { CLASSES } from './classes.ts';
import { FUNCTIONS } from './functions.ts';
import { LOOPS } from './loops.ts';
import { OBJECTS } from './objects.ts';
import { REGEXES } from './regexes.ts';
import { STATEMENTS } from './statements.ts';
import { VALUES } from './values.ts';

/** Programs that print on the board what the standard says. */
export const ALIKE = [CLASSES, FUNCTIONS, LOOPS, OBJECTS, REGEXES, STATEMENTS, VALUES].flat();
