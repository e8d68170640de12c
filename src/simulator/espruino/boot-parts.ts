import type { AccessPoint } from '../world/access-point.ts';
import type { Clock } from '../world/clock.ts';
import type { Console } from './console.ts';
import type { Engines } from '../language/engine.ts';
import type { Chip, ResetReason } from '../hardware/chip.ts';
import type { Flash } from '../hardware/flash.ts';
import type { Pins } from '../hardware/pins.ts';

/** What outlives a boot, and what the boot is made of. */
export interface BootParts {
  readonly clock: Clock;
  readonly console: Console;
  readonly flash: Flash;
  readonly pins: Pins;
  readonly accessPoint: AccessPoint;
  readonly chip: Chip;
  readonly scripts: Engines;
  /** `reset()` runs `.bootrst` but not `.bootcde`. */
  readonly runsBootCode: boolean;
  /** What to add to the world's time for the board's. */
  readonly timeOffsetMs: number;
  readonly restart: (how: 'reboot' | 'load' | 'reset') => void;
  /** What an instruction takes, 0 for a chip on which no time passes. */
  readonly nanoseconds: number;
  /** Lets time pass while the program runs. False when the watchdog has bitten. */
  readonly pass: (ms: number) => boolean;
  /** The program's text or a callback has run, and took so many instructions. */
  readonly ran: (instructions: number) => void;
  /** The chip crashed, or its watchdog bit. */
  readonly crash: (reason: ResetReason, exccause?: number) => void;
}
