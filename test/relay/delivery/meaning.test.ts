import { describe, expect, test } from '@jest/globals';
import type { Expectation } from '../../../src/config/rules/expect.ts';
import { knownExpectation } from '../../../src/config/rules/expect.ts';
import { meaningOf, retryAfterMs, type WebhookAnswer } from '../../../src/relay/delivery/meaning.ts';
import { answered, Rig } from '../rig.ts';

function answer(text: string, others: Partial<WebhookAnswer> = {}): WebhookAnswer {
  const usual = { status: 200, retryAfterMs: undefined, whole: true, contentType: 'text/plain', told: '' };
  return { ...usual, text, ...others };
}

const SLACK = knownExpectation('hooks.slack.com', '/services/T/B/x');
const OK_TRUE: Expectation = { members: { ok: true } };

describe('what an answer of 200 is worth', () => {
  test.each<[string, Expectation | undefined, WebhookAnswer, string]>([
    ['nothing, where there is no rule', undefined, answer(''), 'delivered'],
    ['any text, where there is no rule', undefined, answer('posted'), 'delivered'],
    ['a page', undefined, answer('<!DOCTYPE html><p>Log in'), 'refused'],
    ['a page behind blanks', undefined, answer('\r\n  <HTML>'), 'refused'],
    [
      'a page by its type',
      undefined,
      answer('Log in', { contentType: 'text/html; charset=utf-8' }),
      'refused',
    ],
    ['a text with a mark in it', undefined, answer('1 < 2'), 'delivered'],
    [
      'a type that only names a page',
      undefined,
      answer('posted', { contentType: 'text/plain; not=text/html' }),
      'delivered',
    ],
    ['a page that is broken off', undefined, answer('<html', { whole: false }), 'refused'],
    ['a page that holds the text', { holds: 'ok' }, answer('<html>ok</html>'), 'refused'],
    ['markup that is expected', { holds: '<ok/>' }, answer('<r><ok/></r>'), 'delivered'],
    ['the text among others', { holds: 'ok' }, answer('it is ok'), 'delivered'],
    ['another text', { holds: 'ok' }, answer('no'), 'refused'],
    ['a text that breaks off before it', { holds: 'ok' }, answer('it is', { whole: false }), 'unknown'],
    ['the word of Slack', SLACK, answer('ok\n'), 'delivered'],
    ['an error of Slack', SLACK, answer('not ok'), 'refused'],
    ['the word of Slack with more behind it', SLACK, answer('ok, but not posted'), 'refused'],
    ['the members, and more', OK_TRUE, answer('{"ok":true,"ts":"1"}'), 'delivered'],
    ['a member of another value', OK_TRUE, answer('{"ok":false,"error":"channel_not_found"}'), 'refused'],
    ['a member of another type', OK_TRUE, answer('{"ok":"true"}'), 'refused'],
    ['no such member', OK_TRUE, answer('{}'), 'refused'],
    [
      'a member of every object, which is not its own',
      { members: Object.fromEntries([['__proto__', {}]]) },
      answer('{}'),
      'refused',
    ],
    ['a list', OK_TRUE, answer('[{"ok":true}]'), 'refused'],
    ['no JSON', OK_TRUE, answer('ok'), 'refused'],
    ['JSON that breaks off', OK_TRUE, answer('{"ok":true', { whole: false }), 'unknown'],
    ['members in members', { members: { a: { b: [1] } } }, answer('{"a":{"b":[1],"c":2}}'), 'delivered'],
    ['all of several members', { members: { ok: true, a: 1 } }, answer('{"a":1,"ok":true}'), 'delivered'],
    ['one of several members', { members: { ok: true, a: 1 } }, answer('{"ok":true,"a":2}'), 'refused'],
    ['a member that is nothing', { members: { a: null } }, answer('{"a":null}'), 'delivered'],
    ['something in place of nothing', { members: { a: null } }, answer('{"a":{}}'), 'refused'],
    ['nothing in place of members', { members: { a: { b: 1 } } }, answer('{"a":null}'), 'refused'],
    ['a text in place of members', { members: { a: { length: 1 } } }, answer('{"a":"x"}'), 'refused'],
    ['a text in place of any members', { members: { a: {} } }, answer('{"a":"x"}'), 'refused'],
    ['nothing in place of any members', { members: { a: {} } }, answer('{"a":null}'), 'refused'],
    ['a member that is called length', { members: { a: 1 } }, answer('{"a":1,"length":5}'), 'delivered'],
    ['a list in place of members', { members: { a: {} } }, answer('{"a":[]}'), 'refused'],
    ['members in place of a list', { members: { a: [1] } }, answer('{"a":{"0":1}}'), 'refused'],
    ['a shorter list', { members: { a: [1, 2] } }, answer('{"a":[1]}'), 'refused'],
    ['a longer list', { members: { a: [] } }, answer('{"a":[1]}'), 'refused'],
    ['nothing at all', OK_TRUE, answer('null'), 'refused'],
    ['another list in it', { members: { a: { b: [1] } } }, answer('{"a":{"b":[1,2]}}'), 'refused'],
  ])('%s', (_what, expected, given, kind) => {
    expect(meaningOf(given, expected)).toMatchObject({ kind });
  });

  test('a rule for the body says nothing about other statuses', () => {
    expect(meaningOf(answer('ok', { status: 404 }), SLACK)).toEqual({ kind: 'refused', status: 404 });
    expect(meaningOf(answer('ok', { status: 500 }), SLACK)).toEqual({ kind: 'unknown' });
  });
});

describe('known chats', () => {
  test.each([
    ['hooks.slack.com', '/services/T/B/x', 'ok', 'invalid_payload'],
    ['hooks.slack.com', '/triggers/T/1/x', '{"ok":true}', '{"ok":false}'],
    ['slack.com', '/api/chat.postMessage', '{"ok":true}', '{"ok":false,"error":"not_in_channel"}'],
    [
      'acme.webhook.office.com',
      '/webhookb2/1@2/IncomingWebhook/3/4',
      '1',
      'Webhook message delivery failed: 1',
    ],
    ['oapi.dingtalk.com', '/robot/send?access_token=x', '{"errcode":0,"errmsg":"ok"}', '{"errcode":310000}'],
    ['open.feishu.cn', '/open-apis/bot/v2/hook/x', '{"StatusCode":0,"code":0}', '{"code":19024}'],
    ['qyapi.weixin.qq.com', '/cgi-bin/webhook/send?key=x', '{"errcode":0}', '{"errcode":93000}'],
    ['api.telegram.org', '/bot1:x/sendMessage', '{"ok":true}', '{"ok":false}'],
  ])('%s%s', (host, path, good, bad) => {
    const expected = knownExpectation(host, path);
    expect(meaningOf(answer(good), expected).kind).toBe('delivered');
    expect(meaningOf(answer(bad), expected).kind).toBe('refused');
  });

  test('are those alone', () => {
    for (const host of ['chat.example.com', 'hooks.slack.com.example.com', 'evil-slack.com']) {
      expect(knownExpectation(host, '/services/T/B/x')).toBeUndefined();
    }
  });
});

test('an answer that is not as expected is final, told to the log, and what comes after it is not sent', async () => {
  const rig = new Rig({
    attempts: [answered(200, undefined, 'channel_is_archived')],
    expected: { is: 'ok' },
  });
  expect(await rig.post({ nonce: rig.nonce(), key: 'press-1' })).toMatchObject({
    status: 502,
    body: '{"status":200}',
  });
  expect((await rig.post({ nonce: rig.nonce(), key: 'press-1' })).status).toBe(502);
  expect(rig.forwarded).toHaveLength(1);
  expect(rig.log.join()).toContain('200 channel_is_archived');
});

describe('what a status is worth', () => {
  test.each<[number, number | undefined, object]>([
    [199, undefined, { kind: 'unknown' }],
    [200, undefined, { kind: 'delivered', status: 200 }],
    [299, undefined, { kind: 'delivered', status: 299 }],
    [300, undefined, { kind: 'refused', status: 300 }],
    [404, 5000, { kind: 'refused', status: 404 }],
    [428, undefined, { kind: 'refused', status: 428 }],
    [429, undefined, { kind: 'notDelivered', status: 429 }],
    [429, 5000, { kind: 'notDelivered', status: 429, retryAfterMs: 5000 }],
    [499, undefined, { kind: 'refused', status: 499 }],
    [500, 5000, { kind: 'unknown' }],
    [503, undefined, { kind: 'unknown' }],
    [503, 5000, { kind: 'notDelivered', status: 503, retryAfterMs: 5000 }],
  ])('%i, which names %s ms', (status, retryMs, outcome) => {
    expect(meaningOf(answer('ok', { status, retryAfterMs: retryMs }), undefined)).toStrictEqual(outcome);
  });
});

describe('Retry-After', () => {
  test.each([
    ['1', 1000],
    ['120', 120_000],
    ['Sun, 22 Nov 2026 20:00:30 GMT', 30_000],
    ['0', undefined],
    ['000', undefined],
    ['Sun, 22 Nov 2026 19:00:00 GMT', undefined],
    ['Sun, 22 Nov 2026 20:00:00 GMT', undefined],
    ['Sun, 22 Nov 2026 20:00:30 GMT+0000', undefined],
    ['soon', undefined],
    ['-1', undefined],
    ['1.5', undefined],
    ['+5', undefined],
    ['1e3', undefined],
    ['9'.repeat(400), undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%s names %s ms', (value, expected) => {
    expect(retryAfterMs(value, Date.UTC(2026, 10, 22, 20))).toBe(expected);
  });
});
