import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { byId } from '../../../../../../src/simulator/faces/page/client/elements.ts';
import { KlaxonSound } from '../../../../../../src/simulator/faces/page/client/panels/klaxon-sound.ts';
import { Browser } from '../browser.ts';

let browser: Browser;
let klaxon: KlaxonSound;

beforeEach(() => {
  browser = new Browser();
  klaxon = new KlaxonSound();
});
afterEach(() => browser.close());

const loud = (hz: number) => [{ type: 'square', hz, volume: 0.06 }];

function button(): { isThere: boolean; isOn: string | null } {
  const sound = byId('sound');
  return { isThere: !sound.hasAttribute('hidden'), isOn: sound.getAttribute('aria-pressed') };
}

test('the button for the sound is there where there is a klaxon', () => {
  klaxon.offer(true);
  expect(button()).toEqual({ isThere: true, isOn: 'false' });
  klaxon.offer(false);
  expect(button()).toEqual({ isThere: false, isOn: 'false' });
});

test('the klaxon is heard only when the user has allowed it', () => {
  klaxon.sound(440);
  expect(browser.sounds).toEqual([]);
  byId('sound').click();
  expect(button().isOn).toBe('true');
  expect(browser.sounds).toEqual(loud(440));
  klaxon.sound(880);
  expect(browser.sounds).toEqual(loud(880));
  klaxon.sound(0);
  expect(browser.sounds).toEqual([]);
  klaxon.sound(500);
  expect(browser.sounds).toEqual(loud(500));
});

test('it is silent when the user has allowed it while it was', () => {
  byId('sound').click();
  expect(browser.sounds).toEqual([]);
});

test('it is silent again when the user wants it to be, and can be heard once more', () => {
  klaxon.sound(440);
  byId('sound').click();
  byId('sound').click();
  expect(button().isOn).toBe('false');
  expect(browser.sounds).toEqual([]);
  klaxon.sound(600);
  expect(browser.sounds).toEqual([]);
  byId('sound').click();
  expect(button().isOn).toBe('true');
  expect(browser.sounds).toEqual(loud(600));
});
