import type { Clock } from '../world/clock.ts';
import { BoardError, type Callable, isCallable } from '../language/realm.ts';

/** TIMER_MIN_INTERVAL of src/jsinteractive.h. */
const MIN_INTERVAL_MS = 0.1;
/** TIMER_MAX_INTERVAL of the same file: ten times the hundred years that the board speaks of. */
const MAX_INTERVAL_MS = 31_536_000_001_000;
/** More than this in one turn is a program that never gives the processor back. */
const MAX_EVENTS_A_TURN = 100_000;

interface Timer {
  dueMs: number;
  everyMs: number | null;
  readonly callback: Callable;
  readonly args: readonly unknown[];
}

/** Something queued for the end of a turn. Listeners are read from the list when it runs, as on the board. */
interface QueuedEvent {
  readonly callbacks: readonly Callable[];
  readonly self: unknown;
  readonly args: readonly unknown[];
}

/** What the board does when something happens that only it can handle. */
export interface LoopHandlers {
  /** The library's share of a turn: moves sockets on. True when something happened. */
  idle(): boolean;
  /** An exception got out of a callback. Of several in one turn the board reports the last only. */
  uncaught(error: unknown): void;
  /** The program, or one of its callbacks, has run: its time passes. */
  ran(): void;
  /** The program kept the processor for itself. */
  hung(): void;
  /** Whether a function is the board's own. */
  isNative(callback: Callable): boolean;
  /** Memory was gone when an interval was due, so that the board took it away. */
  intervalLost(): void;
  /** The turn had callbacks that memory was gone for. */
  interrupted(): void;
}

/**
 * Espruino's idle loop (jsiIdle of src/jsinteractive.c): timers in the order of their numbers, then the sockets, then
 * the queued events, then errors. A late interval runs once a turn until it has caught up, and a timer made or cleared
 * by a callback makes the pass over all timers start again.
 */
export class Loop {
  /** Turns that have begun. */
  turns = 0;
  /**
   * No variable is left: a call of the program's can't begin, one of the board's own can. An interval that was due is
   * removed for good, as other callbacks are.
   */
  starved = false;
  readonly #clock: Clock;
  readonly #handlers: LoopHandlers;
  readonly #timers = new Map<number, Timer>();
  #events: QueuedEvent[] = [];
  #timersChanged = false;
  #thrown: { readonly error: unknown } | null = null;
  #interrupted = false;

  constructor(clock: Clock, handlers: LoopHandlers) {
    this.#clock = clock;
    this.#handlers = handlers;
  }

  get timerCount(): number {
    return this.#timers.size;
  }

  /** When the next timer is due, Infinity without one. */
  get nextMs(): number {
    let next = Infinity;
    for (const { dueMs } of this.#timers.values()) next = Math.min(next, dueMs);
    return next;
  }

  /** `setTimeout` and `setInterval`. The number of a timer that was last and is gone is given out again. */
  start(callback: Callable, delayMs: number, repeats: boolean, args: readonly unknown[]): number {
    const everyMs = longEnough(delayMs);
    if (everyMs > MAX_INTERVAL_MS) throw new BoardError('Interval is too long (>100 years)');
    let id = 1;
    for (const used of this.#timers.keys()) id = used + 1;
    this.#timers.set(id, {
      dueMs: this.#clock.nowMs + everyMs,
      everyMs: repeats ? everyMs : null,
      callback,
      args,
    });
    this.#timersChanged = true;
    return id;
  }

  clear(id: unknown): void {
    if (typeof id === 'number') this.#timers.delete(id);
    this.#timersChanged = true;
  }

  clearAll(): void {
    this.#timers.clear();
  }

  /** `changeInterval`: from now on, and a timeout becomes an interval. */
  change(id: number, everyMs: number): void {
    const timer = this.#timers.get(id);
    if (!timer) throw new BoardError('Unknown Interval');
    timer.everyMs = longEnough(everyMs);
    timer.dueMs = this.#clock.nowMs + timer.everyMs;
    this.#timersChanged = true;
  }

  /** Runs callbacks at the end of this turn, or of the next one that comes. */
  queue(callbacks: readonly Callable[], self: unknown, args: readonly unknown[]): void {
    if (callbacks.length > 0) this.#events.push({ callbacks, self, args });
  }

  /** Calls into the program; what it throws is kept for the end of the turn. False when memory is lacking for it. */
  call(callback: Callable, self: unknown, args: readonly unknown[]): boolean {
    if (this.#lacksMemoryFor(callback)) {
      this.#interrupted = true;
      return false;
    }
    try {
      try {
        Reflect.apply(callback, self, args);
      } finally {
        this.#handlers.ran();
      }
    } catch (error) {
      this.#thrown = { error };
    }
    return true;
  }

  /** One turn. False when there was nothing to do, so that nothing will be until time moves on. */
  turn(): boolean {
    this.turns++;
    let busy = this.#runTimers();
    if (this.#handlers.idle()) busy = true;
    if (this.#runEvents()) busy = true;
    this.reportErrors();
    return busy;
  }

  /** jsiCheckErrors: what was thrown last goes to the program's handler or to the console. */
  reportErrors(): void {
    if (this.#interrupted) this.#handlers.interrupted();
    this.#interrupted = false;
    const thrown = this.#thrown;
    this.#thrown = null;
    if (thrown) this.#handlers.uncaught(thrown.error);
  }

  #runTimers(): boolean {
    const nowMs = this.#clock.nowMs;
    let ran = false;
    do {
      this.#timersChanged = false;
      for (const [id, timer] of this.#timers) {
        if (timer.dueMs > nowMs) continue;
        ran = true;
        this.#runTimer(id, timer);
        if (this.#changed()) break;
      }
    } while (this.#changed());
    return ran;
  }

  #runTimer(id: number, timer: Timer): void {
    // An interval that its own callback has changed goes on from when it was due, with the new distance.
    const { dueMs } = timer;
    this.call(timer.callback, undefined, timer.args);
    if (timer.everyMs === null) {
      // Its callback may have cleared it and made another, with the same number.
      if (this.#timers.get(id) === timer) this.#timers.delete(id);
    } else if (this.#lacksMemoryFor(timer.callback)) {
      this.#timers.delete(id);
      this.#handlers.intervalLost();
    } else timer.dueMs = dueMs + timer.everyMs;
  }

  #lacksMemoryFor(callback: Callable): boolean {
    return this.starved && !this.#handlers.isNative(callback);
  }

  /** Asked through a method: the compiler believes that a call cannot change a field. */
  #changed(): boolean {
    return this.#timersChanged;
  }

  #runEvents(): boolean {
    const hasSome = this.#events.length > 0;
    for (const [ran, { callbacks, self, args }] of this.#events.entries()) {
      if (ran === MAX_EVENTS_A_TURN) {
        this.#handlers.hung();
        break;
      }
      for (const callback of callbacks) this.call(callback, self, args);
    }
    this.#events = [];
    return hasSome;
  }
}

function longEnough(delayMs: number): number {
  return delayMs >= MIN_INTERVAL_MS ? delayMs : MIN_INTERVAL_MS;
}

/** A callback given as a function or, as Espruino allows, as text to evaluate. */
export function asCallback(value: unknown, evaluate: (text: string) => unknown): Callable {
  if (isCallable(value)) return value;
  if (typeof value === 'string') return () => evaluate(value);
  throw new BoardError('Function or String not supplied!');
}
