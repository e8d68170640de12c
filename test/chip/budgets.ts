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
      'idle poll, keys up': 72,
      'poll, keys down, not fired (yet)': 472,
      'poll that fires, with the start of the request': 1325,
      'poll, not all armed, keys up (boot)': 500,
      'poll, not all armed, keys down (after a fire)': 528,
      'frame of the lamp': 230,
      'frame of the lamp, with the look at the link': 495,
      "callback of an answer's end": 892,
      'other callback that sends a request': 665,
      'the boot: banner and the script': 2425,
    },
    8: {
      'idle poll, keys up': 76,
      'poll, keys down, not fired (yet)': 478,
      'poll that fires, with the start of the request': 1340,
      'poll, not all armed, keys up (boot)': 506,
      'poll, not all armed, keys down (after a fire)': 528,
      'frame of the lamp': 234,
      'frame of the lamp, with the look at the link': 495,
      "callback of an answer's end": 892,
      'other callback that sends a request': 665,
      'the boot: banner and the script': 2530,
    },
  },
  relay: {
    4: {
      'idle poll, keys up': 72,
      'poll, keys down, not fired (yet)': 476,
      'poll that fires, with the start of the request': 2285,
      'poll, not all armed, keys up (boot)': 500,
      'poll, not all armed, keys down (after a fire)': 548,
      'frame of the lamp': 237,
      "callback of an answer's end": 812,
      'callback that checks an answer of the relay': 1680,
      'other callback that sends a request': 1610,
      'the boot: banner and the script': 2990,
    },
    8: {
      'idle poll, keys up': 76,
      'poll, keys down, not fired (yet)': 482,
      'poll that fires, with the start of the request': 2300,
      'poll, not all armed, keys up (boot)': 509,
      'poll, not all armed, keys down (after a fire)': 548,
      'frame of the lamp': 237,
      "callback of an answer's end": 812,
      'callback that checks an answer of the relay': 1680,
      'other callback that sends a request': 1610,
      'the boot: banner and the script': 3100,
    },
  },
};

/** Bytes of stack at the deepest, without the SDK, and variables in use at once, of 1600. */
type Memory = Readonly<Record<Mode, { readonly stack: number; readonly variables: number }>>;

/** Of one press that goes well. */
export const PRESS_BUDGETS: Memory = {
  direct: { stack: 3952, variables: 530 },
  relay: { stack: 4096, variables: 672 },
};

/** Whatever is answered. */
export const LIFE_BUDGETS: Memory = {
  direct: { stack: 4100, variables: 700 },
  relay: { stack: 4720, variables: 1000 },
};
