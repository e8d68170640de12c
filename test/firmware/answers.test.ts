import { afterEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { END, relayResult, retryAfterMs, webhookResult } from '../../src/firmware/answers.ts';
import * as p from '../../src/firmware/press.ts';
import { parseExpectation } from '../../src/config/rules/expect.ts';
import { meaningOf, retryAfterMs as relayRetryAfterMs } from '../../src/relay/delivery/meaning.ts';
import { configureExpected } from './constants.ts';

const OK = 'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nok';
const TOLD = { delivered: p.ACCEPTED, refused: p.FAILED, notDelivered: p.NOT_TAKEN, unknown: p.UNKNOWN };

/** As the board hands it over. */
function judged(status: number, sent: boolean, waitMs: number, answer: string): number {
  return webhookResult(status, sent, waitMs, answer + END);
}

afterEach(() => {
  configureExpected('');
});

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
    expect(judged(status, sent, waitMs, OK)).toBe(result);
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

/** As webhook.ts asks for it. */
function waitOf(status: number, answer: string): number {
  return status === 429 || status === 503 ? retryAfterMs(answer) : 0;
}

describe('a time to come back', () => {
  const of = (value: string, status = 503) =>
    waitOf(status, `HTTP/1.1 ${status} Busy\r\nRetry-After: ${value}\r\nContent-Length: 2\r\n\r\nok`);

  test.each(['1', '2', '60', '086400', '999999999'])('is named by "%s"', (value) => {
    expect(of(value)).toBe(Number(value) * 1000);
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
      expect(retryAfterMs(answer(name))).toBe(5000);
    }
    expect(retryAfterMs(answer('X-Retry-After'))).toBe(0);
    expect(retryAfterMs('HTTP/1.1 503 Busy\r\nRetry-After: 5')).toBe(0);
  });

  test.each([200, 404, 500])('means nothing with a %i', (status) => {
    expect(of('5', status)).toBe(0);
  });
});

test('whatever the status, board and relay say the same', () => {
  for (let status = 100; status < 1000; status++) {
    for (const value of [undefined, '5', '0', '-1', '1.5']) {
      const waitMs = relayRetryAfterMs(value, 0);
      const field = value === undefined ? '' : `\r\nRetry-After: ${value}`;
      const answer = `HTTP/1.1 ${status} Any${field}\r\n\r\nok`;
      const heard = { status, retryAfterMs: waitMs, text: 'ok', whole: true, contentType: '', told: '' };
      const onBoard = judged(status, true, waitOf(status, answer), answer);
      expect([status, value, onBoard]).toEqual([status, value, TOLD[meaningOf(heard, undefined).kind]]);
    }
  }
});

describe('a 2xx is judged by its body', () => {
  /** What the board and the relay make of the same answer; the board gets it as a server sends it. */
  const bothSay = (
    expected: string,
    body: string,
    { type = 'text/plain', chunked = false, announced = body.length } = {},
  ): [number, number] => {
    configureExpected(expected);
    const chunk = `${body.length.toString(16)}\r\n${body}\r\n`;
    const framed = chunked ? (announced > body.length ? chunk : `${chunk}0\r\n\r\n`) : body;
    const framing = chunked ? 'Transfer-Encoding: chunked' : `Content-Length: ${announced}`;
    const answer = `HTTP/1.1 200 OK\r\n${framing}\r\nContent-Type: ${type}\r\n\r\n${framed}`.slice(0, 700);
    const heard = {
      status: 200,
      retryAfterMs: undefined,
      text: body,
      whole: announced <= body.length,
      contentType: type,
      told: '',
    };
    const { kind } = meaningOf(heard, expected === '' ? undefined : parseExpectation(expected));
    return [judged(200, true, 0, answer), TOLD[kind]];
  };

  const PORTAL = '<!DOCTYPE html><html><title>Sign in</title>';

  test.each<[string, string, string, number, Parameters<typeof bothSay>[2]?]>([
    ['no page, nothing expected', '', '{"any":1}', p.ACCEPTED],
    ['nothing, nothing expected', '', '', p.ACCEPTED],
    ['a page by its type', '', 'Sign in', p.FAILED, { type: 'text/html; charset=utf-8' }],
    ['a page by its beginning', '', PORTAL, p.FAILED],
    ['a page that begins with an empty line', '', `\r\n${PORTAL}`, p.FAILED],
    ['a page in chunks', '', PORTAL, p.FAILED, { chunked: true }],
    ['a page that breaks off', '', PORTAL, p.FAILED, { announced: 5000 }],
    ['no page, but a less-than sign in a line', '', 'ok <@U1>', p.ACCEPTED],
    ['what breaks off, nothing expected', '', 'o', p.ACCEPTED, { announced: 20 }],
    ['what is expected', '"ok":true', '{"ok":true}', p.ACCEPTED],
    ['what is expected, in chunks', '"ok":true', '{"ok":true}', p.ACCEPTED, { chunked: true }],
    ['what is expected, and breaks off', 'ok', 'ok, and', p.ACCEPTED, { announced: 50 }],
    ['what is expected, one character before it breaks off', 'ok', 'ok', p.ACCEPTED, { announced: 3 }],
    ['something else, one character before it ends', 'ok', 'no', p.UNKNOWN, { announced: 3 }],
    ['something else, six characters before it ends', 'ok', 'no', p.UNKNOWN, { announced: 8 }],
    ['something else than expected', '"ok":true', '{"ok":false}', p.FAILED],
    ['something else, in chunks', '"ok":true', '{"ok":false}', p.FAILED, { chunked: true }],
    ['nothing, where something is expected', 'ok', '', p.FAILED],
    ['a beginning that does not hold it yet', 'ok', 'no', p.UNKNOWN, { announced: 50 }],
    ['a chunk that does not hold it yet', 'ok', 'no', p.UNKNOWN, { announced: 50, chunked: true }],
    ['what is expected in the length of a chunk alone', '1', 'no'.repeat(8), p.FAILED, { chunked: true }],
    ['a page that holds what is expected', 'ok', `${PORTAL}ok`, p.FAILED],
    ['a page where one is expected', '<status>ok', '<status>ok</status>', p.ACCEPTED, { type: 'text/html' }],
    ['another page than expected', '<status>ok', PORTAL, p.FAILED],
  ])('%s', (...[, expected, body, result, framing]) => {
    expect(bothSay(expected, body, framing)).toEqual([result, result]);
  });

  test('what is expected counts in the body alone, and only when it was read', () => {
    expect(bothSay('plain', 'no')).toEqual([p.FAILED, p.FAILED]);
    configureExpected('ok');
    const endless = `HTTP/1.1 200 OK\r\nX-Token: ${'ok'.repeat(400)}`.slice(0, 701);
    expect(judged(200, true, 0, endless)).toBe(p.FAILED);
    expect(judged(200, true, 0, 'HTTP/1.1 200 OK\r\nX-Token: ok')).toBe(p.UNKNOWN);
    expect(judged(200, true, 0, `HTTP/1.1 200 OK\r\n\r\n${'no'.repeat(400)}`)).toBe(p.FAILED);
  });

  test('an answer is whole only when so much was read that no more is', () => {
    configureExpected('ok');
    const read = (length: number) => 'HTTP/1.1 200 OK\r\n\r\n'.padEnd(length, 'no');
    expect(judged(200, true, 0, read(700))).toBe(p.UNKNOWN);
    expect(judged(200, true, 0, read(701))).toBe(p.FAILED);
  });

  test('only what is announced as a length is one', () => {
    configureExpected('ok');
    expect(judged(200, true, 0, 'HTTP/1.1 200 OK\r\n1: x\r\n\r\nno, not yet')).toBe(p.UNKNOWN);
  });

  test('what looks like the length of a chunk is one in chunks alone', () => {
    configureExpected('"ok":true');
    const body = '"ok":\r\n4\r\ntrue\r\n0\r\n\r\n';
    expect(judged(200, true, 0, `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n${body}`)).toBe(
      p.ACCEPTED,
    );
    expect(judged(200, true, 0, `HTTP/1.1 200 OK\r\n\r\n${body}`)).toBe(p.FAILED);
  });

  test('whatever the body of one line, board and relay say the same', () => {
    const body = fc.string({ maxLength: 40 });
    const framing = fc.record({
      type: fc.constantFrom('text/plain', 'application/json', 'text/html'),
      chunked: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.constantFrom('', 'ok', 'a1b2c', '<'), body, framing, (expected, text, how) => {
        // A chunk that ends like the last one, and blanks before a page: the board does not look so closely.
        fc.pre(!/^ +</.test(text));
        const [board, relay] = bothSay(expected, text, how);
        expect(board).toBe(relay);
      }),
      { numRuns: 2000 },
    );
  });
});
