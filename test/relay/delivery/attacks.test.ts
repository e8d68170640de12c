import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Attempt } from '../../../src/relay/delivery/deliver.ts';
import { ADDRESS, BODY, invitedNonce, isSigned, mac, NOT_SENT, Rig, SECRET, TAKEN } from '../rig.ts';

/** What a stranger can try who hears and changes all that goes over the network, but has not the secret. */

const KEY = 'press-1';

/** @returns a rig with one delivered request, and what the stranger heard of it */
async function overheard() {
  const rig = new Rig();
  const nonce = rig.nonce();
  const answer = await rig.post({ nonce, key: KEY });
  return { rig, nonce, heardMac: mac(SECRET, 'POST', '/messages', nonce, KEY, BODY), answer };
}

async function expectTurnedAway(rig: Rig, post: Parameters<Rig['post']>[0], error: 'stale' | 'mac') {
  const before = { forwarded: rig.forwarded.length, journal: rig.journal.length };
  const answer = await rig.post(post);
  expect(answer.status).toBe(401);
  expect(answer.headers['WWW-Authenticate']).toMatch(
    new RegExp(`^Button nonce="[\\w-]{1,64}", error="${error}"$`),
  );
  expect(answer.headers).not.toHaveProperty('Button-Mac');
  expect(answer.headers).not.toHaveProperty('Next-Nonce');
  expect({ forwarded: rig.forwarded.length, journal: rig.journal.length }).toEqual(before);
}

describe('a stranger who heard a request', () => {
  test('replays it at once', async () => {
    const { rig, nonce, heardMac } = await overheard();
    await expectTurnedAway(rig, { nonce, key: KEY, mac: heardMac }, 'stale');
  });

  test('replays it after a restart', async () => {
    const { rig, nonce, heardMac } = await overheard();
    await expectTurnedAway(new Rig({ records: rig.journal }), { nonce, key: KEY, mac: heardMac }, 'stale');
  });

  test('replays it with another key', async () => {
    const { rig, heardMac } = await overheard();
    await expectTurnedAway(rig, { nonce: rig.nonce(), key: 'press-2', mac: heardMac }, 'mac');
  });

  test('replays it with a fresh nonce', async () => {
    const { rig, heardMac } = await overheard();
    await expectTurnedAway(rig, { nonce: rig.nonce(), key: KEY, mac: heardMac }, 'mac');
  });

  test('changes its body, or its key, on the way', async () => {
    const rig = new Rig();
    const nonce = rig.nonce();
    const heardMac = mac(SECRET, 'POST', '/messages', nonce, KEY, BODY);
    await expectTurnedAway(rig, { nonce, key: KEY, mac: heardMac, body: '{"text":"!deploy evil"}' }, 'mac');
    await expectTurnedAway(rig, { nonce, key: 'press-2', mac: heardMac }, 'mac');
  });

  test('holds it back until its nonce is dead, after 60 s', async () => {
    const rig = new Rig();
    const nonce = rig.nonce();
    rig.nowMs += 60_000;
    await expectTurnedAway(rig, { nonce, key: KEY }, 'stale');
  });

  test('holds it back until just before that, and keeps the relay from the webhook: it is given up with its nonce', async () => {
    const rig = new Rig({ attempts: [NOT_SENT, TAKEN] });
    const nonce = rig.nonce();
    const deadMs = rig.nowMs + 60_000;
    rig.nowMs = deadMs - 100;
    expect((await rig.post({ nonce, key: KEY })).status).toBe(503);
    expect(rig.forwarded.map(({ atMs }) => atMs)).toEqual([deadMs - 100]);
  });

  test('hands the button a nonce late and holds the request back: nothing leaves after the press has ended', async () => {
    const rig = new Rig();
    const issuedMs = rig.nowMs;
    const issued = rig.nonce();
    // The button gets it 20 s late, with 5 s left of its press.
    const nonce = `${issued}-34125-5000-1`;
    for (const heldMs of [5000, 30_000, 59_000]) {
      const held = new Rig({ startMs: issuedMs });
      const own = `${held.nonce()}-34125-5000-1`;
      held.nowMs += heldMs;
      expect((await held.post({ nonce: own, key: KEY })).status).toBe(503);
      expect(held.forwarded).toEqual([]);
    }
    rig.nowMs += 4999;
    expect((await rig.post({ nonce, key: KEY })).status).toBe(200);
  });

  test('keeps the relay from the webhook: nothing is tried again after what the press had left', async () => {
    const rig = new Rig({ attempts: [NOT_SENT, NOT_SENT, TAKEN] });
    const startMs = rig.nowMs;
    const answer = await rig.post({ nonce: `${rig.nonce()}-34125-2500-1`, key: KEY });
    expect(answer.status).toBe(503);
    expect(rig.forwarded.map(({ atMs }) => atMs - startMs)).toEqual([0, 1000]);
  });

  test('uses the nonce of a request that was not answered yet', async () => {
    let take: (attempt: Attempt) => void = () => undefined;
    const rig = new Rig({ forward: () => new Promise((resolve) => (take = resolve)) });
    const nonce = rig.nonce();
    const request = rig.post({ nonce, key: KEY });
    await new Promise(setImmediate);
    await expectTurnedAway(rig, { nonce, key: KEY }, 'stale');
    take(TAKEN);
    expect((await request).status).toBe(200);
  });

  test('sends back the MAC of an answer as that of a request', async () => {
    const { rig, answer } = await overheard();
    const reflected = answer.headers['Button-Mac'] ?? '';
    await expectTurnedAway(
      rig,
      { nonce: answer.headers['Next-Nonce'] ?? '', key: KEY, mac: reflected },
      'mac',
    );
  });
});

test('a stranger who hears a nonce uses it no second time with another mark, nor changes the mark', async () => {
  const rig = new Rig();
  const issued = rig.nonce();
  const nonce = `${issued}-34125-5000-1`;
  const heardMac = mac(SECRET, 'POST', '/messages', nonce, KEY, BODY);
  await expectTurnedAway(rig, { nonce: `${issued}-34126-5000-1`, key: KEY, mac: heardMac }, 'mac');
  await expectTurnedAway(rig, { nonce: issued, key: KEY, mac: heardMac }, 'mac');
  const answer = await rig.post({ nonce, key: KEY });
  expect(answer.status).toBe(200);
  expect(isSigned(answer, nonce)).toBe(true);
  for (const again of [nonce, issued, `${issued}-34125-5000-2`, `${issued}-34125-6000-1`]) {
    await expectTurnedAway(rig, { nonce: again, key: KEY }, 'stale');
  }
});

describe('a stranger without the secret', () => {
  test.each([
    ['signs with another one', { secret: 'another secret of more than 32 characters' }],
    ['truncates the MAC', { mac: mac(SECRET, 'POST', '/messages', 'n', KEY, BODY).slice(0, 20) }],
    ['leaves the MAC empty', { mac: '' }],
    ['makes it longer', { mac: 'a'.repeat(41) }],
  ])('%s', async (_what, post) => {
    const rig = new Rig();
    await expectTurnedAway(rig, { nonce: rig.nonce(), key: KEY, ...post }, 'mac');
  });

  test('sends a right MAC in capitals: the protocol has lower case only', async () => {
    const rig = new Rig();
    const nonce = rig.nonce();
    const right = mac(SECRET, 'POST', '/messages', nonce, KEY, BODY);
    await expectTurnedAway(rig, { nonce, key: KEY, mac: right.toUpperCase() }, 'mac');
  });

  test('has a part of a right MAC, or adds to one', async () => {
    const rig = new Rig();
    const nonce = rig.nonce();
    const right = mac(SECRET, 'POST', '/messages', nonce, KEY, BODY);
    for (const near of [right.slice(0, 39), right.slice(1), right.slice(10, 20), `${right}0`, `0${right}`]) {
      await expectTurnedAway(rig, { nonce, key: KEY, mac: near }, 'mac');
    }
  });

  test('can not use up a nonce that the button was given', async () => {
    const rig = new Rig();
    const nonce = rig.nonce();
    for (let count = 0; count < 100; count += 1) await rig.post({ nonce, key: KEY, mac: 'f'.repeat(40) });
    expect((await rig.post({ nonce, key: KEY })).status).toBe(200);
  });

  test('can not crowd out the button by asking for nonces or sending wrong MACs, however many', async () => {
    const rig = new Rig();
    const nonce = rig.nonce();
    for (let count = 0; count < 10_000; count += 1) rig.relay.nonce();
    for (let count = 0; count < 5000; count += 1) await rig.post({ nonce: rig.nonce(), mac: 'f'.repeat(40) });
    expect((await rig.post({ nonce, key: KEY })).status).toBe(200);
  });

  test('is logged with the address, one line a minute, without what was sent', async () => {
    const rig = new Rig();
    const complaints = () => rig.log.filter((line) => line.includes('wrong MAC'));
    for (let count = 0; count < 50; count += 1) await rig.post({ nonce: rig.nonce(), mac: 'f'.repeat(40) });
    expect(complaints()).toHaveLength(1);
    expect(complaints()[0]).toContain(ADDRESS);
    rig.nowMs += 60_000;
    // A nonce that is old is nobody's fault.
    await rig.post({ nonce: 'of-yesterday' });
    expect(complaints()).toHaveLength(1);
    await rig.post({ nonce: rig.nonce(), mac: 'f'.repeat(40) });
    expect(complaints()).toHaveLength(2);
    expect(rig.log.join()).not.toContain('ffff');
  });

  test('whatever headers and body are sent: 400, 401 or 415, unsigned, and nothing is forwarded', async () => {
    const rig = new Rig();
    const nonce = rig.nonce();
    const header = fc.array(fc.oneof(fc.string(), fc.constant('application/json'), fc.constant('press-1')), {
      maxLength: 2,
    });
    const credentials = fc.oneof(
      fc.string(),
      fc.string().map((text) => `Button nonce="${nonce}", mac="${text}"`),
      fc.string().map((text) => `Button nonce="${text}", mac="${'0'.repeat(40)}"`),
    );
    const request = fc.record({
      contentType: header,
      idempotencyKey: header,
      authorization: fc.array(credentials, { maxLength: 2 }),
      body: fc.uint8Array().map((bytes) => Buffer.from(bytes)),
    });
    await fc.assert(
      fc.asyncProperty(request, async (garbage) => {
        const answer = await rig.raw(garbage);
        expect([400, 401, 415]).toContain(answer.status);
        expect(answer.headers).not.toHaveProperty('Button-Mac');
      }),
      { numRuns: 1000 },
    );
    expect(rig.forwarded).toEqual([]);
    expect(rig.journal).toEqual([]);
  });
});

test('the button, turned away with a stale nonce, signs again with the one it was given', async () => {
  const rig = new Rig();
  const old = rig.nonce();
  rig.nowMs += 61_000;
  const invitation = await rig.post({ nonce: old, key: KEY });
  const nonce = invitedNonce(invitation);
  const answer = await rig.post({ nonce, key: KEY });
  expect(answer.status).toBe(200);
  expect(isSigned(answer, nonce)).toBe(true);
});

test('each signed answer carries the next nonce, and a chain of them never needs a heartbeat', async () => {
  const rig = new Rig();
  let nonce = rig.nonce();
  for (let number = 1; number <= 50; number += 1) {
    const answer = await rig.post({ nonce, key: `press-${number}` });
    expect(answer.status).toBe(200);
    expect(isSigned(answer, nonce)).toBe(true);
    nonce = answer.headers['Next-Nonce'] ?? '';
  }
});
