import { mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { bundleFirmware } from '../../../../src/build/bundle.ts';
import { options, runCommand } from '../../../../src/command-line.ts';
import type { Manual } from '../../../../src/manual.ts';
import { LAMP_FRAME_MS } from '../../../../src/config/lamp.ts';
import { loadConfig } from '../../../../src/config/files/load.ts';
import { bundlePage } from '../../../../src/simulator/faces/page/assets.ts';
import { CHROMIUM_ARGS, findChromium } from './chromium.ts';
import { configOf, serve } from './served.ts';
import { Visit } from './visit.ts';

/** Measures the page: key to lamp in the browser, a rebuild after an edit, and what the page weighs. */
const PRESSES = 100;
const REBUILDS = 10;

const MANUAL = {
  call: 'npm run bench:page',
  about: 'Measures the page in Chromium: key to lamp, a rebuild, and its weight.',
  options: {},
  examples: [['', 'all of it']],
} as const satisfies Manual;

await runCommand(async () => {
  options(process.argv.slice(2), MANUAL);
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('There is no Chromium here. Name one in CHROMIUM.');
  const browser = await chromium.launch({ executablePath, args: CHROMIUM_ARGS });
  try {
    const { debounceMs } = configOf({}).config;
    report(
      `key down to lamp "sending" in the page, beyond the ${debounceMs} ms of the debounce`,
      await presses(browser, debounceMs),
    );
    report('edit saved to new keys in the page', await rebuilds(browser));
    const { files } = await bundlePage();
    const bytes = [...files.values()].reduce((sum, { body }) => sum + body.length, 0);
    console.log(`page: ${bytes} bytes`);
  } finally {
    await browser.close();
  }
});

/** Both ends are taken by the page's own clock: the key's event, and the change of the page that shows the lamp sending. */
async function presses(browser: Browser, debounceMs: number): Promise<number[]> {
  const served = await serve();
  const me = await Visit.to(browser, served.url);
  await me.seesLamp('ready');
  await me.page.evaluate(`
    window.times = [];
    let downAt = 0;
    document.addEventListener('keydown', ({ timeStamp, repeat }) => { if (!repeat) downAt = timeStamp; }, true);
    new MutationObserver(() => { if (downAt) times.push(performance.now() - downAt); downAt = 0; })
      .observe(document.querySelector('#legend li[data-state="sending"]'), { attributeFilter: ['aria-current'] });
  `);
  for (let press = 0; press < PRESSES; press++) {
    // Each press begins at another moment of the board's polls and of the lamp's frames.
    await me.page.waitForTimeout(Math.random() * LAMP_FRAME_MS);
    await me.watchesLamp();
    await me.page.keyboard.down('Space');
    await me.hasSeenLamp('accepted');
    await me.page.keyboard.up('Space');
    await me.page.locator('#power').click();
    await me.seesLamp('ready');
  }
  const times = await me.page.evaluate<number[]>('times');
  await served.close();
  if (times.length < PRESSES) throw new Error(`The lamp was seen sending ${times.length} times only.`);
  return times.map((ms) => ms - debounceMs);
}

async function rebuilds(browser: Browser): Promise<number[]> {
  const folder = mkdtempSync(join(tmpdir(), 'button-bench-'));
  const file = join(folder, 'button.json');
  const write = (pin: number): void => {
    writeFileSync(
      file,
      JSON.stringify({ wifi: { ssid: 'office' }, webhook: 'http://chat.test/', pins: [pin, 5] }),
    );
  };
  write(4);
  const served = await serve(
    {},
    {
      load: () => loadConfig(folder, { BUTTON_CONFIG: file }),
      build: async (config) => (await bundleFirmware(config)).script,
      watch: [file],
    },
  );
  const me = await Visit.to(browser, served.url);
  const times: number[] = [];
  for (let edit = 0; edit < REBUILDS; edit++) {
    const pin = edit % 2 === 0 ? 14 : 4;
    const startMs = performance.now();
    write(pin);
    await me.sees(`.key[data-pin="${pin}"]`);
    times.push(performance.now() - startMs);
  }
  await served.close();
  await rm(folder, { recursive: true });
  return times;
}

function report(what: string, times: readonly number[]): void {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (part: number): string =>
    `${(sorted[Math.ceil(part * sorted.length) - 1] ?? NaN).toFixed(0)} ms`;
  console.log(`${what}: p50 ${at(0.5)}, p95 ${at(0.95)}, most ${at(1)} of ${times.length}`);
}
