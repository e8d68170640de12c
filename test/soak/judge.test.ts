import { expect, test } from '@jest/globals';
import { judge, type Rules } from './judge.ts';
import type { Claim, Press } from './press-log.ts';
import type { Fate, LoggedRequest } from './stand-ins.ts';

const DIRECT: Rules = {
  alert: 'alert',
  command: 'deploy',
  pressTtlMs: 30_000,
  latencyMs: 5,
  withRelay: false,
};
const RELAYED: Rules = { ...DIRECT, withRelay: true };

const press = (claim: Claim | null, endedMs: number): Press => ({
  firedMs: 1000,
  claim,
  endedMs,
  disturbed: false,
});

const message = (body: string, atMs: number, fate: Fate, ambiguous = false): LoggedRequest => ({
  request: { body, acceptedMs: atMs, completeMs: atMs },
  fate,
  ambiguous,
});

const ALERT = message('alert', 1010, 'taken');
const DEPLOY = message('deploy', 1020, 'taken');

test.each<[title: string, rules: Rules, press: Press, log: LoggedRequest[], faults: string[]]>([
  ['what it should be', DIRECT, press('accepted', 1030), [ALERT, DEPLOY], []],
  [
    'before the smash',
    DIRECT,
    press('accepted', 1030),
    [message('alert', 990, 'taken'), ALERT, DEPLOY],
    ['the alert at 990 belongs to no press'],
  ],
  [
    'twice',
    DIRECT,
    press('accepted', 1030),
    [ALERT, DEPLOY, message('deploy', 1025, 'silent')],
    ['press of 1000: deployed more than once'],
  ],
  [
    'without the alert',
    DIRECT,
    press('accepted', 1030),
    [message('alert', 1010, 'refused'), DEPLOY],
    ['press of 1000: the command at 1020 went without the alert'],
  ],
  [
    'late',
    DIRECT,
    press(null, 40_000),
    [ALERT, message('deploy', 31_066, 'taken')],
    ['press of 1000: the command at 31066 is late'],
  ],
  [
    'after it was told that it had ended',
    DIRECT,
    press('failed', 1012),
    [ALERT, message('deploy', 1020, 'refused')],
    ['press of 1000: the command at 1020 comes after its end'],
  ],
  [
    'accepted for what was refused',
    DIRECT,
    press('accepted', 1030),
    [ALERT, message('deploy', 1020, 'refused')],
    ['press of 1000: claims "accepted", but the command was not taken'],
  ],
  [
    'failed for what was taken',
    DIRECT,
    press('failed', 1030),
    [ALERT, DEPLOY],
    ['press of 1000: claims "failed", but the last message was taken'],
  ],
  [
    'expired for what may have been delivered',
    DIRECT,
    press('expired', 31_000),
    [ALERT, message('deploy', 1020, 'silent')],
    ['press of 1000: claims "expired", but it may have been delivered'],
  ],
  [
    'expired for what was refused',
    DIRECT,
    press('expired', 31_000),
    [message('alert', 1010, 'refused')],
    ['press of 1000: claims "expired", but the last message was refused'],
  ],
  [
    'expired before its time',
    DIRECT,
    press('expired', 30_999),
    [],
    ['press of 1000: claims "expired", but it has not lived for so long'],
  ],
  [
    'unknown for an answer that could arrive',
    DIRECT,
    press('unknown', 1100),
    [message('alert', 1010, 'refused')],
    ['press of 1000: claims "unknown", but the last message was refused, and its answer could arrive'],
  ],
  [
    'unknown for an answer that was lost',
    DIRECT,
    press('unknown', 1100),
    [message('alert', 1010, 'taken', true)],
    [],
  ],
  [
    'unknown where the relay can be asked again',
    RELAYED,
    press('unknown', 1100),
    [message('alert', 1010, 'taken', true)],
    ['press of 1000: claims "unknown", but the relay knows it'],
  ],
  [
    'unknown to the relay as well',
    RELAYED,
    press('unknown', 1100),
    [message('alert', 1010, 'silent', true)],
    [],
  ],
])('%s', (_title, rules, judged, log, faults) => {
  expect(judge([judged], log, rules)).toEqual(faults);
});
