import type { State } from '../../wire.ts';
import { byId, say } from '../elements.ts';

/** How busy the script keeps the chip. */
export class BusyView {
  readonly #meter = byId('busy-meter');
  readonly #says = byId('busy-says');

  show({ busy }: State): void {
    say(this.#says, `${busy} %`);
    this.#meter.setAttribute('value', String(busy));
  }
}
