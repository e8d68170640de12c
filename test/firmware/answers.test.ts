import { describe, expect, test } from '@jest/globals';
import { relayResult, retryAfterMs, webhookResult } from '../../src/firmware/answers.ts';
import * as p from '../../src/firmware/press.ts';
import { meaningOf, retryAfterMs as relayRetryAfterMs } from '../../src/relay/delivery/meaning.ts';

describe('what an answer means', () => {
  test.each<[string, number, boolean, number, number?]>([
    ['200', 200, true, p.ACCEPTED],
    ['204', 204, true, p.ACCEPTED],
    ['299', 299, true, p.ACCEPTED],
    ['429: not taken', 429, true, p.NOT_TAKEN],
    ['503 with a time to come back: not taken', 503, true, p.NOT_TAKEN, 2000],
    ['503 that names no time', 503, true, p.UNKNOWN],
    ['the first that is no success', 300, true, p.FAILED],
    ['redirect', 301, true, p.FAILED],
    ['400', 400, true, p.FAILED],
    ['404', 404, true, p.FAILED],
    ['409', 409, true, p.FAILED],
    ['the last that says that it was not taken', 499, true, p.FAILED],
    ['500 of a chat that may have posted it', 500, true, p.UNKNOWN],
    ['500 with a time to come back', 500, true, p.UNKNOWN, 2000],
    ['501', 501, true, p.UNKNOWN],
    ['a gateway with a bad answer', 502, true, p.UNKNOWN],
    ['a gateway that gave up', 504, true, p.UNKNOWN],
    ['505', 505, true, p.UNKNOWN],
    ['a proxy with an empty answer', 520, true, p.UNKNOWN],
    ['a proxy without an answer in time', 524, true, p.UNKNOWN],
    ['an interim answer taken for the final one', 100, true, p.UNKNOWN],
    ['no answer, all sent', 0, true, p.UNKNOWN],
    ['no answer, not all sent', 0, false, p.NOT_TAKEN],
  ])('of the webhook: %s', (_title, status, sent, result, waitMs = 0) => {
    expect(webhookResult(status, sent, waitMs)).toBe(result);
  });

  test.each([
    [200, p.ACCEPTED],
    [400, p.FAILED],
    [409, p.ANSWER_LOST],
    [413, p.FAILED],
    [415, p.FAILED],
    [422, p.FAILED],
    [429, p.NOT_TAKEN],
    [502, p.FAILED],
    [503, p.NOT_TAKEN],
    [504, p.UNKNOWN],
  ])('of the relay: %i', (status, result) => {
    expect(relayResult(status)).toBe(result);
  });
});

describe('a time to come back', () => {
  const of = (value: string, status = 503) =>
    retryAfterMs(status, `HTTP/1.1 ${status} Busy\r\nRetry-After: ${value}\r\nContent-Length: 2\r\n\r\nok`);

  test.each(['1', '2', '60', '086400', '999999999'])('is named by "%s"', (value) => {
    expect(of(value)).toBe(Number(value) * 1000);
    expect(of(`${value} `)).toBe(Number(value) * 1000);
    expect(of(value, 429)).toBe(Number(value) * 1000);
    expect(relayRetryAfterMs(value, 0)).toBe(Number(value) * 1000);
  });

  test.each(['0', '00', '-5', '+5', '1.5', '5s', '0x5', '1e3', '', 'soon', '9'.repeat(10), '9'.repeat(600)])(
    'is not named by "%s"',
    (value) => {
      expect(of(value)).toBe(0);
      expect(relayRetryAfterMs(value, 0) ?? 0).toBe(0);
    },
  );

  test('is not named by a date: the board has no calendar, and a relay has', () => {
    expect(of('Sat, 28 Nov 2026 03:00:00 GMT')).toBe(0);
  });

  test('is named whatever the case of the header is, and by no other one', () => {
    const answer = (name: string) => `HTTP/1.1 503 Busy\r\n${name}: 5\r\n\r\n`;
    for (const name of ['Retry-After', 'retry-after', 'RETRY-AFTER']) {
      expect(retryAfterMs(503, answer(name))).toBe(5000);
    }
    expect(retryAfterMs(503, answer('X-Retry-After'))).toBe(0);
    expect(retryAfterMs(503, 'HTTP/1.1 503 Busy\r\nRetry-After: 5')).toBe(0);
  });

  test.each([200, 404, 500])('means nothing with a %i', (status) => {
    expect(of('5', status)).toBe(0);
  });
});

test('whatever the status, board and relay say the same', () => {
  const told = { delivered: p.ACCEPTED, refused: p.FAILED, notDelivered: p.NOT_TAKEN, unknown: p.UNKNOWN };
  for (let status = 100; status < 1000; status++) {
    for (const waitMs of [0, 5000]) {
      const { kind } = meaningOf(
        { status, retryAfterMs: waitMs || undefined, text: 'ok', whole: true, contentType: '', told: '' },
        undefined,
      );
      expect([status, waitMs, webhookResult(status, true, waitMs)]).toEqual([status, waitMs, told[kind]]);
    }
  }
});
