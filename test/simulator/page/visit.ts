import { type Browser, type BrowserContextOptions, type Locator, type Page } from 'playwright-core';
import type { LampState } from '../../../src/config/lamp.ts';

/** The page as somebody sees and uses it. */
export class Visit {
  readonly page: Page;
  /** What went wrong in it. */
  readonly faults: string[] = [];
  /** Addresses it asked for. */
  readonly asked: string[] = [];

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

  async seesLamp(state: LampState): Promise<void> {
    await this.page.locator(`#legend li[data-state="${state}"][aria-current="true"]`).waitFor();
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

  async smashes(): Promise<void> {
    await this.page.keyboard.down('Space');
    await this.seesLamp('sending');
    await this.page.keyboard.up('Space');
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }
}
