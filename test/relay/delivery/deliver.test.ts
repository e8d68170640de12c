import { getEventListeners } from 'node:events';
import { describe, expect, jest, test } from '@jest/globals';
import { Delivery, type Attempt } from '../../../src/relay/delivery/deliver.ts';
import { answered, BODY, LOST, NOT_SENT, Rig, TAKEN } from '../rig.ts';

/** @returns the status of the answer and when each attempt began, counted from the request */
async function timeline(attempts: Attempt[], pressTtlMs = 30_000) {
  const rig = new Rig({ attempts, pressTtlMs });
  const startMs = rig.nowMs;
  const { status, headers } = await rig.post({ nonce: rig.nonce() });
  return {
    status,
    headers,
    atMs: rig.forwarded.map(({ atMs }) => atMs - startMs),
    endMs: rig.nowMs - startMs,
  };
}

describe('the webhook is tried again only where it surely took nothing', () => {
  test.each<[string, Attempt[], number, number[]]>([
    ['it could not be reached', [NOT_SENT, NOT_SENT, TAKEN], 200, [0, 1000, 3000]],
    ['it asks to come later', [answered(429, 5000), TAKEN], 200, [0, 5000]],
    ['it asks to come later without a time', [answered(429), TAKEN], 200, [0, 1000]],
    ['it is away for a time that it names', [answered(503, 2000), TAKEN], 200, [0, 2000]],
    ['it failed, and may have posted it', [answered(500), TAKEN], 504, [0]],
    ['it is away and names no time', [answered(503), TAKEN], 504, [0]],
    ['a proxy had a bad answer', [answered(502), TAKEN], 504, [0]],
    ['a proxy had no answer in time', [answered(504), TAKEN], 504, [0]],
    ['a proxy had an empty answer', [answered(520), TAKEN], 504, [0]],
    ['a proxy has waited for too long', [answered(524), TAKEN], 504, [0]],
    ['it does not do such things', [answered(501), TAKEN], 504, [0]],
    ['it answers what no server should', [answered(999), TAKEN], 504, [0]],
    ['it says that it did not take it', [answered(404), TAKEN], 502, [0]],
    ['its answer is lost', [LOST, TAKEN], 504, [0]],
  ])('%s', async (_what, attempts, status, atMs) => {
    expect(await timeline(attempts)).toMatchObject({ status, atMs });
  });
});

describe('only as long as the button waits', () => {
  test('no attempt starts at or after the end of the press', async () => {
    const { status, atMs, headers } = await timeline([NOT_SENT]);
    expect(status).toBe(503);
    // The webhook has named no time.
    expect(headers).not.toHaveProperty('Retry-After');
    expect(atMs).toEqual([0, 1000, 3000, 7000, 15_000, 23_000]);
  });

  test('an answer that can only be "not delivered" does not wait for the end', async () => {
    expect((await timeline([NOT_SENT], 2500)).endMs).toBe(1000);
  });

  test('a press has one life, however many requests it takes', async () => {
    const rig = new Rig({ attempts: [NOT_SENT], pressTtlMs: 10_000 });
    await rig.post({ nonce: rig.nonce(), key: 'press-1' });
    rig.nowMs += 5000;
    const before = rig.forwarded.length;
    expect((await rig.post({ nonce: rig.nonce(), key: 'press-1' })).status).toBe(503);
    expect((await rig.post({ nonce: rig.nonce(), key: 'press-2' })).status).toBe(503);
    expect(rig.forwarded).toHaveLength(before);
    expect((await rig.post({ nonce: rig.nonce(), key: 'other-1' })).status).toBe(503);
    expect(rig.forwarded.length).toBeGreaterThan(before);
  });

  test('after the button has hung up nothing is tried again, and the key stays open', async () => {
    const hangUp = new AbortController();
    const rig = new Rig({
      forward: () => {
        hangUp.abort();
        return Promise.resolve(NOT_SENT);
      },
    });
    expect((await rig.post({ nonce: rig.nonce(), key: 'press-1', gone: hangUp.signal })).status).toBe(503);
    expect(rig.forwarded).toHaveLength(1);
    expect(rig.journal.at(-1)).toMatchObject({ event: 'outcome', outcome: 'notDelivered' });
  });

  test('a button that has hung up before its intent is on disk is not served', async () => {
    const rig = new Rig();
    await rig.post({ nonce: rig.nonce(), gone: AbortSignal.abort() });
    expect(rig.forwarded).toEqual([]);
  });

  test('a message that has come to its end listens to its connection no more', async () => {
    const { signal } = new AbortController();
    const heard: number[] = [];
    const rig = new Rig({
      forward: () => {
        heard.push(getEventListeners(signal, 'abort').length);
        return Promise.resolve(TAKEN);
      },
    });
    await rig.post({ nonce: rig.nonce(), gone: signal });
    expect(heard).toEqual([1]);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  test('what was sent when the button hung up comes to its outcome, and the button can ask for it', async () => {
    const hangUp = new AbortController();
    const rig = new Rig({
      forward: () => {
        hangUp.abort();
        return Promise.resolve(TAKEN);
      },
    });
    await rig.post({ nonce: rig.nonce(), key: 'press-1', gone: hangUp.signal });
    expect((await rig.post({ nonce: rig.nonce(), key: 'press-1' })).status).toBe(200);
    expect(rig.forwarded).toHaveLength(1);
  });

  test('a machine that slept through the wait delivers nothing when it wakes up', async () => {
    for (const wakesMs of [30_000, 3_600_000]) {
      let nowMs = 0;
      const delivery = new Delivery({
        forward: () => Promise.resolve(nowMs === 0 ? NOT_SENT : TAKEN),
        expected: undefined,
        nowMs: () => nowMs,
        sleep: () => {
          nowMs = wakesMs;
          return Promise.resolve();
        },
      });
      const outcome = await delivery.deliver(Buffer.from(BODY), 30_000, new AbortController().signal);
      expect(outcome).toEqual({ outcome: { kind: 'notDelivered' } });
    }
  });
});

test('a message whose connection takes longer than the press, or than a sleep of the machine, may not leave', async () => {
  const answers: boolean[] = [];
  const rig: Rig = new Rig({
    forward: (_body, mayLeave) => {
      answers.push(mayLeave());
      rig.nowMs += 29_999;
      answers.push(mayLeave());
      rig.nowMs += 1;
      answers.push(mayLeave());
      return Promise.resolve(NOT_SENT);
    },
  });
  expect((await rig.post({ nonce: rig.nonce() })).status).toBe(503);
  expect(answers).toEqual([true, true, false]);
});

describe('why it came to that, for the log', () => {
  test.each<[string, Attempt, string | undefined]>([
    [
      'is what is told of the answer, and not the answer',
      { ...answered(404, undefined, 'with a secret'), told: 'without' } as Attempt,
      '404 without',
    ],
    ['is the status alone where there is nothing to tell', answered(404, undefined, ''), '404'],
    ['is what went wrong before it was sent', { kind: 'notSent', why: 'ECONNREFUSED' }, 'ECONNREFUSED'],
    ['is what went wrong after it was sent', { kind: 'lost', why: 'ECONNRESET' }, 'ECONNRESET'],
    ['is nothing where it was taken', TAKEN, undefined],
  ])('%s', async (_what, attempt, why) => {
    const delivery = new Delivery({
      forward: () => Promise.resolve(attempt),
      expected: undefined,
      nowMs: () => 0,
      sleep: () => Promise.resolve(),
    });
    const delivered = await delivery.deliver(Buffer.from(BODY), 900, new AbortController().signal);
    expect(delivered.why).toBe(why);
  });
});

describe('Retry-After', () => {
  test('past the end of the press it is the answer, for the button to keep', async () => {
    const { status, headers, atMs } = await timeline([answered(429, 60_000)]);
    expect({ status, atMs, retryAfter: headers['Retry-After'] }).toEqual({
      status: 429,
      atMs: [0],
      retryAfter: '30',
    });
    expect((await timeline([answered(503, 60_000)])).status).toBe(503);
  });

  test('is kept for the messages that follow, and never takes the button away for longer than one press', async () => {
    const rig = new Rig({ attempts: [answered(429, 86_400_000), TAKEN] });
    const startMs = rig.nowMs;
    await rig.post({ nonce: rig.nonce(), key: 'press-1' });
    rig.nowMs += 10_000;
    expect((await rig.post({ nonce: rig.nonce(), key: 'other-1' })).status).toBe(200);
    expect(rig.forwarded.map(({ atMs }) => atMs - startMs)).toEqual([0, 30_000]);
  });

  test('is told to a message that comes too late for itself as well, until its time has come', async () => {
    let nowMs = 0;
    const delivery = new Delivery({
      forward: () => Promise.resolve(answered(429, 60_000)),
      expected: undefined,
      nowMs: () => nowMs,
      sleep: () => Promise.resolve(),
    });
    const { signal } = new AbortController();
    await delivery.deliver(Buffer.from(BODY), 30_000, signal);
    nowMs = 10_000;
    expect(await delivery.deliver(Buffer.from(BODY), 5000, signal)).toEqual({
      outcome: { kind: 'notDelivered', retryAfterMs: 20_000 },
      why: 'the press was over',
    });
    nowMs = 30_000;
    const { outcome } = await delivery.deliver(Buffer.from(BODY), 5000, signal);
    expect(outcome).toEqual({ kind: 'notDelivered' });
  });
});

describe('a relay that is told to end', () => {
  test('has nothing to do with what is over', async () => {
    const rig = new Rig();
    expect((await rig.post({ nonce: rig.nonce() })).status).toBe(200);
    const abort = jest.spyOn(AbortController.prototype, 'abort');
    rig.relay.stop();
    expect(abort).not.toHaveBeenCalled();
    abort.mockRestore();
  });

  test('takes no new message and tries none again, but lets what was sent come to its outcome', async () => {
    const webhook: ((attempt: Attempt) => void)[] = [];
    const rig = new Rig({ forward: () => new Promise((resolve) => webhook.push(resolve)) });
    const sent = rig.post({ nonce: rig.nonce(), key: 'press-1' });
    const unsent = rig.post({ nonce: rig.nonce(), key: 'press-2' });
    await new Promise(setImmediate);
    rig.relay.stop();
    webhook[0]?.(TAKEN);
    webhook[1]?.(NOT_SENT);
    expect((await sent).status).toBe(200);
    expect((await unsent).status).toBe(503);
    expect((await rig.post({ nonce: rig.nonce(), key: 'press-3' })).status).toBe(503);
    expect(rig.forwarded).toHaveLength(2);
  });
});
