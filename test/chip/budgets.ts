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
      'idle poll, keys up': 71,
      'poll, keys down, not fired (yet)': 477,
      'poll that fires, with the start of the request': 1273,
      'poll, not all armed, keys up (boot)': 510,
      'poll, not all armed, keys down (after a fire)': 560,
      'frame of the lamp': 235,
      'frame of the lamp, with the look at the link': 509,
      "callback of an answer's end": 880,
      'other callback that sends a request': 610,
      'the boot: banner and the script': 2261,
    },
    8: {
      'idle poll, keys up': 76,
      'poll, keys down, not fired (yet)': 477,
      'poll that fires, with the start of the request': 1288,
      'poll, not all armed, keys up (boot)': 510,
      'poll, not all armed, keys down (after a fire)': 560,
      'frame of the lamp': 235,
      'frame of the lamp, with the look at the link': 509,
      "callback of an answer's end": 880,
      'other callback that sends a request': 610,
      'the boot: banner and the script': 2369,
    },
  },
  relay: {
    4: {
      'idle poll, keys up': 72,
      'poll, keys down, not fired (yet)': 477,
      'poll that fires, with the start of the request': 2200,
      'poll, not all armed, keys up (boot)': 510,
      'poll, not all armed, keys down (after a fire)': 560,
      'frame of the lamp': 240,
      "callback of an answer's end": 804,
      'callback that checks an answer of the relay': 1649,
      'other callback that sends a request': 1554,
      'the boot: banner and the script': 2842,
    },
    8: {
      'idle poll, keys up': 76,
      'poll, keys down, not fired (yet)': 477,
      'poll that fires, with the start of the request': 2215,
      'poll, not all armed, keys up (boot)': 510,
      'poll, not all armed, keys down (after a fire)': 560,
      'frame of the lamp': 240,
      "callback of an answer's end": 804,
      'callback that checks an answer of the relay': 1649,
      'other callback that sends a request': 1556,
      'the boot: banner and the script': 2951,
    },
  },
};

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
