import { BUILD } from './survivors/build.ts';
import { CONFIG } from './survivors/config.ts';
import { DOOR } from './survivors/door.ts';
import { FIRMWARE } from './survivors/firmware.ts';
import { FIRST_DAY } from './survivors/first-day.ts';
import { PAGE } from './survivors/page.ts';
import { RELAY } from './survivors/relay.ts';
import { USB } from './survivors/usb.ts';
import { VIRTUAL_BOARD } from './survivors/virtual-board.ts';
import { VIRTUAL_HARDWARE } from './survivors/virtual-hardware.ts';

/** A mutant that no test can tell from the code. */
export interface Explained {
  readonly file: string;
  /** The line as it is, and as the mutant has it. */
  readonly from: string;
  readonly to: string;
  readonly why: string;
}

/** Why these mutants may live. Any other is to be killed by a test. */
export const EXPLAINED: readonly Explained[] = [
  ...FIRMWARE,
  ...RELAY,
  ...DOOR,
  ...PAGE,
  ...BUILD,
  ...CONFIG,
  ...USB,
  ...FIRST_DAY,
  ...VIRTUAL_BOARD,
  ...VIRTUAL_HARDWARE,
];
