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
 * What each kind of turn may take: what the firmware of this commit takes, and less than one in a hundred more. Instructions
 * repeat to the last digit, and don't depend on the machine, the flash or `pollMs`.
 */
export const ROW_BUDGETS: Readonly<Record<Mode, Readonly<Record<Build['keys'], RowBudgets>>>> = {
  direct: {
    4: {
      'idle poll, keys up': 378,
      'poll, keys down, not fired (yet)': 390,
      'poll that fires, with the start of the request': 2350,
      'poll that sends the next message': 2250,
      'poll, not all armed, keys up (boot)': 790,
      'poll, not all armed, keys down (after a fire)': 778,
      'frame of the lamp': 302,
      'frame of the lamp, with the look at the link': 695,
      "callback of an answer's end": 1215,
      'the boot: banner and the script': 2700,
    },
    8: {
      'idle poll, keys up': 384,
      'poll, keys down, not fired (yet)': 394,
      'poll that fires, with the start of the request': 2440,
      'poll that sends the next message': 2620,
      'poll, not all armed, keys up (boot)': 1165,
      'poll, not all armed, keys down (after a fire)': 1145,
      'frame of the lamp': 302,
      'frame of the lamp, with the look at the link': 695,
      "callback of an answer's end": 1215,
      'the boot: banner and the script': 2890,
    },
  },
  relay: {
    4: {
      'idle poll, keys up': 382,
      'poll, keys down, not fired (yet)': 392,
      'poll that fires, with the start of the request': 4700,
      'poll that sends the next message': 4580,
      'poll, not all armed, keys up (boot)': 800,
      'poll, not all armed, keys down (after a fire)': 788,
      'frame of the lamp': 410,
      'frame of the lamp, with the look at the link': 790,
      "callback of an answer's end": 408,
      'callback that checks an answer of the relay': 3530,
      'other callback that sends a request': 1315,
      'the boot: banner and the script': 11_350,
    },
    8: {
      'idle poll, keys up': 387,
      'poll, keys down, not fired (yet)': 397,
      'poll that fires, with the start of the request': 4800,
      'poll that sends the next message': 4580,
      'poll, not all armed, keys up (boot)': 1175,
      'poll, not all armed, keys down (after a fire)': 1160,
      'frame of the lamp': 410,
      'frame of the lamp, with the look at the link': 790,
      "callback of an answer's end": 408,
      'callback that checks an answer of the relay': 3530,
      'other callback that sends a request': 1315,
      'the boot: banner and the script': 11_500,
    },
  },
};

/** Bytes of stack at the deepest, without the SDK, and variables in use at once, of 1600. */
type Memory = Readonly<Record<Mode, { readonly stack: number; readonly variables: number }>>;

/** Of one press that goes well. */
export const PRESS_BUDGETS: Memory = {
  direct: { stack: 4850, variables: 640 },
  relay: { stack: 5300, variables: 910 },
};

/** Whatever is answered. */
export const LIFE_BUDGETS: Memory = {
  direct: { stack: 5250, variables: 700 },
  relay: { stack: 5800, variables: 1100 },
};
