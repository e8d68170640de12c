import { describe, expect, test } from '@jest/globals';
import {
  type Expectation,
  expectedTextFault,
  knownExpectation,
  parseExpectation,
} from '../../../src/config/rules/expect.ts';

const OK = { is: 'ok' };
const OK_MEMBER = { members: { ok: true } };
const ERRCODE = { members: { errcode: 0 } };
const CODE = { members: { code: 0 } };

/** What the documentation of each says that it answers. */
const KNOWN: [host: string, path: string, expected: Expectation][] = [
  ['hooks.slack.com', '/services/T0/B0/X', OK],
  ['hooks.slack-gov.com', '/services/T0/B0/X', OK],
  ['hooks.slack.com', '/workflows/T0/A0/1/X', OK_MEMBER],
  ['hooks.slack-gov.com', '/triggers/T0/1/X', OK_MEMBER],
  ['slack.com', '/api/chat.postMessage', OK_MEMBER],
  ['slack-gov.com', '/api/chat.postMessage', OK_MEMBER],
  ['outlook.office.com', '/webhook/X', { is: '1' }],
  ['outlook.office365.com', '/webhook/X', { is: '1' }],
  ['oapi.dingtalk.com', '/robot/send?access_token=X', ERRCODE],
  ['api.dingtalk.com', '/robot/send?access_token=X', ERRCODE],
  ['open.feishu.cn', '/open-apis/bot/v2/hook/X', CODE],
  ['open.larksuite.com', '/open-apis/bot/v2/hook/X', CODE],
  ['qyapi.weixin.qq.com', '/cgi-bin/webhook/send?key=X', ERRCODE],
  ['api.telegram.org', '/bot1:X/sendMessage', OK_MEMBER],
];

describe('the answer of a known chat', () => {
  test.each(KNOWN)('%s%s', (host, path, expected) => {
    expect(knownExpectation(host, path)).toEqual(expected);
  });

  test('is that of a tenant of Teams too', () => {
    expect(knownExpectation('acme.webhook.office.com', '/webhookb2/X')).toEqual({ is: '1' });
  });

  test.each(KNOWN)('is not that of a host or a path that only looks like %s%s', (host, path) => {
    const hosts = [`x${host}`, `${host}x`, `${host}.lan`, host.replaceAll('.', 'x'), 'chat.lan', ''];
    const paths = [`/x${path}`, path.replace('/', '/x'), '/', ''];
    expect(hosts.filter((other) => knownExpectation(other, path) !== undefined)).toEqual([]);
    expect(paths.filter((other) => knownExpectation(host, other) !== undefined)).toEqual([]);
  });
});

describe('a text to expect', () => {
  test.each(['ok', ' ok ', '~', '<p>done</p>', 'x'.repeat(64)])('may be %j', (text) => {
    expect(expectedTextFault(text)).toBeUndefined();
  });

  test.each(['', ' ', ' '.repeat(64), 'x'.repeat(65), 'ü', 'üx', 'xü', 'x\n', '\nx', '\x7f'])(
    'may not be %j',
    (text) => {
      expect(expectedTextFault(text)).toBe(
        'must be 1 to 64 printable ASCII characters, not all of them blanks',
      );
    },
  );
});

test('a text stands for an answer that holds it, an object for the members of one', () => {
  expect(parseExpectation('ok')).toEqual({ holds: 'ok' });
  expect(parseExpectation({ ok: true })).toEqual({ members: { ok: true } });
});
