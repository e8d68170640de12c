import type { AccessPoint } from './world/access-point.ts';
import type { Clock } from './world/clock.ts';
import type { Engines } from './language/engine.ts';
import type { Network } from './world/network.ts';
import type { Speed } from './speeds.ts';
import type { StationTimes } from './hardware/station-times.ts';

/** What a board is put together from. */
export interface BoardSettings {
  /** The program, as `npm run build` leaves it in dist/firmware.js. It goes into flash as `.bootcde`. */
  readonly script: string;
  readonly network: Network;
  /** The world's time, shared with an in-memory network. */
  readonly clock?: Clock;
  readonly accessPoint?: AccessPoint;
  /** The keys' pins, in the configuration's order. */
  readonly pins?: readonly number[];
  /** The lamp's pin; low is lit. */
  readonly led?: number;
  readonly klaxonPin?: number | undefined;
  readonly stationTimes?: Partial<StationTimes> | undefined;
  /** What runs the script; share one between boards that run the same script many times. */
  readonly scripts?: Engines;
  /** How fast the chip is: with its flash at 80 MHz unless told otherwise. */
  readonly speed?: Speed;
}
