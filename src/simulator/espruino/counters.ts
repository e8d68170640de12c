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
