import { mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
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
          return { set value(hz) { if (hz > 0) tones.add(hz); if (tones.size === 2) hear(); param.value = hz; } };
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
    await me.page.getByText('No relay: smash').waitFor();
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
    // The board that is built next begins at 0, the bench does not.
    const times = (): Promise<number[]> =>
      me.page.evaluate("[...document.querySelectorAll('#console .at')].map((at) => Number(at.textContent))");
    const [first] = await times();
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
    const seen = await times();
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(seen[0]).toBe(first);
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
    expect(await me.page.locator('#hint').textContent()).toBe('No simulator.');
    expect(await me.page.locator('#lamp-says').textContent()).toBe('Not known: there is no simulator.');
    const lit = '#dome.lit, #drawing.lit, #drawing.online, #legend [aria-current], #trouble :enabled';
    expect(await me.page.locator(lit).count()).toBe(0);
    await stage.serves({}, { port });
    await ended.waitFor({ state: 'hidden' });
    await me.seesLamp('ready');
    await me.smashes();
    await me.seesMessages(2);
  });
});
