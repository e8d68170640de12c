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
  'poll, keys down, not fired (yet)': 477,
  'poll, not all armed, keys up (boot)': 510,
  'poll, not all armed, keys down (after a fire)': 560,
} as const;

/**
 * What each kind of turn may take: what the firmware of this commit takes, and some two in a hundred more. Instructions
 * repeat to the last digit, and don't depend on the machine, the flash or `pollMs`.
 */
const ROW_BUDGETS: Readonly<Record<Mode, Readonly<Record<string, Budget>>>> = {
  direct: {
    ...POLLS,
    'poll that fires, with the start of the request': { 4: 1273, 8: 1288 },
    'frame of the lamp': 235,
    'frame of the lamp, with the look at the link': 509,
    "callback of an answer's end": 880,
    'other callback that sends a request': 610,
    'the boot: banner and the script': { 4: 2261, 8: 2369 },
  },
  relay: {
    ...POLLS,
    'poll that fires, with the start of the request': { 4: 2200, 8: 2215 },
    'frame of the lamp': 240,
    "callback of an answer's end": 804,
    'callback that checks an answer of the relay': 1649,
    'other callback that sends a request': 1556,
    'the boot: banner and the script': { 4: 2842, 8: 2951 },
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
  direct: { stack: 3744, variables: 505 },
  relay: { stack: 3984, variables: 632 },
};

/** Whatever is answered. */
export const LIFE_BUDGETS: Memory = {
  direct: { stack: 3850, variables: 700 },
  relay: { stack: 4096, variables: 1000 },
};
