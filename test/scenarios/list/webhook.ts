import { expect } from '@jest/globals';
import { type Behaviour, BEHAVIOURS } from '../../../src/simulator/index.ts';
import { ALERT, DEPLOY, PATH } from '../editions.ts';
import type { Scenario } from '../scenario.ts';

const PIECEMEAL = { kind: 'answer', delayMs: 600, pieceBytes: 1, pieceMs: 200 } as const;
const MOVED = { kind: 'answer', status: 301, headers: { Location: 'http://elsewhere.test/' } } as const;

/** The chip's 1600 variables hold less. */
const FLOODS: Readonly<Record<string, Behaviour>> = {
  'a header of 30 kB': { kind: 'answer', headers: { 'X-Flood': 'x'.repeat(30_000) } },
  '200 headers': {
    kind: 'answer',
    headers: Object.fromEntries(Array.from({ length: 200 }, (_, n) => [`X-Flood-${n}`, 'x'.repeat(40)])),
  },
};

/** It took the message, however it says so. */
const TAKING: Readonly<Record<string, Behaviour>> = {
  'answers 204': BEHAVIOURS.noContent,
  'announces no length': BEHAVIOURS.withoutLength,
  'answers in chunks': BEHAVIOURS.chunked,
  'cuts its answer short': BEHAVIOURS.cutShort,
  'resets in the middle of its answer': BEHAVIOURS.resetInAnswer,
  'cuts its answer in the middle of a chunk': BEHAVIOURS.cutInChunk,
  'answers with a megabyte': BEHAVIOURS.megabyte,
  'answers late and bit by bit': PIECEMEAL,
};

const REFUSING: Readonly<Record<string, Behaviour>> = {
  'answers 404': BEHAVIOURS.notFound,
  "answers 200 with a portal's page": { kind: 'answer', body: '<!DOCTYPE html><title>Sign in</title>' },
  'has moved for good': MOVED,
  'sends elsewhere': BEHAVIOURS.redirect,
};

function named(time: string): Behaviour {
  return { kind: 'answer', status: 503, headers: { 'Retry-After': time } };
}

/** The whole request fits into what the chip sends at once: it can't know that the server had read only its head. */
const LOSING: Readonly<Record<string, Behaviour>> = {
  'resets before it has read the body': BEHAVIOURS.resetBeforeBody,
  'resets after it has read the body': BEHAVIOURS.resetAfterBody,
  'closes without an answer': BEHAVIOURS.closeWithoutAnswer,
  'says nothing': BEHAVIOURS.silent,
  'answers with a status that is no number': BEHAVIOURS.nonsense,
  'sends an interim answer': BEHAVIOURS.continues,
  'answers 500': BEHAVIOURS.serverError,
  'answers 503 with 0 for a time to come back': named('0'),
  'answers 503 with a negative time to come back': named('-5'),
  'answers 503 with a fraction for a time to come back': named('1.5'),
  'answers 503 with a date to come back': named('Sat, 28 Nov 2026 03:00:00 GMT'),
  'is behind a proxy that lost its answer': BEHAVIOURS.lostByGateway,
  'is behind a proxy that found its answer bad': BEHAVIOURS.badGateway,
};

const NOT_TAKING: Readonly<Record<string, Behaviour>> = {
  'answers 429': BEHAVIOURS.tooMany,
  'answers 503 with a time to come back': BEHAVIOURS.unavailable,
  'refuses connections': BEHAVIOURS.refuse,
};

/** A scenario for each of several ways of a webhook. */
function each(
  ways: Readonly<Record<string, Behaviour>>,
  outcome: string,
  play: (behaviour: Behaviour) => Scenario['play'],
): Scenario[] {
  return Object.entries(ways).map(([way, behaviour]) => ({
    title: `the webhook ${way}: ${outcome}`,
    play: play(behaviour),
  }));
}

export const WEBHOOK: readonly Scenario[] = [
  {
    title: 'what is posted is JSON, to the path that was configured',
    async play(button) {
      await button.getReady();
      await button.smash();
      await button.says('accepted');
      const seen = { method: 'POST', path: PATH, headers: { 'content-type': 'application/json' } };
      expect(button.requests).toMatchObject([seen, seen]);
    },
  },
  ...each(TAKING, 'both messages, once each', (behaviour) => async (button) => {
    await button.getReady();
    await button.webhook(behaviour);
    await button.smash();
    await button.says('accepted');
    await button.linger();
    expect(button.reached).toEqual([ALERT, DEPLOY]);
    expect(button.printed('generating request')).toBe(2);
  }),
  ...each(
    REFUSING,
    'failed at once, the lamp shows it, and the deploy is never sent',
    (behaviour) => async (button) => {
      await button.getReady();
      await button.webhook(behaviour);
      await button.smash();
      await button.says('failed');
      await button.shows('failed');
      await button.webhook(BEHAVIOURS.ok);
      await button.linger();
      expect(button.reached).toEqual([ALERT]);
      expect(button.printed('generating request')).toBe(1);
    },
  ),
  ...each(
    LOSING,
    'nobody knows, so it says unknown, and sends nothing again',
    (behaviour) => async (button) => {
      await button.getReady();
      await button.webhook(behaviour);
      await button.smash();
      await button.says('unknown');
      await button.shows('unknown');
      await button.webhook(BEHAVIOURS.ok);
      await button.linger();
      expect(button.requests).toHaveLength(1);
      expect(button.reached).not.toContain(DEPLOY);
      expect(button.printed('generating request')).toBe(1);
    },
  ),
  ...each(
    NOT_TAKING,
    'tried again while the press lives, then expired, and nothing is sent when it is well again',
    (behaviour) => async (button) => {
      await button.getReady();
      await button.webhook(behaviour);
      await button.smash();
      await button.says('expired');
      await button.shows('expired');
      await button.webhook(BEHAVIOURS.ok);
      await button.linger();
      expect(button.reached).not.toContain(DEPLOY);
      expect(button.requests.filter(({ status }) => status === 200)).toEqual([]);
      expect(button.printed('generating request')).toBeGreaterThan(1);
    },
  ),
  ...each(NOT_TAKING, 'delivered late but once when it is well again', (behaviour) => async (button) => {
    await button.getReady();
    await button.webhook(behaviour);
    await button.smash();
    await button.says('trying again');
    await button.webhook(BEHAVIOURS.ok);
    await button.says('accepted');
    await button.linger();
    const taken = button.requests.filter(({ status }) => status === 200);
    expect(taken.map(({ body }) => body)).toEqual([ALERT, DEPLOY]);
  }),
  {
    title: 'asked to be left alone for longer than the press lives it does not try again',
    async play(button) {
      await button.getReady();
      await button.webhook({ kind: 'answer', status: 503, headers: { 'Retry-After': '60' } });
      await button.smash();
      await button.says('expired');
      expect(button.printed('generating request')).toBe(1);
    },
  },
  {
    title: 'the deploy refused after an accepted alert is told as failed',
    async play(button) {
      await button.getReady();
      button.webhookInTurn(BEHAVIOURS.ok, BEHAVIOURS.notFound);
      await button.smash();
      await button.says('failed');
      expect(button.reached).toEqual([ALERT, DEPLOY]);
      expect(button.printed('accepted')).toBe(0);
    },
  },
  {
    title: 'a deploy whose answer is lost is told as unknown and not sent again',
    async play(button) {
      await button.getReady();
      button.webhookInTurn(BEHAVIOURS.ok, BEHAVIOURS.resetAfterBody);
      await button.smash();
      await button.says('unknown');
      await button.linger();
      expect(button.reached).toEqual([ALERT, DEPLOY]);
    },
  },
  {
    title: 'after a press whose fate is unknown the next one works',
    async play(button) {
      await button.getReady();
      button.webhookInTurn(BEHAVIOURS.silent);
      await button.smash();
      await button.says('unknown');
      // It restarts, so that nothing of it is sent later.
      await button.says('network config', 2);
      await button.untilSeen();
      await button.smash();
      await button.says('accepted');
      expect(button.reached).toEqual([ALERT, ALERT, DEPLOY]);
    },
  },
  {
    title: 'power lost between alert and deploy: the deploy never follows',
    async play(button) {
      await button.getReady();
      await button.webhook({ kind: 'answer', delayMs: 1000 });
      await button.smash();
      await button.gets(1);
      await button.powerOff();
      await button.powerOn();
      await button.says('network config', 2);
      await button.linger();
      expect(button.reached).toEqual([ALERT]);
    },
  },
  ...Object.entries(FLOODS).map(([name, flood]): Scenario => ({
    title: `an answer with ${name} is read as far as it matters, and counts`,
    async play(button) {
      await button.getReady();
      await button.webhook(BEHAVIOURS.ok);
      button.webhookInTurn(flood, flood);
      await button.smash();
      await button.says('accepted');
      expect(button.reached).toEqual([ALERT, DEPLOY]);
      expect(button.printed('network config')).toBe(1);
    },
  })),
];
