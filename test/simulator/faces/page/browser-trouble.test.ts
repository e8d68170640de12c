import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { DEFAULT_MESSAGES } from '../../../../src/config/rules/message.ts';
import { findChromium } from './chromium.ts';
import { Stage } from './stage.ts';

jest.setTimeout(180_000);

(findChromium() === undefined ? describe.skip : describe)('trouble on the page', () => {
  const stage = new Stage();
  beforeAll(() => stage.raise());
  afterEach(async () => {
    expect(await stage.clear()).toEqual([]);
  });
  afterAll(() => stage.strike());

  test('Wi-Fi that goes is seen on the lamp, a smash waits for it and goes out when it is back', async () => {
    const me = await stage.readyVisitor();
    await me.chooses('wifi', 'off');
    await me.seesLamp('joining');
    await me.smashes();
    await me.chooses('wifi', 'on');
    expect(await me.seesMessages(2)).toEqual(DEFAULT_MESSAGES);
    await me.hasSeenLamp('accepted');
  });

  test('a wrong password keeps it joining', async () => {
    const me = await stage.readyVisitor();
    await me.chooses('wifi', 'wrongPassword');
    await me.seesLamp('joining');
    await me.seesConsole('bad_password');
    await me.chooses('wifi', 'on');
    await me.seesLamp('ready');
  });

  test('a webhook that refuses is a failure: the command is never sent', async () => {
    const me = await stage.readyVisitor();
    await me.chooses('webhook', 'fails');
    await me.smashes();
    await me.seesLamp('failed');
    await me.page.getByText('refused it: 404').waitFor();
    expect(await me.page.locator('#chat .message').count()).toBe(1);
  });

  test('a webhook that is slow is waited for', async () => {
    const me = await stage.readyVisitor({ requestTimeoutMs: 2000 });
    await me.chooses('webhook', 'slow');
    await me.smashes();
    expect(await me.seesMessages(2)).toEqual(DEFAULT_MESSAGES);
    await me.hasSeenLamp('accepted');
  });

  test('a webhook that says nothing leaves the outcome unknown', async () => {
    const me = await stage.readyVisitor({ requestTimeoutMs: 1000 });
    await me.chooses('webhook', 'silent');
    await me.smashes();
    await me.seesLamp('unknown');
    expect(await me.page.locator('#chat .message').count()).toBe(1);
  });

  test('a webhook that is down makes the press expire', async () => {
    const me = await stage.readyVisitor({ pressTtlMs: 1000 });
    await me.chooses('webhook', 'down');
    await me.smashes();
    await me.seesLamp('expired');
    expect(await me.page.locator('#chat .message').count()).toBe(0);
  });
});
