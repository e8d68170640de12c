import type { Update } from '../../wire.ts';
import { byId, html } from '../elements.ts';

/** A console that runs for days must not fill the page. */
const KEPT_LINES = 500;

/** What the board prints. */
export class ConsoleView {
  readonly #list = byId('console');

  take({ fresh, console }: Update): void {
    if (fresh) this.#list.replaceChildren();
    if (console.length === 0) return;
    this.#list.append(
      ...console.map(({ atMs, text, note }) =>
        html(
          'p',
          { class: note ? 'note' : 'line' },
          html('span', { class: 'at' }, (atMs / 1000).toFixed(2).padStart(7)),
          text,
        ),
      ),
    );
    for (const old of [...this.#list.children].slice(0, -KEPT_LINES)) old.remove();
    this.#list.scrollTop = this.#list.scrollHeight;
  }
}
