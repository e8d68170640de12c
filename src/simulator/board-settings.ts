import type { AccessPoint } from './access-point.ts';
import type { Clock } from './clock.ts';
import type { Engines } from './engine.ts';
import type { Network } from './network.ts';
import type { StationTimes } from './station-times.ts';

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
  readonly klaxonPin?: number;
  readonly stationTimes?: Partial<StationTimes>;
  /** What runs the script; share one between boards that run the same script many times. */
  readonly scripts?: Engines;
}

/** What a test can count on a running board. */
export interface Counters {
  readonly boots: number;
  /** Of the ten TCP slots, those taken: closed lines too until the other side has agreed. Telnet's own is not counted. */
  readonly sockets: number;
  /** Requests the interpreter holds on to. */
  readonly requests: number;
  /** Answers whose body nobody reads, lost for good. */
  readonly leakedBodies: number;
  readonly timers: number;
  readonly listeners: number;
  /** Bytes in the interpreter's send, receive and stream buffers. */
  readonly heldBytes: number;
  /**
   * A rough measure of the 1600 variables that the above take. What the program itself allocates is not billed, so a
   * script that hoards objects runs out of memory on the chip only.
   */
  readonly variables: number;
}

/** The counts of a board that runs nothing. */
export const NOTHING: Omit<Counters, 'boots'> = {
  sockets: 0,
  requests: 0,
  leakedBodies: 0,
  timers: 0,
  listeners: 0,
  heldBytes: 0,
  variables: 0,
};
