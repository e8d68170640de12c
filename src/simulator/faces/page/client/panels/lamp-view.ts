import { drawPattern, LAMP_PATTERNS, type LampState, stuckPattern } from '../../../../../config/lamp.ts';
import type { State, World } from '../../wire.ts';
import { MEANINGS, sayLamp } from './meanings.ts';
import { byId, html, say, svg } from '../elements.ts';

/** The lamp large, what it says, and the table of all it can say. */
export class LampView {
  readonly #dome = byId('dome');
  readonly #says = byId('lamp-says');
  readonly #rows = new Map<LampState, HTMLElement>();
  #stuckKey = 1;
  #stuckStrip = strip(stuckPattern(this.#stuckKey));
  #pins: readonly number[] = [];

  constructor() {
    const rows = MEANINGS.map(({ state, name, means }) => {
      const row = html(
        'li',
        { 'data-state': state },
        state === 'stuck' ? this.#stuckStrip : strip(LAMP_PATTERNS[state]),
        html('span', { class: 'name' }, name),
        html('span', { class: 'means' }, means),
      );
      this.#rows.set(state, row);
      return row;
    });
    byId('legend').replaceChildren(...rows);
  }

  draw({ pins }: World): void {
    this.#pins = pins;
  }

  show({ lamp, lampLit }: State): void {
    this.#tell(lamp, lampLit, sayLamp(lamp, this.#pins));
  }

  /** Nothing is known of it any more. */
  end(): void {
    this.#tell(null, false, 'Not known: there is no simulator.');
  }

  #tell(lamp: State['lamp'], lit: boolean, says: string): void {
    this.#dome.classList.toggle('lit', lit);
    say(this.#says, says);
    for (const [state, row] of this.#rows) {
      if (state === lamp?.state) row.setAttribute('aria-current', 'true');
      else row.removeAttribute('aria-current');
    }
    const key = lamp?.key ?? this.#stuckKey;
    if (key === this.#stuckKey) return;
    this.#stuckKey = key;
    const before = this.#stuckStrip;
    this.#stuckStrip = strip(stuckPattern(key));
    before.replaceWith(this.#stuckStrip);
  }
}

/** One loop of a pattern, a box a frame. */
function strip(pattern: number): Element {
  const frames = drawPattern(pattern).split('');
  return svg(
    'svg',
    { class: 'strip', viewBox: `0 0 ${frames.length * 6} 14`, 'aria-hidden': 'true' },
    ...frames.map((frame, index) =>
      svg('rect', { class: frame === '#' ? 'on' : 'off', x: index * 6, y: 1, width: 5, height: 12, rx: 1.5 }),
    ),
  );
}
