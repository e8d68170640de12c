import { ALWAYS_LOW_PIN } from '../../../../../config/rules/pins.ts';
import type { State, World } from '../../wire.ts';
import { type Key, keyRow } from '../drawing/key-row.ts';
import { byId, html, say } from '../elements.ts';

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
  /** What holds which keys: a finger, a letter, a click. */
  readonly #holders = new Map<unknown, readonly number[]>();
  #row: readonly Key[] = [];
  #told = '';

  constructor(hold: (pins: readonly number[]) => void) {
    this.#hold = hold;
    this.#press(this.#smash, () => this.#pins());
    this.#listenToKeyboard();
    for (const event of ['blur', 'pagehide']) {
      addEventListener(event, () => {
        this.releaseAll();
      });
    }
  }

  draw({ pins }: World): void {
    this.#row = keyRow(pins);
    this.releaseAll();
    const caps = this.#row.map(({ pin, number, letter }) => {
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
      cap.append(html('span', { class: 'unseen' }, `, key ${number} of ${pins.length}`));
      this.#press(cap, () => [pin]);
      return cap;
    });
    this.#group.replaceChildren(...caps);
    this.#group.style.setProperty('--count', String(pins.length));
    const letters = this.#row.map(({ letter }) => letter);
    byId('shortcuts-say').textContent = `${letters.join(' ')} and the space bar press keys`;
  }

  show({ down, stuck }: State): void {
    for (const cap of this.#group.querySelectorAll<HTMLElement>('.key')) {
      const pin = Number(cap.dataset['pin']);
      cap.setAttribute('aria-pressed', String(down.includes(pin)));
      cap.classList.toggle('stuck', stuck.includes(pin));
    }
    const pins = this.#pins();
    const low = pins.filter((pin) => down.includes(pin) || pin === ALWAYS_LOW_PIN).length;
    say(byId('chord'), down.length === 0 ? `smash all ${pins.length}` : `${low} of ${pins.length} down`);
    this.#smash.classList.toggle('chord', low === pins.length);
  }

  /** @param whyNot why they do nothing, '' when they do */
  enable(whyNot: string): void {
    for (const button of [...this.#group.children, this.#smash]) {
      button.setAttribute('aria-disabled', String(whyNot !== ''));
    }
  }

  releaseAll(): void {
    this.#holders.clear();
    this.#tell();
  }

  /** Lets a button be pressed by all that can press a button. */
  #press(button: HTMLElement, pins: () => readonly number[]): void {
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
      this.#take(button, pins());
      setTimeout(() => {
        this.#drop(button);
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
    // Space does nothing on a chosen radio button, so it is free for the smash.
    const at =
      target instanceof Element
        ? target.closest<HTMLElement>('button, a, input:not([type="radio"]), textarea, select')
        : null;
    const pressing = code === 'Space' || code === 'Enter';
    if (pressing && at === this.#smash) return this.#pins();
    if (pressing && at?.classList.contains('key')) return [Number(at.dataset['pin'])];
    if (!document.querySelector('#shortcuts:checked')) return undefined;
    if (code === 'Space') return at ? undefined : this.#pins();
    const key = this.#row.find(({ letter }) => code === `Key${letter}`);
    return key && [key.pin];
  }

  #pins(): readonly number[] {
    return this.#row.map(({ pin }) => pin);
  }

  #take(holder: unknown, pins: readonly number[]): void {
    this.#holders.set(holder, pins);
    this.#tell();
  }

  #drop(holder: unknown): void {
    if (this.#holders.delete(holder)) this.#tell();
  }

  #tell(): void {
    const held = [...new Set([...this.#holders.values()].flat())].sort((a, b) => a - b);
    const told = held.join();
    if (told !== this.#told) this.#hold(held);
    this.#told = told;
  }
}
