import type { Command, State, World } from '../../wire.ts';
import { RELAY_STATES, WEBHOOK_STATES, WIFI_STATES } from '../../wire.ts';
import { keyRow } from '../drawing/key-row.ts';
import { byId, html } from '../elements.ts';

/** The switches that put the button into trouble. */
export class TroubleView {
  readonly #send: (command: Command) => void;
  readonly #says = byId('trouble-says');
  readonly #stuck = byId('stuck');
  readonly #legend = this.#stuck.querySelector('legend') ?? '';

  constructor(send: (command: Command) => void) {
    this.#send = send;
    byId('trouble').addEventListener('change', ({ target }) => {
      if (target instanceof HTMLInputElement) this.#changed(target);
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
    this.#stuck.replaceChildren(this.#legend, ...boxes);
  }

  /** @param whyNot why the switches do nothing, '' when they do */
  enable(whyNot: string): void {
    for (const fieldset of byId('trouble').querySelectorAll('fieldset')) fieldset.disabled = whyNot !== '';
    this.#says.textContent =
      whyNot || 'Break something, smash, and watch the lamp: each way to fail has a light of its own.';
  }

  show({ wifi, webhook, relay, stuck }: State): void {
    const chosen: Readonly<Record<string, string>> = { wifi, webhook, relay };
    for (const input of byId('trouble').querySelectorAll('input')) {
      input.checked =
        input.name === 'stuck' ? stuck.includes(Number(input.value)) : chosen[input.name] === input.value;
    }
  }

  #changed({ name, value, checked }: HTMLInputElement): void {
    const wifi = WIFI_STATES.find((state) => state === value);
    const webhook = WEBHOOK_STATES.find((state) => state === value);
    const relay = RELAY_STATES.find((state) => state === value);
    if (name === 'stuck') this.#send({ do: 'stick', pin: Number(value), stuck: checked });
    else if (name === 'wifi' && wifi) this.#send({ do: 'wifi', is: wifi });
    else if (name === 'webhook' && webhook) this.#send({ do: 'webhook', is: webhook });
    else if (name === 'relay' && relay) this.#send({ do: 'relay', is: relay });
  }
}
