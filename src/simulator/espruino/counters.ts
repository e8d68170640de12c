import type { Emitter } from './events.ts';
import type { LastingObjects } from './globals/index.ts';
import type { Loop } from './loop.ts';
import type { Connections } from './net/connections.ts';
import type { Sockets } from '../hardware/sockets.ts';

/** What a test can count on a running board. */
export interface Counters {
  readonly boots: number;
  /** Of the ten TCP slots, those taken: closed lines too until the other side has agreed. Telnet's own is not counted. */
  readonly sockets: number;
  /** Requests and sockets the interpreter holds on to. */
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

/** What of a boot is counted. */
interface Counted {
  readonly loop: Loop;
  readonly emitter: Emitter;
  readonly connections: Connections;
  readonly sockets: Sockets;
}

/** Variables that an idle board has taken before any program: as its Linux build reports. */
const BASE_VARIABLES = 100;
/** What a timer and a listener take, from measurements of the interpreter. */
const TIMER_VARIABLES = 8;
const LISTENER_VARIABLES = 3;

export function countersOf(boot: Counted, lasting: LastingObjects): Omit<Counters, 'boots'> {
  const { count: requests, leakedBodies, heldBytes } = boot.connections;
  return {
    sockets: boot.sockets.slots.size,
    requests,
    leakedBodies,
    timers: boot.loop.timerCount,
    listeners: listenersOf(boot, lasting),
    heldBytes,
    variables: variablesOf(boot, lasting),
  };
}

export function variablesOf(boot: Counted, lasting: LastingObjects): number {
  return (
    BASE_VARIABLES +
    boot.loop.timerCount * TIMER_VARIABLES +
    listenersOf(boot, lasting) * LISTENER_VARIABLES +
    boot.connections.heldVariables
  );
}

/** Listeners on what lives as long as the boot, and on requests and sockets that are still open. */
function listenersOf({ emitter, connections }: Counted, { process, e, wifi }: LastingObjects): number {
  const lasting = [process, e, wifi].reduce((sum, target) => sum + emitter.countOf(target), 0);
  return lasting + connections.listenerCount;
}
