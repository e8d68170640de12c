import type { ButtonConfig } from '../../../config/config.ts';
import { ALWAYS_LOW_PIN } from '../../../config/rules/pins.ts';
import type { Board } from '../../board.ts';
import { LampWatch } from '../lamp-watch.ts';
import type { LampEdge, State } from './wire.ts';

/** Over so long it is told how busy the chip is: more often nobody can read it. */
const BUSY_OVER_MS = 1000;

/** What can be seen of a board from outside: its keys, its lamp, its klaxon, whether it is on the network, and how busy it is. */
export class BoardWatch {
  readonly #board: Board;
  readonly #debounceMs: number;
  readonly #keys: readonly number[];
  readonly #lamp: LampWatch;
  #edges: LampEdge[] = [];
  #boots = 0;
  #together = false;
  /** When the share of the processor was last told, and what the script had kept it for by then. */
  #told = { atMs: 0, busyMs: 0 };
  #busy = 0;

  constructor(
    board: Board,
    { led, pins, debounceMs, isPractice }: Pick<ButtonConfig, 'led' | 'pins' | 'debounceMs' | 'isPractice'>,
  ) {
    this.#board = board;
    this.#lamp = new LampWatch(isPractice);
    this.#debounceMs = debounceMs;
    this.#keys = pins.filter((pin) => pin !== ALWAYS_LOW_PIN);
    board.pins.observe(led, ({ atMs }) => {
      this.#lampChanged(atMs);
    });
  }

  /** Some switch has opened or closed. */
  keysMoved(): void {
    const together = this.#keys.every((pin) => this.#board.keys.isPressed(pin));
    if (together && !this.#together) {
      this.#lamp.expectSending(this.#board.clock.nowMs + this.#debounceMs);
    }
    this.#together = together;
  }

  /** What the lamp has done since the last call. */
  takeEdges(): readonly LampEdge[] {
    const edges = this.#edges;
    if (edges.length > 0) this.#edges = [];
    return edges;
  }

  read(): Pick<State, 'down' | 'lampLit' | 'lamp' | 'online' | 'klaxonHz' | 'busy'> {
    const { keys, lamp, klaxon, clock, isOnline, heldBackBy } = this.#board;
    const reading = heldBackBy === null ? this.#lamp.read(clock.nowMs) : null;
    return {
      down: keys.pins.filter((pin) => keys.isPressed(pin)),
      lampLit: lamp.isOn,
      lamp:
        reading === null
          ? null
          : typeof reading === 'string'
            ? { state: reading, key: null }
            : { state: 'stuck', key: reading.stuckKey },
      online: isOnline,
      klaxonHz: klaxon?.hz ?? 0,
      busy: this.#share(),
    };
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
