import { type Browser, type BrowserContextOptions, type Locator, type Page } from 'playwright-core';
import type { LampState } from '../../../../src/config/lamp.ts';

/** A loaded machine is slow, not wrong. */
const PATIENCE_MS = 90_000;

/**
 * Keeps in the page what its lamp has meant so far: some meanings last for less than a look from outside takes.
 * `lampShows` waits for one that comes after the first so many, `blinks` until the lamp has changed its light so often.
 */
const LAMP_NOTES = `
  window.lampSeen = [];
  let look = () => {};
  addEventListener('DOMContentLoaded', () => {
    const legend = document.querySelector('#legend');
    new MutationObserver(() => {
      const now = legend.querySelector('[aria-current]')?.dataset.state;
      if (now !== lampSeen.at(-1)) lampSeen.push(now);
      look();
    }).observe(legend, { attributes: true, subtree: true });
  });
  const patiently = (what, begin) =>
    new Promise((resolve, reject) => {
      setTimeout(() => reject(new Error(what + ' never came, but ' + lampSeen.join(', '))), ${PATIENCE_MS});
      begin(resolve);
    });
  window.lampShows = (state, after) =>
    patiently(state, (resolve) => {
      look = () => lampSeen.slice(after).includes(state) && resolve();
      look();
    });
  window.blinks = (count) =>
    patiently('a blink', (resolve) => {
      const dome = document.querySelector('#dome');
      let lit = dome.className;
      new MutationObserver(() => {
        if (dome.className !== lit && --count === 0) resolve();
        lit = dome.className;
      }).observe(dome, { attributeFilter: ['class'] });
    });
`;

/** The page as somebody sees and uses it. */
export class Visit {
  readonly page: Page;
  /** What went wrong in it. */
  readonly faults: string[] = [];
  /** Addresses it asked for. */
  readonly asked: string[] = [];
  #watchedFrom = 0;

  private constructor(page: Page) {
    this.page = page;
    page.on('pageerror', (error) => this.faults.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') this.faults.push(message.text());
    });
    page.on('request', (request) => this.asked.push(request.url()));
  }

  static async to(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Visit> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 1000 }, ...options });
    context.setDefaultTimeout(PATIENCE_MS);
    await context.addInitScript(LAMP_NOTES);
    const visit = new Visit(await context.newPage());
    await visit.page.goto(url);
    return visit;
  }

  key(pin: number): Locator {
    return this.page.locator(`.key[data-pin="${pin}"]`);
  }

  async middleOf(pin: number): Promise<{ x: number; y: number; id: number }> {
    const box = await this.key(pin).boundingBox();
    if (!box) throw new Error(`There is no key on D${pin}.`);
    return { x: box.x + box.width / 2, y: box.y + box.height / 2, id: pin };
  }

  /** Messages that the channel took. */
  get messages(): Locator {
    return this.page.locator('#chat .message:not(.refused) .text');
  }

  async chooses(name: 'wifi' | 'webhook' | 'relay' | 'stuck', value: string): Promise<void> {
    await this.page.locator(`input[name="${name}"][value="${value}"]`).click();
  }

  async sees(selector: string): Promise<void> {
    await this.page.locator(selector).first().waitFor();
  }

  /** A state that stays: now, or from now on. */
  async seesLamp(state: LampState): Promise<void> {
    await this.page.evaluate(`lampShows('${state}', -1)`);
  }

  /** From here on counts what {@link hasSeenLamp} asks for. */
  async watchesLamp(): Promise<void> {
    this.#watchedFrom = await this.page.evaluate<number>('lampSeen.length');
  }

  /** A state that may be over already, or is still to come. */
  async hasSeenLamp(state: LampState): Promise<void> {
    await this.page.evaluate(`lampShows('${state}', ${this.#watchedFrom})`);
  }

  /** A lamp that blinks tells that the board's time goes on: for longer than any debounce. */
  async seesBlinks(): Promise<void> {
    await this.page.evaluate('blinks(2)');
  }

  async seesDown(...pins: readonly number[]): Promise<void> {
    for (const pin of pins) await this.page.locator(`.key[data-pin="${pin}"][aria-pressed="true"]`).waitFor();
  }

  async seesAllUp(): Promise<void> {
    await this.page.locator('#keys:not(:has([aria-pressed="true"]))').waitFor();
  }

  async seesConsole(text: string): Promise<void> {
    await this.page.locator('#console p', { hasText: text }).last().waitFor();
  }

  async seesMessages(count: number): Promise<string[]> {
    await this.messages.nth(count - 1).waitFor();
    return this.messages.allTextContents();
  }

  /** Holds all keys until the page has said that the messages are on their way, be it for a moment. */
  async smashes(): Promise<void> {
    await this.watchesLamp();
    await this.page.keyboard.down('Space');
    await this.hasSeenLamp('sending');
    await this.page.keyboard.up('Space');
  }

  /** Leaves the lamp blinking and the channel working, ready for another smash. */
  async smashesInVain(): Promise<void> {
    await this.chooses('webhook', 'fails');
    await this.smashes();
    await this.seesLamp('failed');
    await this.chooses('webhook', 'answers');
    await this.seesAllUp();
    await this.seesBlinks();
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }
}
