import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { loadConfig } from '../../../../src/config/files/load.ts';
import { DEFAULT_MESSAGES } from '../../../../src/config/rules/message.ts';
import { findChromium } from './chromium.ts';
import { Stage } from './stage.ts';

/** Building the firmware for each configuration takes a moment. */
jest.setTimeout(180_000);

const QUIET = { write: () => undefined };

(findChromium() === undefined ? describe.skip : describe)('the page shows what is configured', () => {
  const stage = new Stage();
  beforeAll(() => stage.raise());
  afterEach(() => stage.clear());
  afterAll(() => stage.strike());

  test('the original wiring: D15 is drawn always low, with its warning, and the other three decide', async () => {
    const me = await stage.readyVisitor({ pins: [4, 5, 2, 15] });
    await me.sees('.key.always-low[data-pin="15"]');
    await me.sees('.pull-down');
    await me.sees('.key-wire.low[data-pin="15"]');
    expect(await me.page.locator('#warnings li').allTextContents()).toEqual([
      expect.stringContaining('"pins[2]": D2'),
      expect.stringContaining('"pins[3]": D15'),
    ]);
    await me.page.getByText('Press A S D together').waitFor();
    for (const key of ['a', 's', 'd']) await me.page.keyboard.down(key);
    await me.seesMessages(2);
  });

  test('a lamp and a klaxon on pins of their own; the klaxon is silent until the user allows it', async () => {
    const me = await stage.visitor(await stage.serves({ led: 14, klaxonPin: 12, pins: [4, 5, 13] }));
    await me.sees('.led-dome');
    await me.sees('.piezo');
    await me.page.addInitScript(`
      window.tones = new Set();
      let hear;
      window.heard = new Promise((resolve) => (hear = resolve));
      const { frequency } = Object.getOwnPropertyDescriptors(OscillatorNode.prototype);
      Object.defineProperty(OscillatorNode.prototype, 'frequency', {
        get() {
          const param = frequency.get.call(this);
          return { set value(hz) { tones.add(hz); if (tones.size === 2) hear(); param.value = hz; } };
        },
      });`);
    await me.page.reload();
    await me.seesLamp('ready');
    await me.smashes();
    await me.seesMessages(2);
    await me.hasSeenLamp('ready');
    expect(await me.page.evaluate('[...tones]')).toEqual([]);
    await me.page.locator('#sound').click();
    await me.smashes();
    await me.page.evaluate('heard');
    expect(await me.page.evaluate<number[]>('[...tones].sort()')).toEqual([1000, 800]);
  });

  test('a press waits for a relay that is down, and the button is ready when it is back', async () => {
    const me = await stage.readyVisitor({}, { relayLog: QUIET });
    await me.chooses('relay', 'down');
    await me.seesConsole('relay down');
    await me.smashes();
    await me.seesConsole('trying again');
    // Nobody can say how long a relay takes to come up, so this press is not to live to see it.
    await me.page.locator('#power').click();
    await me.seesLamp('joining');
    await me.page.getByText('No relay.').waitFor();
    await me.chooses('relay', 'up');
    await me.seesLamp('ready');
    await me.smashes();
    expect(await me.seesMessages(2)).toEqual(DEFAULT_MESSAGES);
  });

  test('an edit of the configuration boots the board anew and keeps the page; a wrong one is named', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'button-page-'));
    stage.owns({ close: () => rm(folder, { recursive: true }) });
    const file = join(folder, 'button.json');
    const write = (change: object): void => {
      writeFileSync(
        file,
        JSON.stringify({ wifi: { ssid: 'office' }, webhook: 'http://chat.test/', ...change }),
      );
    };
    write({});
    const load = () => loadConfig(folder, { BUTTON_CONFIG: file });
    const me = await stage.readyVisitor({}, { load, watch: [file] });
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

  test('a simulator that ended is named, and the page goes on when it is started again', async () => {
    const first = await stage.serves();
    const port = Number(new URL(first.url).port);
    const me = await stage.visitor(first);
    await first.close();
    const ended = me.page.getByText('The simulator has ended');
    await ended.waitFor();
    await stage.serves({}, { port });
    // Until then the lamp is as the one that ended left it.
    await ended.waitFor({ state: 'hidden' });
    await me.seesLamp('ready');
    await me.smashes();
    await me.seesMessages(2);
  });

  test('nothing is loaded from anywhere else, and no script of its own fails', async () => {
    const served = await stage.serves();
    const me = await stage.visitor(served);
    await me.seesLamp('ready');
    expect(me.asked.length).toBeGreaterThan(2);
    expect(me.asked.filter((url) => !url.startsWith(served.url))).toEqual([]);
    expect(me.faults).toEqual([]);
  });

  test('axe finds nothing, and nothing is cut off: light and dark, on a desk and on a phone', async () => {
    const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    const served = await stage.serves({ pins: [4, 5, 2, 15], klaxonPin: 14 }, { relayLog: QUIET });
    const first = await stage.visitor(served);
    await first.seesLamp('ready');
    await first.chooses('webhook', 'fails');
    await first.smashes();
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const viewport of [
        { width: 1280, height: 1000 },
        { width: 360, height: 740 },
      ]) {
        const me = await stage.visitor(served, { colorScheme, viewport });
        await me.seesLamp('failed');
        // The page's own rules forbid scripts from anywhere else, so it is handed over by the debugger.
        await me.page.evaluate(axe);
        const found = await me.page.evaluate<string[]>(
          'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ": " + nodes.map(({ html }) => html).join(" ")))',
        );
        expect({ colorScheme, viewport, found }).toEqual({ colorScheme, viewport, found: [] });
        expect(await me.page.evaluate('document.documentElement.scrollWidth')).toBe(viewport.width);
      }
    }
  });
});
