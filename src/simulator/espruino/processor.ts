import type { Meter } from '../language/cost/metered.ts';

/** Turns what the program takes into the world's time. Instructions are counted, never the host's time. */
export class Processor {
  /** Instructions since the boot. */
  spent = 0;
  readonly #meter: Meter | null;
  readonly #nanoseconds: number;
  readonly #pass: (ms: number) => boolean;
  /** Less than a microsecond, which is what the chip's clock counts. */
  #restNs = 0;

  /**
   * @param nanoseconds an instruction takes
   * @param pass lets time pass while the program runs; false when the watchdog has bitten
   */
  constructor(meter: Meter | null, nanoseconds: number, pass: (ms: number) => boolean) {
    this.#meter = meter;
    this.#nanoseconds = nanoseconds;
    this.#pass = pass;
  }

  /** Adds what the interpreter itself has done. */
  spend(instructions: number): void {
    if (this.#meter) this.#meter.count[0] = (this.#meter.count[0] ?? 0) + instructions;
  }

  /** The world catches up with the program. False when the watchdog has bitten. */
  settle(): boolean {
    if (!this.#meter) return true;
    const instructions = this.#meter.count[0] ?? 0;
    this.#meter.count[0] = 0;
    this.spent += instructions;
    const ns = instructions * this.#nanoseconds + this.#restNs;
    const us = Math.floor(ns / 1000);
    this.#restNs = ns - us * 1000;
    return us <= 0 || this.#pass(us / 1000);
  }
}
