import type { Clock } from '../world/clock.ts';
import type { Boot } from './boot.ts';
import type { Loop } from './loop.ts';
import type { Running } from './running.ts';

/** Turns that may follow each other without time moving; a megabyte in one go takes some four thousand. */
const MAX_TURNS = 100_000;

/** What takes turns: see {@link Running}. */
interface Turning extends Pick<Running, 'isToRestart' | 'restart' | 'throwFault'> {
  readonly boot: (Pick<Boot, 'turn' | 'idleTurnMs'> & { readonly loop: Pick<Loop, 'nextMs'> }) | null;
  readonly watchdog: Pick<Running['watchdog'], 'feed'>;
}

/** How time passes for a board: in turns of its loop, while the world around it moves. */
export class Turns {
  readonly #clock: Clock;
  readonly #running: Turning;
  /** What an instruction takes. */
  readonly #nanoseconds: number;
  /** When the board last came to rest. */
  #restMs = 0;

  constructor(clock: Clock, running: Turning, nanoseconds: number) {
    this.#clock = clock;
    this.#running = running;
    this.#nanoseconds = nanoseconds;
  }

  /** Lets `ms` of time pass: the world moves and the board takes turns whenever there is something to do. */
  advance(ms: number): void {
    const endMs = this.#clock.nowMs + ms;
    for (;;) {
      this.#takeTurns(endMs);
      const nextMs = this.#noticedMs(
        Math.min(this.#clock.nextMs, this.#running.boot?.loop.nextMs ?? Infinity),
      );
      if (nextMs > endMs) break;
      this.#clock.runTo(nextMs);
    }
    this.#clock.runTo(endMs);
  }

  /** When a board at rest sees what happens at `atMs`: it goes round and round, and looks once a turn. */
  #noticedMs(atMs: number): number {
    const dueMs = Math.max(atMs, this.#clock.nowMs);
    const turnMs = this.#running.boot?.idleTurnMs ?? 0;
    if (turnMs === 0) return dueMs;
    return this.#restMs + Math.ceil((dueMs - this.#restMs) / turnMs) * turnMs;
  }

  #takeTurns(endMs: number): void {
    for (let turns = 0, busy = true; busy || this.#running.isToRestart; turns++) {
      if (turns === MAX_TURNS) throw new Error('The virtual board never comes to rest.');
      // Boot code that never gives the processor back crashes once in 3.2 s, for ever.
      if (this.#running.restart() && this.#clock.nowMs > endMs) break;
      this.#running.watchdog.feed();
      busy = this.#running.boot?.turn() ?? false;
      // One that can't keep up is never at rest.
      if (busy && this.#clock.nowMs >= endMs && this.#nanoseconds > 0 && !this.#running.isToRestart) break;
    }
    this.#restMs = this.#clock.nowMs;
    this.#running.throwFault();
  }
}
