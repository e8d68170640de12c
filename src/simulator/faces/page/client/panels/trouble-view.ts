import type { Command, State, World } from '../../wire.ts';
import { keyRow } from '../drawing/key-row.ts';
import { byId, html, say } from '../elements.ts';

/** The switches that put the button into trouble. */
export class TroubleView {
  readonly #send: (command: Command) => void;
  readonly #says = byId('trouble-says');
  readonly #stuck = byId('stuck');

  constructor(send: (command: Command) => void) {
    this.#send = send;
    byId('trouble').addEventListener('change', ({ target }) => {
      // In it only inputs change.
      this.#changed(target as HTMLInputElement);
    });
    byId('power').addEventListener('click', () => {
      send({ do: 'powerCycle' });
    });
  }

  draw({ pins, live, withRelay }: World): void {
    byId('webhook').hidden = live;
    byId('relay').hidden = live || !withRelay;
    const boxes = keyRow(pins).map(({ pin, letter }) =>
      html(
        'label',
        {},
        html('input', { type: 'checkbox', name: 'stuck', value: pin }),
        html('span', {}, `${letter} · D${pin}`),
      ),
    );
    for (const old of this.#stuck.querySelectorAll('label')) old.remove();
    this.#stuck.append(...boxes);
  }

  /** @param whyNot why the switches do nothing, '' when they do */
  enable(whyNot: string): void {
    for (const fieldset of byId('trouble').querySelectorAll('fieldset')) fieldset.disabled = whyNot !== '';
    say(
      this.#says,
      whyNot || 'Break something, smash, and watch the lamp: each way to fail has a light of its own.',
    );
  }

  show({ wifi, webhook, relay, stuck }: State): void {
    const chosen: Readonly<Record<string, string>> = { wifi, webhook, relay };
    for (const input of byId('trouble').querySelectorAll('input')) {
      input.checked =
        input.name === 'stuck' ? stuck.includes(Number(input.value)) : chosen[input.name] === input.value;
    }
  }

  #changed({ name, value, checked }: HTMLInputElement): void {
    if (name === 'stuck') this.#send({ do: 'stick', pin: Number(value), stuck: checked });
    // The other switches have the names and the values of their commands.
    else this.#send({ do: name, is: value } as Command);
  }
}
