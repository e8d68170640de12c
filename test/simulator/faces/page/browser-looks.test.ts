import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { findChromium } from './chromium.ts';
import { Stage } from './stage.ts';
import { wiringIn } from './wiring-in.ts';

jest.setTimeout(180_000);

const QUIET = { write: () => undefined };

/** In all of them keys, lamp and chat are in view at once. */
const SMALL = [
  ['a small window', { width: 800, height: 600 }],
  ['a zoom of 200 % on 1280 x 720', { width: 640, height: 360 }],
  ['a phone on its side', { width: 844, height: 390 }],
] as const;

(findChromium() === undefined ? describe.skip : describe)('the page looks right', () => {
  const stage = new Stage();
  beforeAll(() => stage.raise());
  afterEach(async () => {
    expect(await stage.clear()).toEqual([]);
  });
  afterAll(() => stage.strike());

  test('in small windows, at 390 px, with high contrast, beside docs/wiring.svg, and with nothing from elsewhere', async () => {
    const served = await stage.serves();
    const me = await stage.visitor(served);
    const { page } = me;
    await me.seesLamp('ready');
    expect(me.asked.length).toBeGreaterThan(2);
    expect(me.asked.filter((url) => !url.startsWith(served.url))).toEqual([]);

    for (const [what, viewport] of SMALL) {
      await page.setViewportSize(viewport);
      expect({ what, hidden: await page.evaluate(NOT_IN_VIEW) }).toEqual({ what, hidden: [] });
    }

    await page.emulateMedia({ forcedColors: 'active' });
    await page.keyboard.down('a');
    await me.seesDown(4);
    expect(await page.evaluate(NOT_TOLD_APART)).toEqual([]);
    await page.keyboard.up('a');
    await page.emulateMedia({ forcedColors: 'none' });

    await page.setViewportSize({ width: 1400, height: 1000 });
    const drawn = await wiringIn(page);
    const svg = await page.context().newPage();
    await svg.goto(pathToFileURL('docs/wiring.svg').href);
    const documented = await wiringIn(svg);
    await svg.close();
    expect(drawn).toEqual(documented);
    expect(Object.keys(drawn.colours)).toHaveLength(4);
    expect(drawn).toMatchObject({
      crossings: [],
      cableEnds: true,
      lower: expect.arrayContaining(['13', '12']),
    });

    // All of the page is in view, so that all that jumps is noticed.
    await page.setViewportSize({ width: 390, height: 2800 });
    await page.evaluate(NOTE_JUMPS);
    await me.smashes();
    await me.hasSeenLamp('accepted');
    await me.seesMessages(2);
    await me.hasSeenLamp('ready');
    await me.chooses('webhook', 'down');
    await me.smashes();
    await page.getByText('The webhook is down: tried for').waitFor();
    expect(await page.evaluate('jumps()')).toEqual([]);
  });

  test('to axe, and nothing is cut off: light, dark and high contrast, on a desk and on phones', async () => {
    const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    const served = await stage.serves({ pins: [4, 5, 2, 15], klaxonPin: 14 }, { relayLog: QUIET });
    const me = await stage.visitor(served);
    await me.seesLamp('ready');
    await me.chooses('webhook', 'fails');
    await me.smashes();
    await me.seesLamp('failed');
    // The page's own rules forbid scripts from anywhere else, so it is handed over by the debugger.
    await me.page.evaluate(axe);
    for (const [width, height, colorScheme, forcedColors] of [
      [1400, 1000, 'light', 'none'],
      [390, 844, 'dark', 'none'],
      [360, 740, 'light', 'none'],
      [844, 390, 'dark', 'active'],
    ] as const) {
      await me.page.setViewportSize({ width, height });
      await me.page.emulateMedia({ colorScheme, forcedColors });
      expect({ width, colorScheme, found: await faultsIn(me.page) }).toEqual({
        width,
        colorScheme,
        found: [],
      });
      expect(await me.page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    }
  });
});

function faultsIn(page: Page): Promise<string[]> {
  return page.evaluate(
    'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ": " + nodes.map(({ html }) => html).join(" ")))',
  );
}

/** Selectors of what is not wholly in the window. */
const NOT_IN_VIEW = `
  ['.key:first-child', '.key:last-child', '#smash', '#hint', '#dome', '#lamp-says', '.chat'].filter((selector) => {
    const { top, left, right, bottom } = document.querySelector(selector).getBoundingClientRect();
    return top < 0 || left < 0 || right > innerWidth || bottom > innerHeight;
  })`;

/** Pairs that look the same though they mean different things, and what has no edge, where the system gives the colours. */
const NOT_TOLD_APART = `(() => {
  const style = (selector) => getComputedStyle(document.querySelector(selector));
  const fill = (selector) => style(selector).backgroundColor;
  const canvas = getComputedStyle(document.body).backgroundColor;
  const dome = document.querySelector('#dome');
  const lamp = (name) => {
    dome.className = name;
    return style('#dome').backgroundImage;
  };
  return [
    ...[
      ['.key[aria-pressed="true"] .cap', '.key[aria-pressed="false"] .cap'],
      ['input[value="on"]:checked + span', 'input[value="off"] + span'],
    ].filter(([one, other]) => fill(one) === fill(other)),
    ...['.key', '.key[aria-pressed="false"] .cap', '#smash', 'input[value="off"] + span', '.panel'].filter((each) => {
      const { borderTopWidth, borderTopStyle, borderTopColor } = style(each);
      return borderTopWidth === '0px' || borderTopStyle === 'none' || borderTopColor === canvas;
    }),
    ...(lamp('lit') === lamp('') ? ['#dome'] : []),
    ...(style('#legend [aria-current]').borderLeftColor === style('#legend li:not([aria-current])').borderLeftColor
      ? ['#legend']
      : []),
  ];
})()`;

/** From here on `jumps()` tells what has moved, though nothing was to: what the window's last change moves is drawn by then. */
const NOTE_JUMPS = `
  new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))).then(() => {
    const moved = [];
    const seen = new PerformanceObserver((list) => moved.push(...list.getEntries()));
    seen.observe({ type: 'layout-shift' });
    window.jumps = () =>
      [...moved, ...seen.takeRecords()]
        .flatMap(({ sources }) => sources)
        .map(({ node }) => (node instanceof Element ? node.outerHTML : node?.textContent ?? '').slice(0, 80));
  })`;
