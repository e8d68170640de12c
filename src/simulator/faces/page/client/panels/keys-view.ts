import { ALWAYS_LOW_PIN } from '../../../../../config/rules/pins.ts';
import type { State, World } from '../../wire.ts';
import { LETTERS } from '../drawing/letters.ts';
import { byId, html } from '../elements.ts';

/** How long a click that has no length, such as a screen reader's, holds a key. */
const CLICK_MS = 400;

/**
 * The keycaps and every way to press them: mouse, any number of fingers, the keyboard's letters and space bar, and
 * clicks of assistive technology. What is held is told as a whole, so that nothing can stay down by accident.
 */
export class KeysView {
  readonly #hold: (pins: readonly number[]) => void;
  readonly #group = byId('keys');
  readonly #smash = byId('smash');
  readonly #shortcuts = document.querySelector<HTMLInputElement>('#shortcuts');
  /** What holds which keys: a finger, a letter, a click. */
  readonly #holders = new Map<string, readonly number[]>();
  #pins: readonly number[] = [];
  #told = '';

  constructor(hold: (pins: readonly number[]) => void) {
    this.#hold = hold;
    this.#press(this.#smash, () => this.#pins);
    this.#listenToKeyboard();
    for (const event of ['blur', 'pagehide']) {
      addEventListener(event, () => {
        this.releaseAll();
      });
    }
  }

  draw({ pins }: World): void {
    this.#pins = pins;
    this.releaseAll();
    const caps = pins.map((pin, index) => {
      const letter = LETTERS[index] ?? '';
      const cap = html(
        'button',
        { type: 'button', class: 'key', 'data-pin': pin, 'aria-pressed': 'false' },
        html(
          'span',
          { class: 'cap' },
          html('span', { class: 'letter' }, letter),
          ' ',
          html('span', { class: 'pin' }, `D${pin}`),
        ),
      );
      if (pin === ALWAYS_LOW_PIN) {
        cap.classList.add('always-low');
        cap.append(html('span', { class: 'tag' }, 'always low'));
      }
      cap.append(html('span', { class: 'unseen' }, `, key ${index + 1} of ${pins.length}`));
      this.#press(cap, () => [pin]);
      return cap;
    });
    this.#group.replaceChildren(...caps);
    const letters = LETTERS.slice(0, pins.length).join(' ');
    byId('shortcuts-say').textContent = `${letters} and the space bar press keys`;
  }

  show({ down, stuck }: State): void {
    for (const cap of this.#group.querySelectorAll<HTMLElement>('.key')) {
      const pin = Number(cap.dataset['pin']);
      cap.setAttribute('aria-pressed', String(down.includes(pin)));
      cap.classList.toggle('stuck', stuck.includes(pin));
    }
    const low = this.#pins.filter((pin) => down.includes(pin) || pin === ALWAYS_LOW_PIN).length;
    byId('chord').textContent =
      down.length === 0 ? `smash all ${this.#pins.length}` : `${low} of ${this.#pins.length} down`;
    this.#smash.classList.toggle('chord', low === this.#pins.length);
  }

  releaseAll(): void {
    this.#holders.clear();
    this.#tell();
  }

  /** Lets a button be pressed by all that can press a button. */
  #press(button: HTMLElement, pins: () => readonly number[]): void {
    const name = button.dataset['pin'] ?? 'all';
    button.addEventListener('pointerdown', (event) => {
      if (event.button !== 0) return;
      event.preventDefault();
      button.setPointerCapture(event.pointerId);
      this.#take(`pointer ${event.pointerId}`, pins());
    });
    for (const end of ['pointerup', 'pointercancel', 'lostpointercapture'] as const) {
      button.addEventListener(end, (event) => {
        this.#drop(`pointer ${event.pointerId}`);
      });
    }
    button.addEventListener('contextmenu', (event) => {
      event.preventDefault();
    });
    button.addEventListener('click', ({ detail }) => {
      // The pointer and the keyboard have had their say already.
      if (detail !== 0 || this.#holders.size > 0) return;
      this.#take(`click ${name}`, pins());
      setTimeout(() => {
        this.#drop(`click ${name}`);
      }, CLICK_MS);
    });
  }

  #listenToKeyboard(): void {
    document.addEventListener('keydown', (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const pins = this.#pinsOf(event);
      if (!pins) return;
      event.preventDefault();
      if (!event.repeat) this.#take(`key ${event.code}`, pins);
    });
    document.addEventListener('keyup', (event) => {
      if (!this.#holders.has(`key ${event.code}`)) return;
      event.preventDefault();
      this.#drop(`key ${event.code}`);
    });
  }

  #pinsOf({ code, target }: KeyboardEvent): readonly number[] | undefined {
    const at =
      target instanceof Element ? target.closest<HTMLElement>('button, a, input, textarea, select') : null;
    const pressing = code === 'Space' || code === 'Enter';
    if (pressing && at === this.#smash) return this.#pins;
    if (pressing && at?.classList.contains('key')) return [Number(at.dataset['pin'])];
    if (!this.#shortcuts?.checked) return undefined;
    if (code === 'Space') return at && !isRadio(at) ? undefined : this.#pins;
    const index = LETTERS.findIndex((letter) => code === `Key${letter}`);
    const pin = this.#pins[index];
    return pin === undefined ? undefined : [pin];
  }

  #take(holder: string, pins: readonly number[]): void {
    this.#holders.set(holder, pins);
    this.#tell();
  }

  #drop(holder: string): void {
    if (this.#holders.delete(holder)) this.#tell();
  }

  #tell(): void {
    const held = [...new Set([...this.#holders.values()].flat())].sort((a, b) => a - b);
    const told = held.join();
    if (told !== this.#told) this.#hold(held);
    this.#told = told;
  }
}

/** Space does nothing on a chosen one, so it is free for the smash. */
function isRadio(element: HTMLElement): boolean {
  return element instanceof HTMLInputElement && element.type === 'radio';
}
