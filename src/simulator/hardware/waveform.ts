import type { Edge, Pins } from './pins.ts';

/** How many edges an observer remembers; a lamp that blinks for hours must not fill the host's memory. */
const KEPT_EDGES = 4096;

/** What an output has been doing: a lamp or a klaxon, seen from outside. */
export class Waveform {
  /** The latest changes, oldest first. */
  readonly edges: Edge[] = [];
  readonly #lowIsOn: boolean;

  /** @param lowIsOn the HUZZAH's red light hangs between 3V3 and D0: low is lit */
  constructor(pins: Pins, pin: number, lowIsOn: boolean) {
    this.#lowIsOn = lowIsOn;
    pins.observe(pin, (edge) => {
      this.edges.push(edge);
      if (this.edges.length > KEPT_EDGES) this.edges.shift();
    });
  }

  /** How much it is on now, from 0 to 1; a pin that drives nothing is off. */
  get brightness(): number {
    return this.#brightness(this.edges.at(-1));
  }

  /** How much it was on at a time that is past. */
  brightnessAt(atMs: number): number {
    return this.#brightness(this.edges.findLast((edge) => edge.atMs <= atMs));
  }

  /** The tone it sounds, in hertz; 0 while it is silent or steady. */
  get hz(): number {
    return this.isOn ? (this.edges.at(-1)?.hz ?? 0) : 0;
  }

  get isOn(): boolean {
    return this.brightness > 0;
  }

  /**
   * The lengths of on and off between two times, in milliseconds, beginning with on (0 when it began off).
   * `lamp.pattern(now - 1000, now)` of a lamp that blinks once in a second is `[100, 900]`.
   */
  pattern(fromMs: number, toMs: number): number[] {
    const lengths: number[] = [0];
    let on = true;
    let atMs = fromMs;
    let current: Edge | undefined;
    for (const edge of [...this.edges, { atMs: toMs, drive: null, hz: 0 }]) {
      const untilMs = Math.min(Math.max(edge.atMs, fromMs), toMs);
      const isOn = this.#brightness(current) > 0;
      if (untilMs > atMs) {
        if (isOn !== on) lengths.push(0);
        on = isOn;
        lengths.push((lengths.pop() ?? 0) + untilMs - atMs);
        atMs = untilMs;
      }
      current = edge;
    }
    return lengths;
  }

  #brightness(edge: Edge | undefined): number {
    if (edge?.drive == null) return 0;
    return this.#lowIsOn ? 1 - edge.drive : edge.drive;
  }
}
