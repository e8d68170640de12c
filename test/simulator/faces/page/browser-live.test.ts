import { createServer, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { DEFAULT_MESSAGES } from '../../../../src/config/rules/message.ts';
import { openInBrowser } from '../../../../src/simulator/faces/page/open-browser.ts';
import { findChromium } from './chromium.ts';
import { Stage } from './stage.ts';

/** Building the firmware for each configuration takes a moment. */
jest.setTimeout(180_000);

const LIVE = { live: true } as const;

(findChromium() === undefined ? describe.skip : describe)('a live page', () => {
  const stage = new Stage();
  beforeAll(() => stage.raise());
  afterEach(() => stage.clear());
  afterAll(() => stage.strike());

  test('nothing happens before it is armed; then it is red, posts one deploy to the configured webhook, and is disarmed', async () => {
    const bodies: string[] = [];
    const hook = createServer((request, response) => {
      void text(request).then((body) => {
        bodies.push(body);
        response.end('ok');
      });
    });
    const port = await listening(hook);
    stage.owns({ close: () => promisify(hook.close.bind(hook))() });
    const me = await stage.readyVisitor({ webhook: `http://127.0.0.1:${port}/hooks/real` }, LIVE);
    await me.page.getByText('deploys for real').waitFor();
    expect(await me.page.content()).not.toContain('/hooks/real');
    await me.page.keyboard.press('Space');
    const arm = me.page.locator('#arm');
    const isUnarmed = async (hint: string): Promise<void> => {
      await me.page.locator('#hint', { hasText: hint }).waitFor();
      await me.sees('#live:not(.armed)');
      expect(await me.page.locator('#trouble fieldset:not(:disabled)').count()).toBe(0);
      expect(await me.page.locator('.key[aria-disabled="true"]').count()).toBe(4);
    };
    const arms = async (): Promise<void> => {
      await arm.click();
      await me.sees('#live.armed');
      expect(await me.page.locator('#live').innerText()).toMatch(
        /^Armed for a minute or one smash.*Esc disarms\.\s+Disarm$/,
      );
      expect(await me.page.locator('#hint').textContent()).toContain('Ready');
    };
    await isUnarmed('not armed');
    await arms();
    const [red, ...paler] = await me.page.evaluate<number[]>(
      "getComputedStyle(document.querySelector('#live')).backgroundColor.match(/\\d+/g).map(Number)",
    );
    expect(red).toBeGreaterThan(3 * Math.max(...paler));
    await arm.click();
    await isUnarmed('not armed');
    await arms();
    await me.page.keyboard.press('Escape');
    await isUnarmed('not armed');
    await arms();
    await me.smashes();
    await me.hasSeenLamp('accepted');
    await isUnarmed('Delivered.');
    await me.seesAllUp();
    expect(await me.page.locator('#hint').textContent()).toBe('Delivered.');
    expect(bodies).toEqual(DEFAULT_MESSAGES.map((message) => JSON.stringify({ text: message })));
  });

  test('is opened by the printed address; the token is gone from the bar, and no title, referrer or history has it', async () => {
    const served = await stage.serves({}, LIVE);
    const token = new URL(served.url).hash.slice(1);
    const me = await stage.visitor(served);
    expect(token).toMatch(/^[\w-]{22}$/);
    expect(me.page.url()).toBe(served.url.replace(/#.*/, ''));
    const seen = await me.page.evaluate(
      '[location.href, document.title, document.referrer, document.cookie]',
    );
    expect(JSON.stringify([seen, await me.page.content(), me.asked.slice(1)])).not.toContain(token);
    await me.page.goto('about:blank');
    await me.page.goBack();
    expect(me.page.url()).not.toContain(token);
  });

  test('is the same after a reload, and another tab of the same browser stays outside', async () => {
    const me = await stage.visitor(await stage.serves({}, LIVE));
    await me.page.reload();
    await me.page.getByText('deploys for real').waitFor();
    const other = await me.page.context().newPage();
    await other.goto(me.page.url());
    await other.getByText('only the address that its start printed opens it').waitFor();
  });

  test('shows nothing to whoever has no token, or a wrong one, until the right address is put in', async () => {
    const served = await stage.serves({}, LIVE);
    const address = served.url.replace(/#.*/, '');
    for (const wrong of [address, `${address}#wrong`, `${address}#${encodeURIComponent('"<b>')}`]) {
      const me = await stage.stranger({ ...served, url: wrong });
      await me.page.getByText('only the address that its start printed opens it').waitFor();
      for (const part of ['main', '#live', '#smash', '#console']) {
        expect({ part, shown: await me.page.locator(part).isVisible() }).toEqual({ part, shown: false });
      }
      expect(await me.page.locator('body').innerText()).not.toContain('chat.test');
      await me.page.evaluate(`location.hash = ${JSON.stringify(new URL(served.url).hash)}`);
      await me.page.getByText('deploys for real').waitFor();
      await me.sees('#legend li[aria-current]');
      await me.close();
    }
  });

  test('is opened by the file that is handed to the browser', async () => {
    const served = await stage.serves({}, LIVE);
    let file = '';
    const forget = await openInBrowser(served.url, (target) => Promise.resolve((file = target)));
    stage.owns({ close: forget });
    const me = await stage.stranger({ ...served, url: `file://${file}` });
    await me.page.getByText('deploys for real').waitFor();
    expect(me.page.url()).toBe(served.url.replace(/#.*/, ''));
  });

  test('that was started again shuts out who was in: each start has an address of its own', async () => {
    const first = await stage.serves({}, LIVE);
    const me = await stage.visitor(first);
    await me.page.locator('#arm').click();
    await me.sees('#live.armed');
    await first.close();
    await me.page.getByText('The simulator has ended').waitFor();
    await me.sees('#live:not(.armed)');
    await stage.serves({}, { ...LIVE, port: Number(new URL(first.url).port) });
    await me.page.getByText('only the address that its start printed opens it').waitFor();
    expect(await me.page.locator('main').isVisible()).toBe(false);
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
