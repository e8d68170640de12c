import { expect } from '@jest/globals';
import { ALERT, DEPLOY, WIFI } from '../editions.ts';
import type { Scenario } from '../scenario.ts';

export const NETWORK: readonly Scenario[] = [
  {
    title: 'a smash while offline goes out when Wi-Fi is back in time',
    async play(button) {
      await button.getReady();
      await button.router.goDown();
      await button.says('waiting to connect...');
      await button.smash();
      await button.says('no network yet');
      await button.router.comeUp();
      await button.says('accepted');
      expect(button.reached).toEqual([ALERT, DEPLOY]);
    },
  },
  {
    title: 'a smash while offline expires visibly, and never fires later',
    async play(button) {
      await button.getReady();
      await button.router.goDown();
      await button.says('waiting to connect...');
      await button.shows('joining');
      await button.smash();
      await button.says('expired');
      await button.router.comeUp();
      await button.says('network config', 2);
      await button.shows('expired');
      expect(button.reached).toEqual([]);
    },
  },
  ...(['bad_password', 'auth_expire'] as const).map((said): Scenario => ({
    title: `a wrong password (${said}) is told and tried again, and the button joins once it is right`,
    async play(button) {
      await button.router.setPassword('changed', said);
      await button.powerOn();
      await button.says(said);
      await button.says('connecting to network...', 2);
      await button.router.setPassword(WIFI.password);
      await button.shows('ready');
    },
  })),
  {
    title: 'a router that is not there is told, and the button joins once it is',
    async play(button) {
      await button.router.goDown();
      await button.powerOn();
      await button.says('no_ap_found');
      await button.says('connecting to network...', 2);
      await button.router.comeUp();
      await button.says('network config');
      await button.smash();
      await button.says('accepted');
      expect(button.reached).toEqual([ALERT, DEPLOY]);
    },
  },
  {
    title: 'thrown out because the password has changed, it comes back with the old one',
    async play(button) {
      await button.getReady();
      await button.router.setPassword('changed');
      await button.says('waiting to connect...');
      await button.router.setPassword(WIFI.password);
      await button.says('network config', 2);
      await button.smash();
      await button.says('accepted');
      expect(button.reached).toEqual([ALERT, DEPLOY]);
    },
  },
  {
    title: 'a callback that stays silent, because nobody hands out addresses, ends in another try',
    async play(button) {
      await button.router.setDhcp(false);
      await button.powerOn();
      await button.says('connecting to network...', 2);
      await button.router.setDhcp(true);
      await button.says('network config');
      await button.smash();
      await button.says('accepted');
      expect(button.reached).toEqual([ALERT, DEPLOY]);
    },
  },
  {
    title: 'a network that is lost before the answer comes: unknown, never sent again',
    async play(button) {
      await button.getReady();
      await button.webhook({ kind: 'silent' });
      await button.smash();
      await button.gets(1);
      await button.router.goDown();
      await button.says('unknown');
      await button.webhook({ kind: 'answer' });
      await button.router.comeUp();
      await button.says('network config', 2);
      await button.linger();
      expect(button.reached).toEqual([ALERT]);
    },
  },
];
