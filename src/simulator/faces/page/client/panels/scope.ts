import type { LampEdge, Update } from '../../wire.ts';
import { byId } from '../elements.ts';

/** How much of the past it shows. */
const SPAN_MS = 4000;
const WIDTH = 400;
const LIT_Y = 5;
const DARK_Y = 35;

/** The lamp's pin as an oscilloscope shows it, newest on the right. */
export class Scope {
  readonly #trace = byId('scope-trace');
  #edges: LampEdge[] = [];
  #boardMs = 0;
  #atMs = 0;

  constructor() {
    const still = matchMedia('(prefers-reduced-motion: reduce)');
    const draw = (): void => {
      if (!still.matches) this.#draw();
      requestAnimationFrame(draw);
    };
    draw();
  }

  take({ fresh, edges, nowMs }: Update): void {
    this.#boardMs = nowMs;
    this.#atMs = performance.now();
    const all = [...(fresh ? [] : this.#edges), ...edges];
    const first = all.findLastIndex(({ atMs }) => atMs <= nowMs - SPAN_MS);
    this.#edges = all.slice(Math.max(0, first));
    this.#draw();
  }

  /** Nothing is known of it any more. */
  end(): void {
    this.#edges = [];
    this.#draw();
  }

  #draw(): void {
    const nowMs = this.#boardMs + performance.now() - this.#atMs;
    let d = '';
    let y = DARK_Y;
    for (const { atMs, lit } of this.#edges) {
      const x = Math.max(0, WIDTH * (1 - (nowMs - atMs) / SPAN_MS)).toFixed(1);
      d += d === '' ? `M0 ${y}` : '';
      y = lit ? LIT_Y : DARK_Y;
      d += `H${x}V${y}`;
    }
    this.#trace.setAttribute('d', d === '' ? `M0 ${DARK_Y}H${WIDTH}` : `${d}H${WIDTH}`);
  }
}
