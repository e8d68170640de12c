import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { DEFAULT_MESSAGES } from '../../../../src/config/rules/message.ts';
import { findChromium } from './chromium.ts';
import { Stage } from './stage.ts';

/** Some of what a button does takes seconds of its own: a lamp's loop, a press's life. */
jest.setTimeout(180_000);

/** From left to right, as the holes on the board are. */
const PINS = [4, 5, 13, 12];

(findChromium() === undefined ? describe.skip : describe)('the page in Chromium', () => {
  const stage = new Stage();
  beforeAll(() => stage.raise());
  afterEach(async () => {
    expect(await stage.clear()).toEqual([]);
  });
  afterAll(() => stage.strike());

  describe('pressing', () => {
    test('A S D F held together deploy: the two messages arrive in order, and the lamp says so', async () => {
      const me = await stage.readyVisitor();
      await me.watchesLamp();
      for (const key of ['a', 's', 'd', 'f']) await me.page.keyboard.down(key);
      await me.hasSeenLamp('sending');
      expect(await me.seesMessages(2)).toEqual(DEFAULT_MESSAGES);
      for (const key of ['a', 's', 'd', 'f']) await me.page.keyboard.up(key);
      await me.hasSeenLamp('accepted');
      await me.seesConsole('accepted');
      await me.seesAllUp();
    });

    test('the space bar smashes all four, once however long it is held', async () => {
      const me = await stage.readyVisitor();
      await me.watchesLamp();
      await me.page.keyboard.down('Space');
      await me.seesDown(...PINS);
      await me.seesMessages(2);
      await me.page.keyboard.down('Space');
      await me.hasSeenLamp('ready');
      await me.page.keyboard.up('Space');
      await me.seesAllUp();
      expect(await me.seesMessages(2)).toEqual(DEFAULT_MESSAGES);
    });

    test('a mouse that presses them one after the other deploys nothing, a smash after that once', async () => {
      const me = await stage.readyVisitor();
      for (const pin of PINS) {
        await me.key(pin).hover();
        await me.page.mouse.down();
        await me.seesDown(pin);
        await me.page.mouse.up();
        await me.seesAllUp();
      }
      await me.smashes();
      expect(await me.seesMessages(2)).toEqual(DEFAULT_MESSAGES);
    });

    test('a mouse button held on a key and the letters of the others are a chord', async () => {
      const me = await stage.readyVisitor();
      await me.key(4).hover();
      await me.page.mouse.down();
      for (const key of ['s', 'd', 'f']) await me.page.keyboard.down(key);
      await me.seesMessages(2);
    });

    test('three of four deploy nothing, and all four at once do', async () => {
      const me = await stage.readyVisitor();
      await me.smashesInVain();
      for (const key of ['a', 's', 'd']) await me.page.keyboard.down(key);
      await me.seesDown(4, 5, 13);
      await me.page.getByText('3 of 4 down').waitFor();
      await me.seesBlinks();
      expect(await me.messages.count()).toBe(0);
      for (const key of ['a', 's', 'd']) await me.page.keyboard.up(key);
      await me.seesAllUp();
      await me.seesBlinks();
      for (const key of ['a', 's', 'd', 'f']) await me.page.keyboard.down(key);
      expect(await me.seesMessages(2)).toEqual(DEFAULT_MESSAGES);
    });

    test('four fingers deploy, and three do not', async () => {
      const me = await stage.readyVisitor();
      await me.smashesInVain();
      const fingers = await Promise.all(PINS.map((pin) => me.middleOf(pin)));
      const touch = await me.page.context().newCDPSession(me.page);
      const touches = (type: 'touchStart' | 'touchEnd', touchPoints: typeof fingers): Promise<unknown> =>
        touch.send('Input.dispatchTouchEvent', { type, touchPoints });
      await touches('touchStart', fingers.slice(0, 3));
      await me.seesDown(4, 5, 13);
      await me.seesBlinks();
      await touches('touchEnd', []);
      await me.seesAllUp();
      // A chord starts from rest, which takes its time.
      await me.seesBlinks();
      expect(await me.messages.count()).toBe(0);
      await touches('touchStart', fingers);
      expect(await me.seesMessages(2)).toEqual(DEFAULT_MESSAGES);
      await touches('touchEnd', []);
      await me.seesAllUp();
    });

    test('each key can be reached with the tab key; keys come up when the window loses the keyboard, and letters can be off', async () => {
      const me = await stage.readyVisitor();
      await me.key(4).focus();
      await me.page.keyboard.press('Tab');
      await me.page.keyboard.down('Enter');
      await me.seesDown(5);
      await me.page.keyboard.up('Enter');
      await me.seesAllUp();
      await me.page.keyboard.down('a');
      await me.seesDown(4);
      await me.page.evaluate("dispatchEvent(new Event('blur'))");
      await me.seesAllUp();
      await me.page.keyboard.up('a');
      await me.page.locator('#shortcuts').uncheck();
      await me.page.keyboard.down('a');
      await me.page.locator('#chat').focus();
      await me.page.keyboard.down('Space');
      await me.key(5).focus();
      await me.page.keyboard.down('Enter');
      await me.seesDown(5);
      expect(await me.page.locator('.key[aria-pressed="true"]').count()).toBe(1);
    });

    test('a click without a pointer, as a screen reader makes it, smashes', async () => {
      const me = await stage.readyVisitor();
      await me.page.evaluate("document.querySelector('#smash').click()");
      expect(await me.seesMessages(2)).toEqual(DEFAULT_MESSAGES);
      await me.seesAllUp();
    });
  });

  describe('the board', () => {
    test('that is switched on with its keys held deploys nothing, and names the stuck key by the lamp', async () => {
      const me = await stage.readyVisitor();
      await me.page.keyboard.down('Space');
      await me.seesMessages(2);
      await me.page.locator('#power').click();
      await me.seesLamp('stuck');
      await me.page.getByText('Key 1, on D4, is stuck').waitFor();
      await me.page.getByText('A key was down for too long. Let go.').waitFor();
      await me.seesConsole('key stuck: D4');
      expect(await me.messages.count()).toBe(2);
    });

    test('is the same after a reload in the middle of a delivery', async () => {
      const me = await stage.readyVisitor();
      await me.chooses('webhook', 'down');
      await me.smashes();
      await me.page.reload();
      await me.seesLamp('sending');
      expect(await me.page.locator('input[value="down"]').first().isChecked()).toBe(true);
      await me.chooses('webhook', 'answers');
      expect(await me.seesMessages(2)).toEqual(DEFAULT_MESSAGES);
    });

    test('is the same in two tabs, which can press a chord between them', async () => {
      const served = await stage.serves();
      const me = await stage.visitor(served);
      const other = await stage.visitor(served);
      await me.seesLamp('ready');
      await me.page.keyboard.down('a');
      await me.page.keyboard.down('s');
      await other.seesDown(4, 5);
      await other.page.keyboard.down('d');
      await other.page.keyboard.down('f');
      await me.seesMessages(2);
      await other.close();
      await me.page.keyboard.up('a');
      await me.page.keyboard.up('s');
      await me.seesAllUp();
    });

    test('a key held down by the page stays down until it is let go', async () => {
      const me = await stage.readyVisitor();
      await me.chooses('stuck', '12');
      await me.seesDown(12);
      for (const key of ['a', 's', 'd']) await me.page.keyboard.down(key);
      await me.seesMessages(2);
      await me.chooses('stuck', '12');
      await me.sees('.key[data-pin="12"][aria-pressed="false"]');
    });
  });
});
