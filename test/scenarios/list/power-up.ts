import { expect } from '@jest/globals';
import { ALERT, DEPLOY, PATH, WIFI } from '../editions.ts';
import type { Scenario } from '../scenario.ts';

export const POWER_UP: readonly Scenario[] = [
  {
    title: 'from power-up on it shuts telnet and its access point, and keeps them shut',
    async play(button) {
      await button.powerOn();
      expect(await button.openDoors()).toEqual([]);
      await button.says('network config');
      await button.smash();
      await button.says('accepted');
      expect(await button.openDoors()).toEqual([]);
    },
  },
  {
    title: 'it tells that it connects and what it got, never the password or where it posts to',
    async play(button) {
      await button.getReady();
      expect(button.lines[0]).toBe('connecting to network...');
      await button.smash();
      await button.says('accepted');
      const everything = button.lines.join('\n');
      expect(everything).toMatch(/"?ip"?: "\d/);
      expect(everything).not.toContain(WIFI.password);
      expect(everything).not.toContain(PATH);
    },
  },
  {
    title: 'the lamp goes from joining to ready',
    async play(button) {
      await button.router.goDown();
      await button.powerOn();
      await button.shows('joining');
      await button.router.comeUp();
      await button.shows('ready');
    },
  },
  {
    title: 'keys held at boot never deploy, and are reported after 10 s by pin and by number',
    async play(button) {
      await button.press(...button.keys);
      await button.powerOn();
      await button.says('key stuck', 4);
      expect(button.lines.filter((line) => line.startsWith('key stuck'))).toEqual([
        'key stuck: D4',
        'key stuck: D5',
        'key stuck: D12',
        'key stuck: D13',
      ]);
      await button.shows({ stuckKey: 1 });
      expect(button.reached).toEqual([]);
      await button.release(...button.keys);
      await button.untilSeen();
      await button.smash();
      await button.says('accepted');
      expect(button.reached).toEqual([ALERT, DEPLOY]);
    },
  },
  {
    title: 'one shorted key keeps it from ever firing and is shown by its number',
    async play(button) {
      await button.press(12);
      await button.powerOn();
      await button.says('key stuck');
      await button.shows({ stuckKey: 3 });
      expect(button.printed('key stuck:')).toBe(1);
      await button.press(4, 5, 13);
      await button.says('key stuck', 5);
      expect(button.lines.slice(-4)).toEqual([
        'key stuck: D4',
        'key stuck: D5',
        'key stuck: D12',
        'key stuck: D13',
      ]);
      expect(button.reached).toEqual([]);
    },
  },
  {
    title: 'keys that are smashed before it has joined deploy once it has',
    async play(button) {
      await button.router.goDown();
      await button.powerOn();
      await button.untilSeen();
      await button.smash();
      await button.says('no network yet');
      await button.router.comeUp();
      await button.says('accepted');
      expect(button.reached).toEqual([ALERT, DEPLOY]);
    },
  },
];
