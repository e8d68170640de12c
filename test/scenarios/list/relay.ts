import { expect } from '@jest/globals';
import { ALERT, DEPLOY, SECRET } from '../editions.ts';
import type { Scenario } from '../scenario.ts';

const STORIES: readonly Scenario[] = [
  {
    title: 'both messages are signed, sent, answered and verified, in order, press after press',
    async play(button) {
      await button.getReady();
      await button.shows('ready');
      await button.smash();
      await button.says('accepted');
      expect(button.lines.slice(-5)).toEqual([
        'generating request',
        '200',
        'generating request',
        '200',
        'accepted',
      ]);
      // Past the dead time.
      await button.wait(2100);
      await button.smash();
      await button.says('accepted', 2);
      expect(button.reached).toEqual([ALERT, DEPLOY, ALERT, DEPLOY]);
      expect(button.lines.join('\n')).not.toContain(SECRET);
    },
  },
  {
    title: 'the lamp is ready only once the relay answers',
    async play(button) {
      await button.relay.goDown();
      await button.getReady();
      await button.shows('joining');
      await button.relay.comeUp();
      await button.shows('ready');
    },
  },
  {
    title: 'it is down at the smash and up in time: delivered',
    async play(button) {
      await button.getReady();
      await button.relay.goDown();
      await button.smash();
      await button.says('trying again');
      await button.relay.comeUp();
      await button.says('accepted');
      expect(button.reached).toEqual([ALERT, DEPLOY]);
    },
  },
  {
    title: 'it is down for longer than the press lives: expired, and nothing is sent when it is up again',
    async play(button) {
      await button.getReady();
      await button.relay.goDown();
      await button.smash();
      await button.says('expired');
      await button.relay.comeUp();
      await button.shows('expired');
      expect(button.reached).toEqual([]);
    },
  },
  {
    title: 'restarted between heartbeat and smash: signed again with a nonce of the new one',
    async play(button) {
      await button.getReady();
      await button.shows('ready');
      await button.relay.goDown();
      await button.relay.comeUp();
      await button.smash();
      await button.says('accepted');
      expect(button.lines.filter((line) => /^\d+$/.test(line))).toEqual(['401', '200', '200']);
      expect(button.reached).toEqual([ALERT, DEPLOY]);
    },
  },
  {
    title: 'an answer is lost: asked again, delivered once',
    async play(button) {
      await button.getReady();
      button.relay.loseAnswers(1);
      await button.smash();
      await button.says('accepted');
      expect(button.reached).toEqual([ALERT, DEPLOY]);
      expect(button.printed('trying again')).toBe(1);
    },
  },
  {
    title: 'restarted in the middle of a press whose answer was lost: delivered once',
    async play(button) {
      await button.getReady();
      button.relay.loseAnswers(1);
      await button.smash();
      // The answer is lost for sure only once the button has missed it.
      await button.says('trying again');
      await button.relay.goDown();
      await button.relay.comeUp();
      await button.says('accepted');
      expect(button.reached).toEqual([ALERT, DEPLOY]);
    },
  },
  {
    title: 'its answers stay lost: unknown, delivered once, the deploy never sent',
    async play(button) {
      await button.getReady();
      button.relay.loseAnswers(100);
      await button.smash();
      await button.says('unknown');
      await button.shows('unknown');
      expect(button.reached).toEqual([ALERT]);
    },
  },
  {
    title: 'it has another secret: the console says why, and what became of the message nobody has signed',
    async play(button) {
      await button.relay.goDown();
      await button.relay.comeUp('another secret of more than 32 characters');
      await button.getReady();
      await button.smash();
      await button.says('wrong secret');
      await button.says('unknown');
      await button.shows('unknown');
      expect(button.reached).toEqual([]);
    },
  },
  {
    title: 'the webhook refuses: failed, the deploy is not sent',
    async play(button) {
      await button.getReady();
      button.relay.webhookAnswers(404);
      await button.smash();
      await button.says('failed');
      await button.linger();
      expect(button.lines).toContain('502');
      expect(button.reached).not.toContain(DEPLOY);
      expect(button.printed('generating request')).toBe(1);
    },
  },
  {
    title: 'power is lost before its answer comes: nothing follows',
    async play(button) {
      await button.getReady();
      button.relay.loseAnswers(100);
      await button.smash();
      await button.gets(1);
      await button.powerOff();
      button.relay.loseAnswers(0);
      await button.powerOn();
      await button.says('network config', 2);
      await button.linger();
      expect(button.reached).toEqual([ALERT]);
    },
  },
];

export const RELAY: readonly Scenario[] = STORIES.map((story) => ({
  ...story,
  title: `with a relay: ${story.title}`,
  edition: 'relay',
}));
