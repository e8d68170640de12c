import { type Browser, type BrowserContextOptions, chromium } from 'playwright-core';
import type { PageSettings, RunningPage } from '../../../../src/simulator/faces/page/index.ts';
import { CHROMIUM_ARGS, findChromium } from './chromium.ts';
import { serve } from './served.ts';
import { Visit } from './visit.ts';

/** One browser, and all that a test opens: it is taken down whatever became of the test. */
export class Stage {
  #browser: Browser | null = null;
  readonly #open: { close(): Promise<void> }[] = [];

  async raise(): Promise<void> {
    const executablePath = findChromium();
    if (executablePath === undefined) throw new Error('There is no Chromium here.');
    this.#browser = await chromium.launch({ executablePath, args: CHROMIUM_ARGS });
  }

  /** To be closed at the end of the test, the last one first. */
  owns<Closable extends { close(): Promise<void> }>(one: Closable): Closable {
    this.#open.push(one);
    return one;
  }

  async serves(change: object = {}, settings: Partial<PageSettings> = {}): Promise<RunningPage> {
    return this.owns(await serve(change, settings));
  }

  /** Somebody who opens the page, and may not be let in. */
  async stranger({ url }: RunningPage, options?: BrowserContextOptions): Promise<Visit> {
    if (!this.#browser) throw new Error('The stage has not been raised.');
    return this.owns(await Visit.to(this.#browser, url, options));
  }

  /** Somebody who opens the page, and sees the lamp say something. */
  async visitor(page: RunningPage, options?: BrowserContextOptions): Promise<Visit> {
    const me = await this.stranger(page, options);
    await me.sees('#legend li[aria-current]');
    return me;
  }

  /** Somebody in front of a button of their own that is ready. */
  async readyVisitor(change: object = {}, settings: Partial<PageSettings> = {}): Promise<Visit> {
    const me = await this.visitor(await this.serves(change, settings));
    await me.seesLamp('ready');
    return me;
  }

  /** @returns what went wrong in the pages */
  async clear(): Promise<string[]> {
    const closing = this.#open.splice(0).reverse();
    const faults = closing.flatMap((one) => (one instanceof Visit ? one.faults : []));
    for (const one of closing) {
      await one.close().catch((error: unknown) => faults.push(`not closed: ${String(error)}`));
    }
    return faults;
  }

  async strike(): Promise<void> {
    await this.clear();
    await this.#browser?.close();
  }
}
