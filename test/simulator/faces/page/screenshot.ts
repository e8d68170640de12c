import { mkdirSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { CHROMIUM_ARGS, findChromium } from './chromium.ts';
import { serve } from './served.ts';
import { Visit } from './visit.ts';

/** Takes the picture that README shows from the running page: a smash that has just been accepted, keys still down. */
const FILE = 'docs/page.png';
const VIEWPORT = { width: 1280, height: 1000 };

const executablePath = findChromium();
if (executablePath === undefined) throw new Error('There is no Chromium here. Name one in CHROMIUM.');
const browser = await chromium.launch({ executablePath, args: CHROMIUM_ARGS });
const served = await serve();
try {
  const me = await Visit.to(browser, served.url, { viewport: VIEWPORT, colorScheme: 'light' });
  await me.seesLamp('ready');
  await me.watchesLamp();
  await me.page.keyboard.down('Space');
  await me.seesMessages(2);
  await me.hasSeenLamp('accepted');
  await me.page.locator('#dome.lit').waitFor();
  mkdirSync('docs', { recursive: true });
  await me.page.screenshot({ path: FILE, animations: 'disabled', fullPage: true });
  console.log(FILE);
} finally {
  await served.close();
  await browser.close();
}
