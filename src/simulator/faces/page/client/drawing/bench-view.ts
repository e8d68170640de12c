import { ALWAYS_LOW_PIN } from '../../../../../config/rules/pins.ts';
import type { State, World } from '../../wire.ts';
import { BENCH } from './bench-geometry.ts';
import { drawBoard } from './board-drawing.ts';
import { drawRouter } from './router-drawing.ts';
import { byId, svg } from '../elements.ts';
import { drawWiring } from './wiring.ts';

/** The drawing of the board, its wires and the access point; it lights up as the board does. */
export class BenchView {
  readonly #drawing = byId('drawing');

  draw(world: World): void {
    const { width, height } = BENCH;
    const picture = svg(
      'svg',
      { viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-labelledby': 'drawing-caption' },
      gradients(),
      drawBoard(),
      drawRouter(world.ssid),
      drawWiring(world),
    );
    this.#drawing.replaceChildren(picture);
    byId('drawing-caption').textContent = captionOf(world);
  }

  show({ down, lampLit, online, wifi, klaxonHz }: State): void {
    const { classList } = this.#drawing;
    classList.toggle('lit', lampLit);
    classList.toggle('online', online);
    classList.toggle('klaxon-on', klaxonHz > 0);
    this.#drawing.dataset['wifi'] = wifi;
    for (const wire of this.#drawing.querySelectorAll<SVGElement>('.key-wire')) {
      const pin = Number(wire.dataset['pin']);
      wire.classList.toggle('low', down.includes(pin) || pin === ALWAYS_LOW_PIN);
    }
  }
}

function gradients(): SVGElement {
  const stop = (offset: number, name: string): SVGElement => svg('stop', { offset, class: name });
  return svg(
    'defs',
    {},
    svg('radialGradient', { id: 'glow' }, stop(0, 'glow-core'), stop(0.35, 'glow-mid'), stop(1, 'glow-rim')),
    svg(
      'linearGradient',
      { id: 'tin', x2: 1, y2: 1 },
      stop(0, 'tin-light'),
      stop(0.5, 'tin-dark'),
      stop(1, 'tin-light'),
    ),
    svg('linearGradient', { id: 'pcb', x2: 0, y2: 1 }, stop(0, 'pcb-light'), stop(1, 'pcb-dark')),
  );
}

function captionOf({ pins, led, ssid }: World): string {
  const keys = pins.map((pin) => `D${pin}`).join(', ');
  const lamp = led === 0 ? 'its red LED on D0' : `a lamp on D${led}`;
  return `A Feather HUZZAH with ${lamp} and ${pins.length} keys wired from ${keys} to GND, on the Wi-Fi “${ssid}”.`;
}
