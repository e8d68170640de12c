import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { type Browser, type BrowserContextOptions, chromium } from 'playwright-core';
import { loadConfig } from '../../../src/config/load.ts';
import { DEFAULT_MESSAGES } from '../../../src/config/message.ts';
import type { PageSettings, RunningPage } from '../../../src/simulator/page/index.ts';
import { CHROMIUM_ARGS, findChromium } from './chromium.ts';
import { serve } from './served.ts';
import { Visit } from './visit.ts';

/** Building the firmware for each configuration takes a moment. */
jest.setTimeout(180_000);

const executablePath = findChromium();

(executablePath ? describe : describe.skip)('the page shows what is configured', () => {
  let browser: Browser;
  const open: { close(): Promise<void> }[] = [];
  beforeAll(async () => {
    browser = await chromium.launch({ ...(executablePath && { executablePath }), args: CHROMIUM_ARGS });
  });
  afterAll(() => browser.close());
  afterEach(async () => {
    for (const one of open.splice(0).reverse()) await one.close();
  });

  const serving = async (change: object = {}, settings: Partial<PageSettings> = {}): Promise<RunningPage> => {
    const served = await serve(change, settings);
    open.push(served);
    return served;
  };
  const visit = async ({ url }: RunningPage, options?: BrowserContextOptions): Promise<Visit> => {
    const me = await Visit.to(browser, url, options);
    open.push(me);
    await me.sees('#legend li[aria-current]');
    return me;
  };

  test('the original wiring: D15 is drawn always low, with its warning, and the other three decide', async () => {
    const me = await visit(await serving({ pins: [4, 5, 2, 15] }));
    await me.sees('.key.always-low[data-pin="15"]');
    await me.sees('.pull-down');
    await me.sees('.key-wire.low[data-pin="15"]');
    expect(await me.page.locator('#warnings li').allTextContents()).toEqual([
      expect.stringContaining('"pins[2]": D2'),
      expect.stringContaining('"pins[3]": D15'),
    ]);
    await me.seesLamp('ready');
    for (const key of ['a', 's', 'd']) await me.page.keyboard.down(key);
    await me.seesMessages(2);
  });

  test('a lamp and a klaxon on pins of their own; the klaxon is silent until the user allows it', async () => {
    const served = await serving({ led: 14, klaxonPin: 12, pins: [4, 5, 13] });
    const me = await visit(served);
    await me.sees('.led-dome');
    await me.sees('.piezo');
    await me.page.addInitScript(`
      window.tones = [];
      const { frequency } = Object.getOwnPropertyDescriptors(OscillatorNode.prototype);
      Object.defineProperty(OscillatorNode.prototype, 'frequency', {
        get() {
          const param = frequency.get.call(this);
          return { set value(hz) { tones.push(hz); param.value = hz; } };
        },
      });`);
    await me.page.reload();
    await me.seesLamp('ready');
    await me.smashes();
    await me.seesMessages(2);
    expect(await me.page.evaluate('tones')).toEqual([]);
    await me.page.locator('#sound').click();
    await me.seesLamp('accepted');
    await me.smashes();
    await me.page.evaluate(`new Promise((heard) => {
      const listen = () => (tones.includes(800) && tones.includes(1000) ? heard() : requestAnimationFrame(listen));
      listen();
    })`);
  });

  test('a relay that is down makes a press expire, one that is back delivers', async () => {
    const me = await visit(await serving({}, { relayLog: { write: () => undefined } }));
    await me.seesLamp('ready');
    await me.chooses('relay', 'down');
    await me.smashes();
    await me.seesLamp('expired');
    await me.chooses('relay', 'up');
    await me.smashes();
    expect(await me.seesMessages(2)).toEqual(DEFAULT_MESSAGES);
  });

  test('an edit of the configuration boots the board anew and keeps the page; a wrong one is named', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'button-page-'));
    open.push({ close: () => rm(folder, { recursive: true }) });
    const file = join(folder, 'button.json');
    const write = (change: object): void => {
      writeFileSync(
        file,
        JSON.stringify({ wifi: { ssid: 'office' }, webhook: 'http://chat.test/', ...change }),
      );
    };
    write({});
    const load = () => loadConfig(folder, { BUTTON_CONFIG: file });
    const me = await visit(await serving({}, { load, watch: [file] }));
    await me.page.evaluate("document.body.dataset.same = 'yes'");
    await me.chooses('webhook', 'fails');
    write({ pins: [14, 5] });
    await me.sees('.key[data-pin="14"]');
    expect(await me.page.locator('.key').count()).toBe(2);
    await me.seesConsole('built again after an edit');
    write({ pins: [6, 5] });
    await me.sees('#build-failure:not([hidden])');
    expect(await me.page.locator('#build-failure').textContent()).toContain('D6 is wired to the flash chip');
    await me.seesLamp('ready');
    await me.smashes();
    await me.seesLamp('failed');
    write({ pins: [14, 4] });
    await me.page.locator('#build-failure').waitFor({ state: 'hidden' });
    expect(await me.page.evaluate('document.body.dataset.same')).toBe('yes');
  });

  test('live: nothing happens before the page is armed, then it posts to the configured webhook', async () => {
    const bodies: string[] = [];
    const hook = createServer((request, response) => {
      void text(request).then((body) => {
        bodies.push(body);
        response.end('ok');
      });
    });
    const port = await listening(hook);
    open.push({ close: () => promisify(hook.close.bind(hook))() });
    const me = await visit(await serving({ webhook: `http://127.0.0.1:${port}/hooks/real` }, { live: true }));
    await me.seesLamp('ready');
    await me.page.getByText('deploys for real').waitFor();
    expect(await me.page.content()).not.toContain('/hooks/real');
    await me.page.keyboard.press('Space', { delay: 300 });
    await me.page.locator('#arm').click();
    await me.smashes();
    await me.seesLamp('accepted');
    expect(bodies).toEqual(DEFAULT_MESSAGES.map((message) => JSON.stringify({ text: message })));
  });

  test('a simulator that ended is named, and the page goes on when it is started again', async () => {
    const first = await serve();
    const port = Number(new URL(first.url).port);
    const me = await visit(first);
    await first.close();
    await me.page.getByText('The simulator has ended').waitFor();
    await serving({}, { port });
    await me.seesLamp('ready');
    await me.smashes();
    await me.seesMessages(2);
  });

  test('nothing is loaded from anywhere else, and no script of its own fails', async () => {
    const served = await serving();
    const me = await visit(served);
    await me.seesLamp('ready');
    expect(me.asked.length).toBeGreaterThan(2);
    expect(me.asked.filter((url) => !url.startsWith(served.url))).toEqual([]);
    expect(me.faults).toEqual([]);
  });

  describe('accessibility', () => {
    const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    const looks = (['light', 'dark'] as const).flatMap((colorScheme) =>
      [
        { width: 1280, height: 1000 },
        { width: 360, height: 740 },
      ].map((viewport) => ({ colorScheme, viewport })),
    );

    test.each(looks)('axe finds nothing in $colorScheme at $viewport.width pixels', async (look) => {
      const served = await serving(
        { pins: [4, 5, 2, 15], klaxonPin: 14 },
        { relayLog: { write: () => undefined } },
      );
      const me = await visit(served, look);
      await me.seesLamp('ready');
      await me.chooses('webhook', 'fails');
      await me.smashes();
      await me.seesLamp('failed');
      // The page's own rules forbid scripts from anywhere else, so it is handed over by the debugger.
      await me.page.evaluate(axe);
      const found = await me.page.evaluate<string[]>(
        'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ": " + nodes.map(({ html }) => html).join(" ")))',
      );
      expect(found).toEqual([]);
      expect(await me.page.evaluate('document.documentElement.scrollWidth')).toBe(look.viewport.width);
    });
  });
});

function listening(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
}
