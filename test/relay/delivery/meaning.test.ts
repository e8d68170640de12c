import { describe, expect, test } from '@jest/globals';
import type { Expectation } from '../../../src/config/rules/expect.ts';
import { knownExpectation } from '../../../src/config/rules/expect.ts';
import { meaningOf, type WebhookAnswer } from '../../../src/relay/delivery/meaning.ts';
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
