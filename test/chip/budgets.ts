import type { Mode } from '../bench/settings.ts';

export type { Mode };

/** The chip as it is measured. */
export interface Build {
  readonly mode: Mode;
  readonly keys: 4 | 8;
}

/** At most so many thousand instructions, in every turn of its kind; by the number of keys where that makes a difference. */
type Budget = number | Readonly<Record<Build['keys'], number>>;

/** The same with and without a relay. */
const POLLS = {
  'idle poll, keys up': { 4: 72, 8: 76 },
  'poll, keys down, not fired (yet)': 491,
  'poll, not all armed, keys up (boot)': 524,
  'poll, not all armed, keys down (after a fire)': 533,
} as const;

/**
 * What each kind of turn may take: what the firmware of this commit takes, and some two in a hundred more. Instructions
 * repeat to the last digit, and don't depend on the machine, the flash or `pollMs`.
 */
const ROW_BUDGETS: Readonly<Record<Mode, Readonly<Record<string, Budget>>>> = {
  direct: {
    ...POLLS,
    'poll that fires, with the start of the request': { 4: 1297, 8: 1311 },
    'frame of the lamp, or another light': 281,
    'look at the link': 374,
    "callback of an answer's end": 537,
    'other callback that sends a request': 908,
    'the boot: banner and the script': { 4: 1838, 8: 1946 },
  },
  relay: {
    ...POLLS,
    'poll that fires, with the start of the request': { 4: 2200, 8: 2215 },
    'frame of the lamp, or another light': 286,
    'look at the link': 436,
    "callback of an answer's end": 857,
    'callback that checks an answer of the relay': 1269,
    'other callback that sends a request': 1828,
    'the boot: banner and the script': { 4: 2354, 8: 2464 },
  },
};

/** @returns the rows of a build, and what each may take */
export function rowBudgets({ mode, keys }: Build): [row: string, thousands: number][] {
  return Object.entries(ROW_BUDGETS[mode]).map(([row, budget]) => [
    row,
    typeof budget === 'number' ? budget : budget[keys],
  ]);
}

/** Bytes of stack at the deepest, without the SDK, and variables in use at once, of 1600. */
type Memory = Readonly<Record<Mode, { readonly stack: number; readonly variables: number }>>;

/** Of one press that goes well. */
export const PRESS_BUDGETS: Memory = {
  direct: { stack: 3876, variables: 505 },
  relay: { stack: 3984, variables: 632 },
};

/** Whatever is answered. */
export const LIFE_BUDGETS: Memory = {
  direct: { stack: 3850, variables: 700 },
  relay: { stack: 4096, variables: 1000 },
};
