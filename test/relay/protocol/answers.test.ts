import { describe, expect, test } from '@jest/globals';
import { ANSWERS, refusal, type Refusal } from '../../../src/relay/protocol/answers.ts';
import type { JournalRecord } from '../../../src/relay/journal/record.ts';
import type { Attempt } from '../../../src/relay/delivery/deliver.ts';
import { answered, BODY, invitedNonce, isSigned, LOST, NOT_SENT, Rig, TAKEN } from '../rig.ts';

/** The protocol's table of answers, row by row. */

test.each(Object.keys(ANSWERS) as Refusal[])(
  'the body of "%s" is short enough for the button, which reads it from the end',
  (name) => {
    expect(refusal(name).body.length).toBeLessThanOrEqual(60);
  },
);

describe('what became of a message', () => {
  test.each<[string, Attempt, number, string]>([
    ['the webhook took it', TAKEN, 200, '{"status":200}'],
    ['the webhook took it with another 2xx', answered(204), 200, '{"status":204}'],
    ['the webhook does not know it', answered(404), 502, '{"status":404}'],
    ['the webhook failed, and may have taken it', answered(500), 504, '{"error":"outcome unknown"}'],
    ['a portal took its place', answered(200, undefined, '<html>Log in'), 502, '{"status":200}'],
    ['the webhook points elsewhere', answered(301), 502, '{"status":301}'],
    ['the outcome is lost', LOST, 504, '{"error":"outcome unknown"}'],
    ['it never was sent', NOT_SENT, 503, '{"error":"not delivered"}'],
    [
      'the webhook wants no more for now',
      answered(429),
      429,
      '{"error":"the webhook takes no more for now"}',
    ],
  ])('%s', async (_what, attempt, status, body) => {
    const rig = new Rig({ attempts: [attempt] });
    const nonce = rig.nonce();
    const answer = await rig.post({ nonce });
    expect(answer).toMatchObject({ status, body });
    expect(isSigned(answer, nonce)).toBe(true);
  });

  test.each<[string, Attempt, number]>([
    ['200', TAKEN, 200],
    ['502', answered(404), 502],
    ['504', LOST, 504],
  ])('%s is final: the key is answered without forwarding it again', async (_what, attempt, status) => {
    const rig = new Rig({ attempts: [attempt, TAKEN] });
    const first = rig.nonce();
    const answer = await rig.post({ nonce: first, key: 'press-1' });
    const second = answer.headers['Next-Nonce'] ?? '';
    const again = await rig.post({ nonce: second, key: 'press-1' });
    expect(again).toMatchObject({ status, body: answer.body });
    expect(isSigned(again, second)).toBe(true);
    expect(rig.forwarded).toHaveLength(1);
  });

  test.each<[string, Attempt, number, string | undefined]>([
    ['429', answered(429, 60_000), 429, '3'],
    ['503', answered(503, 60_000), 503, '3'],
    ['429 without a time', answered(429), 429, undefined],
    ['no answer', NOT_SENT, 503, undefined],
  ])(
    'how long the webhook wants to be left alone goes on to the button, in whole seconds and none too few: %s',
    async (_what, attempt, status, retryAfter) => {
      const rig = new Rig({ attempts: [attempt], pressTtlMs: 2001 });
      const answer = await rig.post({ nonce: rig.nonce() });
      expect(answer.status).toBe(status);
      expect(answer.headers['Retry-After']).toBe(retryAfter);
    },
  );

  test('503 leaves the key open: the next request for it is forwarded', async () => {
    const rig = new Rig({ attempts: [NOT_SENT, TAKEN], pressTtlMs: 900 });
    const answer = await rig.post({ nonce: rig.nonce(), key: 'press-1' });
    expect(answer.status).toBe(503);
    const again = await rig.post({ nonce: answer.headers['Next-Nonce'] ?? '', key: 'press-1' });
    expect(again.status).toBe(200);
    expect(rig.forwarded.map(({ body }) => body)).toEqual([BODY, BODY]);
  });
});

describe('the journal of the process before', () => {
  const whose = { time: '2026-11-22T20:45:46.303Z', key: 'press-1', message: 1, address: '10.0.0.9' };
  const hash = '7a7fbe67c2d9d8d0b2ec9c0bd7ac0f6a1c12d1f8c1f2f5a3c1b5ee8cb2a7f0dc';
  const intent = (bodyHash: string): JournalRecord => ({ ...whose, event: 'intent', bodyHash });

  /** @returns the records that a delivery of {@link BODY} under the key "press-1" leaves */
  async function recordsOf(attempt: Attempt): Promise<JournalRecord[]> {
    const rig = new Rig({ attempts: [attempt], pressTtlMs: 900 });
    await rig.post({ nonce: rig.nonce(), key: 'press-1' });
    return rig.journal;
  }

  test.each<[string, Attempt, number]>([
    ['a delivered key', TAKEN, 200],
    ['a refused key', answered(404), 502],
    ['an unknown key', LOST, 504],
  ])('answers %s without forwarding it', async (_what, attempt, status) => {
    const rig = new Rig({ records: await recordsOf(attempt) });
    expect((await rig.post({ nonce: rig.nonce(), key: 'press-1' })).status).toBe(status);
    expect(rig.forwarded).toEqual([]);
  });

  test('leaves an undelivered key open', async () => {
    const rig = new Rig({ records: await recordsOf(NOT_SENT) });
    expect((await rig.post({ nonce: rig.nonce(), key: 'press-1' })).status).toBe(200);
    expect(rig.forwarded).toHaveLength(1);
  });

  test('makes an intent without an outcome unknown for ever', async () => {
    const [recorded] = await recordsOf(TAKEN);
    const rig = new Rig({ records: recorded === undefined ? [] : [recorded] });
    for (let count = 0; count < 3; count += 1) {
      expect((await rig.post({ nonce: rig.nonce(), key: 'press-1' })).status).toBe(504);
    }
    expect(rig.forwarded).toEqual([]);
  });

  test('an intent after an undelivered try counts as one without an outcome', async () => {
    const [recorded, outcome] = await recordsOf(NOT_SENT);
    if (recorded === undefined || outcome === undefined) throw new Error('no records');
    const rig = new Rig({ records: [recorded, outcome, recorded] });
    expect((await rig.post({ nonce: rig.nonce(), key: 'press-1' })).status).toBe(504);
  });

  test('knows the body: another one under the same key is refused', async () => {
    const rig = new Rig({ records: [intent(hash)] });
    expect((await rig.post({ nonce: rig.nonce(), key: 'press-1' })).status).toBe(422);
    expect(rig.forwarded).toEqual([]);
  });
});

test('an outcome is final, however late its key is asked for again, and whatever came of the next message', async () => {
  const rig = new Rig();
  await rig.post({ nonce: rig.nonce(), key: 'press-1' });
  await rig.post({ nonce: rig.nonce(), key: 'press-2' });
  rig.nowMs += 3_600_000;
  expect((await rig.post({ nonce: rig.nonce(), key: 'press-1' })).status).toBe(200);
  expect(rig.forwarded).toHaveLength(2);
});

describe('a request that can not be delivered', () => {
  test('without an Authorization it is invited to sign, with or without a key', async () => {
    const rig = new Rig();
    for (const idempotencyKey of [[], ['press-1'], ['no key at all']]) {
      const answer = await rig.raw({
        contentType: ['application/json'],
        idempotencyKey,
        authorization: [],
        body: Buffer.from(BODY),
      });
      expect(answer).toMatchObject({ status: 401, body: '{"error":"stale"}' });
      expect(answer.headers).not.toHaveProperty('Button-Mac');
      expect((await rig.post({ nonce: invitedNonce(answer) })).status).toBe(200);
    }
  });

  test.each([
    ['another type', { contentType: 'text/plain' }, 415],
    ['no type', { contentType: '' }, 415],
    ['a body that is not JSON', { body: 'deploy!' }, 415],
    ['an empty body', { body: '' }, 415],
    ['a body with half of a JSON', { body: '{"text":' }, 415],
    ['a key that is none', { key: 'press' }, 400],
    ['a key without a place', { key: 'press-0' }, 400],
  ])(
    '%s: the answer is signed where nonce and MAC were right, and the nonce is used up',
    async (_what, post, status) => {
      const rig = new Rig();
      const nonce = rig.nonce();
      const answer = await rig.post({ nonce, ...post });
      expect(answer.status).toBe(status);
      expect(isSigned(answer, nonce)).toBe(true);
      expect((await rig.post({ nonce })).status).toBe(401);
      expect(rig.forwarded).toEqual([]);
      expect(rig.journal).toEqual([]);
    },
  );

  test('bytes that are not UTF-8 are not JSON', async () => {
    const rig = new Rig();
    expect((await rig.post({ nonce: rig.nonce(), body: Buffer.from([0x22, 0xff, 0x22]) })).status).toBe(415);
  });

  test.each([
    ['type', { contentType: ['application/json', 'application/json'] }, 415],
    ['key', { idempotencyKey: ['press-1', 'press-2'] }, 400],
    ['Authorization', { authorization: ['Button nonce="a", mac="b"', 'Button nonce="a", mac="b"'] }, 400],
  ])('two of a header, here the %s, are refused and never merged', async (_what, twice, status) => {
    const rig = new Rig();
    const single = { contentType: ['application/json'], idempotencyKey: ['press-1'], authorization: [] };
    const answer = await rig.raw({ ...single, ...twice, body: Buffer.from(BODY) });
    expect(answer.status).toBe(status);
    expect(answer.headers).toEqual({});
  });

  test('a type with parameters is JSON all the same', async () => {
    const rig = new Rig();
    const answer = await rig.post({ nonce: rig.nonce(), contentType: 'Application/JSON; charset=utf-8' });
    expect(answer.status).toBe(200);
  });
});

describe('a key that is used again', () => {
  test('while it is being delivered it gets 409, once it is done the outcome', async () => {
    let take: (attempt: Attempt) => void = () => undefined;
    const rig = new Rig({
      forward: () => new Promise((resolve) => (take = resolve)),
    });
    const first = rig.post({ nonce: rig.nonce(), key: 'press-1' });
    const nonce = rig.nonce();
    const meanwhile = await rig.post({ nonce, key: 'press-1' });
    expect(meanwhile.status).toBe(409);
    expect(isSigned(meanwhile, nonce)).toBe(true);
    take(TAKEN);
    expect((await first).status).toBe(200);
    expect((await rig.post({ nonce: rig.nonce(), key: 'press-1' })).status).toBe(200);
    expect(rig.forwarded).toHaveLength(1);
  });

  test('with another body it gets 422, during the delivery and after it', async () => {
    let take: (attempt: Attempt) => void = () => undefined;
    const rig = new Rig({ forward: () => new Promise((resolve) => (take = resolve)) });
    const first = rig.post({ nonce: rig.nonce(), key: 'press-1' });
    expect((await rig.post({ nonce: rig.nonce(), key: 'press-1', body: '{"text":"else"}' })).status).toBe(
      422,
    );
    take(TAKEN);
    await first;
    expect((await rig.post({ nonce: rig.nonce(), key: 'press-1', body: '{"text":"else"}' })).status).toBe(
      422,
    );
    expect(rig.forwarded).toHaveLength(1);
  });

  test('the messages of one press are apart', async () => {
    const rig = new Rig();
    await rig.post({ nonce: rig.nonce(), key: 'press-1', body: '{"text":"alert"}' });
    await rig.post({ nonce: rig.nonce(), key: 'press-2', body: '{"text":"deploy"}' });
    expect(rig.forwarded.map(({ body }) => body)).toEqual(['{"text":"alert"}', '{"text":"deploy"}']);
  });
});

describe('the journal', () => {
  test('has the intent before anything is forwarded and the outcome before the answer', async () => {
    const order: string[] = [];
    const rig = new Rig({
      // A disk takes its time.
      append: async (record) => {
        await new Promise(setImmediate);
        order.push(record.event);
      },
      forward: () => {
        order.push('forwarded');
        return Promise.resolve(TAKEN);
      },
    });
    await rig.post({ nonce: rig.nonce() });
    order.push('answered');
    expect(order).toEqual(['intent', 'forwarded', 'outcome', 'answered']);
  });

  test('has the outcome before the log has it: what becomes of a log line costs no outcome', async () => {
    const rig: Rig = new Rig({
      append: (record) => {
        if (record.event === 'outcome') expect(rig.log).toEqual([]);
        rig.journal.push(record);
        return Promise.resolve();
      },
    });
    await rig.post({ nonce: rig.nonce() });
    expect(rig.journal.map(({ event }) => event)).toEqual(['intent', 'outcome']);
    expect(rig.log).toEqual([expect.stringContaining('The webhook took the message.')]);
  });

  test('names time, key, place, address and outcome, and neither body nor secret', async () => {
    const rig = new Rig({ attempts: [answered(404)] });
    await rig.post({ nonce: rig.nonce(), key: 'press-2' });
    const whose = { key: 'press-2', message: 2, address: '192.168.1.77' };
    expect(rig.journal).toEqual([
      {
        ...whose,
        time: expect.any(String),
        event: 'intent',
        bodyHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
      { ...whose, time: expect.any(String), event: 'outcome', outcome: 'refused', status: 404 },
    ]);
  });

  test('that can not be written means 503, and nothing is forwarded', async () => {
    const rig = new Rig({ append: () => Promise.reject(new Error('ENOSPC')) });
    const nonce = rig.nonce();
    const answer = await rig.post({ nonce, key: 'press-1' });
    expect(answer.status).toBe(503);
    expect(isSigned(answer, nonce)).toBe(true);
    expect(rig.forwarded).toEqual([]);
    expect(rig.log.join()).toContain('journal can not be written');
  });

  test('that takes the intent and not the outcome does not change the outcome', async () => {
    const rig = new Rig({
      append: ({ event }) => (event === 'intent' ? Promise.resolve() : Promise.reject(new Error('ENOSPC'))),
    });
    expect((await rig.post({ nonce: rig.nonce(), key: 'press-1' })).status).toBe(200);
    expect((await rig.post({ nonce: rig.nonce(), key: 'press-1' })).status).toBe(200);
    expect(rig.forwarded).toHaveLength(1);
  });

  test('a fault inside the relay after the intent is an unknown outcome, never a second try', async () => {
    const rig = new Rig({ forward: () => Promise.reject(new Error('a bug')) });
    expect((await rig.post({ nonce: rig.nonce(), key: 'press-1' })).status).toBe(504);
    expect((await rig.post({ nonce: rig.nonce(), key: 'press-1' })).status).toBe(504);
    expect(rig.forwarded).toHaveLength(1);
  });
});
