import type { Mode } from '../bench/settings.ts';

export type { Mode };

/** The chip as it is measured. */
export interface Build {
  readonly mode: Mode;
  readonly keys: 4 | 8;
}

/** At most so many thousand instructions, in every turn of its kind. */
type RowBudgets = Readonly<Record<string, number>>;

/**
 * What each kind of turn may take: what the firmware of this commit takes, and some two in a hundred more. Instructions
 * repeat to the last digit, and don't depend on the machine, the flash or `pollMs`.
 */
export const ROW_BUDGETS: Readonly<Record<Mode, Readonly<Record<Build['keys'], RowBudgets>>>> = {
  direct: {
    4: {
      'idle poll, keys up': 75,
      'poll, keys down, not fired (yet)': 505,
      'poll that fires, with the start of the request': 1365,
      'poll, not all armed, keys up (boot)': 525,
      'poll, not all armed, keys down (after a fire)': 585,
      'frame of the lamp': 230,
      'frame of the lamp, with the look at the link': 520,
      "callback of an answer's end": 892,
      'other callback that sends a request': 660,
      'the boot: banner and the script': 2430,
    },
    8: {
      'idle poll, keys up': 79,
      'poll, keys down, not fired (yet)': 505,
      'poll that fires, with the start of the request': 1380,
      'poll, not all armed, keys up (boot)': 535,
      'poll, not all armed, keys down (after a fire)': 585,
      'frame of the lamp': 230,
      'frame of the lamp, with the look at the link': 520,
      "callback of an answer's end": 892,
      'other callback that sends a request': 660,
      'the boot: banner and the script': 2535,
    },
  },
  relay: {
    4: {
      'idle poll, keys up': 76,
      'poll, keys down, not fired (yet)': 510,
      'poll that fires, with the start of the request': 2440,
      'poll, not all armed, keys up (boot)': 530,
      'poll, not all armed, keys down (after a fire)': 585,
      'frame of the lamp': 232,
      "callback of an answer's end": 805,
      'callback that checks an answer of the relay': 1730,
      'other callback that sends a request': 1800,
      'the boot: banner and the script': 2980,
    },
    8: {
      'idle poll, keys up': 80,
      'poll, keys down, not fired (yet)': 515,
      'poll that fires, with the start of the request': 2455,
      'poll, not all armed, keys up (boot)': 540,
      'poll, not all armed, keys down (after a fire)': 585,
      'frame of the lamp': 232,
      "callback of an answer's end": 805,
      'callback that checks an answer of the relay': 1730,
      'other callback that sends a request': 1800,
      'the boot: banner and the script': 3085,
    },
  },
};

/** Bytes of stack at the deepest, without the SDK, and variables in use at once, of 1600. */
type Memory = Readonly<Record<Mode, { readonly stack: number; readonly variables: number }>>;

/** Of one press that goes well. */
export const PRESS_BUDGETS: Memory = {
  direct: { stack: 4032, variables: 530 },
  relay: { stack: 4340, variables: 655 },
};

/** Whatever is answered. */
export const LIFE_BUDGETS: Memory = {
  direct: { stack: 4100, variables: 700 },
  relay: { stack: 4720, variables: 1000 },
};
