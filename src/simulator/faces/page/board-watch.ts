import type { ButtonConfig } from '../../../config/config.ts';
import { ALWAYS_LOW_PIN } from '../../../config/rules/pins.ts';
import type { Board } from '../../board.ts';
import type { LampState } from '../../../config/lamp.ts';
import type { LampReading } from '../lamp-reader.ts';
import { LampWatch } from '../lamp-watch.ts';
import type { LampEdge, State } from './wire.ts';

/** Over so long it is told how busy the chip is: more often nobody can read it. */
const BUSY_OVER_MS = 1000;

type Watched = Pick<ButtonConfig, 'led' | 'pins' | 'debounceMs' | 'pressTtlMs' | 'isPractice'>;

/** What can be seen of a board from outside: its keys, its lamp, its klaxon, whether it is on the network, and how busy it is. */
export class BoardWatch {
  readonly #board: Board;
  readonly #debounceMs: number;
  readonly #pressTtlMs: number;
  readonly #keys: readonly number[];
  readonly #lamp: LampWatch;
  #edges: LampEdge[] = [];
  #boots = 0;
  #together = false;
  /** When the last chord of all keys will have been down for long enough to count. */
  #chordMs = 0;
  /** When the press that is under way began, null without one. */
  #pressMs: number | null = null;
  #shown: State['lamp'] = null;
  #pressed = false;
  /** When the share of the processor was last told, and what the script had kept it for by then. */
  #told = { atMs: 0, busyMs: 0 };
  #busy = 0;

  constructor(board: Board, { led, pins, debounceMs, pressTtlMs, isPractice }: Watched) {
    this.#board = board;
    this.#lamp = new LampWatch(isPractice);
    this.#debounceMs = debounceMs;
    this.#pressTtlMs = pressTtlMs;
    this.#keys = pins.filter((pin) => pin !== ALWAYS_LOW_PIN);
    board.pins.observe(led, ({ atMs }) => {
      this.#lampChanged(atMs);
    });
  }

  /** Some switch has opened or closed. */
  keysMoved(): void {
    const together = this.#keys.every((pin) => this.#board.keys.isPressed(pin));
    if (together && !this.#together) {
      this.#chordMs = this.#board.clock.nowMs + this.#debounceMs;
      this.#lamp.expectSending(this.#chordMs);
    }
    this.#together = together;
  }

  /** What the lamp has done since the last call. */
  takeEdges(): readonly LampEdge[] {
    const edges = this.#edges;
    this.#edges = [];
    return edges;
  }

  /** @returns whether the lamp has shown a press since the last call */
  takePress(): boolean {
    const pressed = this.#pressed;
    this.#pressed = false;
    return pressed;
  }

  read(): Pick<State, 'down' | 'lampLit' | 'lamp' | 'pressEndsMs' | 'online' | 'klaxonHz' | 'busy'> {
    const { keys, lamp, klaxon, clock, isOnline, heldBackBy } = this.#board;
    this.#show(heldBackBy === null ? this.#lamp.read(clock.nowMs) : null);
    return {
      down: keys.pins.filter((pin) => keys.isPressed(pin)),
      lampLit: lamp.isOn,
      lamp: this.#shown,
      pressEndsMs: this.#pressMs === null ? null : this.#pressMs + this.#pressTtlMs,
      online: isOnline,
      klaxonHz: klaxon?.hz ?? 0,
      busy: this.#share(),
    };
  }

  #show(reading: LampReading | null): void {
    const before = this.#shown?.state;
    this.#shown =
      reading === null
        ? null
        : typeof reading === 'string'
          ? { state: reading, key: null }
          : { state: 'stuck', key: reading.stuckKey };
    const now = this.#shown?.state;
    if (now === before) return;
    // A press can be over before its sending has been read.
    if (now === 'sending' || (isOutcome(now) && before !== 'sending')) this.#pressed = true;
    this.#pressMs = now === 'sending' ? this.#chordMs : null;
  }

  /** Of the last whole stretch, in percent. */
  #share(): number {
    const { busyMs, clock } = this.#board;
    const overMs = clock.nowMs - this.#told.atMs;
    if (overMs < BUSY_OVER_MS) return this.#busy;
    this.#busy = Math.min(100, Math.round((100 * (busyMs - this.#told.busyMs)) / overMs));
    this.#told = { atMs: clock.nowMs, busyMs };
    return this.#busy;
  }

  #lampChanged(atMs: number): void {
    const { lamp, counters } = this.#board;
    if (counters.boots !== this.#boots) this.#lamp.begin(atMs);
    this.#boots = counters.boots;
    this.#lamp.take(atMs, lamp.isOn);
    this.#edges.push({ atMs, lit: lamp.isOn });
  }
}

function isOutcome(state: LampState | undefined): boolean {
  return state === 'accepted' || state === 'failed' || state === 'expired' || state === 'unknown';
}
