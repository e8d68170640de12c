import type { ButtonConfig } from '../../../config/config.ts';
import { ALWAYS_LOW_PIN } from '../../../config/rules/pins.ts';
import type { Board } from '../../board.ts';
import { LampWatch } from '../lamp-watch.ts';
import type { LampEdge, State } from './wire.ts';

/** What can be seen of a board from outside: its keys, its lamp, its klaxon, and whether it is on the network. */
export class BoardWatch {
  readonly #board: Board;
  readonly #debounceMs: number;
  readonly #keys: readonly number[];
  readonly #lamp = new LampWatch();
  #edges: LampEdge[] = [];
  #boots = 0;
  #together = false;

  constructor(board: Board, { led, pins, debounceMs }: Pick<ButtonConfig, 'led' | 'pins' | 'debounceMs'>) {
    this.#board = board;
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

  read(): Pick<State, 'down' | 'lampLit' | 'lamp' | 'online' | 'klaxonHz'> {
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
    };
  }

  #lampChanged(atMs: number): void {
    const { lamp, counters } = this.#board;
    if (counters.boots !== this.#boots) this.#lamp.begin(atMs);
    this.#boots = counters.boots;
    this.#lamp.take(atMs, lamp.isOn);
    this.#edges.push({ atMs, lit: lamp.isOn });
  }
}
