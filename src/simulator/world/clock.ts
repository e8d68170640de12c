/** Something that happens in the world at a known time; kept as a handle so that it can be taken back. */
export interface Appointment {
  readonly atMs: number;
  readonly order: number;
  readonly happen: () => void;
  cancelled: boolean;
}

/**
 * The one time of a simulated world, in milliseconds since it began. Nothing here looks at the host's clock: whoever
 * owns the world moves it, so that a test says when it is and the terminal lets it run at the pace of real time.
 */
export class Clock {
  nowMs = 0;
  readonly #heap: Appointment[] = [];
  #order = 0;

  /** Makes `happen` run when the clock gets to `delayMs` from now. Equal times keep the order they were made in. */
  after(delayMs: number, happen: () => void): Appointment {
    const appointment = {
      atMs: this.nowMs + Math.max(0, delayMs),
      order: this.#order++,
      happen,
      cancelled: false,
    };
    this.#push(appointment);
    return appointment;
  }

  /** When the next thing happens, Infinity when nothing is due. */
  get nextMs(): number {
    let first = this.#heap[0];
    while (first?.cancelled) {
      this.#pop();
      first = this.#heap[0];
    }
    return first?.atMs ?? Infinity;
  }

  /** Moves time to `toMs`, letting everything due until then (and whatever that causes) happen at its own time. */
  runTo(toMs: number): void {
    for (let next = this.nextMs; next <= toMs; next = this.nextMs) {
      const appointment = this.#pop();
      this.nowMs = Math.max(this.nowMs, appointment.atMs);
      appointment.happen();
    }
    this.nowMs = Math.max(this.nowMs, toMs);
  }

  #push(appointment: Appointment): void {
    const heap = this.#heap;
    let index = heap.length;
    heap.push(appointment);
    for (;;) {
      const parent = (index - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || !earlier(appointment, above)) break;
      heap[index] = above;
      index = parent;
    }
    heap[index] = appointment;
  }

  #pop(): Appointment {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined) throw new Error('The clock has nothing due.');
    if (heap.length === 0) return first;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      let below = heap[child];
      if (below === undefined) break;
      const right = heap[child + 1];
      if (right !== undefined && earlier(right, below)) {
        child += 1;
        below = right;
      }
      if (!earlier(below, last)) break;
      heap[index] = below;
      index = child;
    }
    heap[index] = last;
    return first;
  }
}

function earlier(a: Appointment, b: Appointment): boolean {
  return a.atMs === b.atMs ? a.order < b.order : a.atMs < b.atMs;
}
