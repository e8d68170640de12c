import type { State } from '../../wire.ts';
import { byId } from '../elements.ts';

/** How busy the script keeps the chip. */
export class BusyView {
  readonly #meter = byId('busy-meter');
  readonly #says = byId('busy-says');

  show({ busy }: State): void {
    const says = `${busy} %`;
    if (this.#says.textContent === says) return;
    this.#says.textContent = says;
    this.#meter.setAttribute('value', String(busy));
  }
}
