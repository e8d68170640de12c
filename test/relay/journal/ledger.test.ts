import { describe, expect, test } from '@jest/globals';
import { Fingerprints } from '../../../src/relay/journal/fingerprints.ts';
import { Ledger } from '../../../src/relay/journal/ledger.ts';
import { isSigned, NOT_SENT, Rig, TAKEN } from '../rig.ts';

const HASH = 'ab'.repeat(32);

function message(press: string) {
  return { key: `${press}-1`, press, number: 1, bodyHash: HASH };
}

describe('a ledger that holds few messages', () => {
  function few(held: number) {
    const ledger = new Ledger(held);
    for (const press of ['a', 'b', 'c']) {
      ledger.begin(message(press), 0);
      ledger.end(`${press}-1`, { kind: 'delivered', status: 200 });
    }
    return ledger;
  }

  test('knows the latest, and of those before that the journal has them', () => {
    const ledger = few(2);
    expect(ledger.look(message('c'))).toEqual({ kind: 'delivered', status: 200 });
    expect(ledger.look(message('a'))).toBe('inJournal');
    expect(ledger.look(message('new'))).toBe('open');
  });

  test('never lets go of one that is being delivered', () => {
    const ledger = new Ledger(1);
    for (const press of ['a', 'b', 'c']) ledger.begin(message(press), 0);
    expect(['a', 'b', 'c'].map((press) => ledger.look(message(press)))).toEqual(Array(3).fill('inFlight'));
  });

  test('knows when each of the last 32768 presses began, and of those before nothing', () => {
    const ledger = new Ledger(2);
    const begin = (press: string, nowMs: number) => ledger.begin(message(press), nowMs);
    expect(begin('first', 1000)).toBe(1000);
    for (let press = 1; press < 32_768; press += 1) {
      begin(`${press}`, 2000);
      ledger.end(`${press}-1`, { kind: 'unknown' });
    }
    expect(ledger.begin({ ...message('first'), key: 'first-2', number: 2 }, 29_000)).toBe(1000);
    begin('another', 30_000);
    expect(begin('first', 31_000)).toBe(31_000);
    expect(begin('2', 32_000)).toBe(2000);
  });

  test('keeps what it has just learnt, though all others are being delivered: as if unknown, it would be sent again', () => {
    const ledger = new Ledger(1);
    ledger.begin(message('a'), 0);
    const whose = { time: '2026-11-22T20:45:46.303Z', key: 'b-1', message: 1, address: 'x' };
    ledger.learn({ ...whose, event: 'intent', bodyHash: HASH }, { wallMs: () => 0, elapsedMs: () => 0 });
    expect(ledger.look(message('b'))).toEqual({ kind: 'unknown' });
    expect(ledger.look(message('a'))).toBe('inFlight');
  });

  test('takes back what the journal says', () => {
    const ledger = few(2);
    const whose = { time: '2026-11-22T20:45:46.303Z', key: 'a-1', message: 1, address: 'x' };
    const clock = { wallMs: () => 0, elapsedMs: () => 0 };
    ledger.learn({ ...whose, event: 'intent', bodyHash: HASH }, clock);
    expect(ledger.look(message('a'))).toEqual({ kind: 'unknown' });
  });
});

test('a press that the journal knows began when it says, and never later than now', () => {
  const ledger = new Ledger();
  const wallMs = Date.UTC(2026, 10, 22, 20);
  const clock = { wallMs: () => wallMs, elapsedMs: () => 100_000 };
  for (const [press, agoMs] of [
    ['old', 20_000],
    ['ahead', -3_600_000],
  ] as const) {
    const time = new Date(wallMs - agoMs).toISOString();
    const whose = { time, key: `${press}-1`, message: 1, address: 'x' };
    ledger.learn({ ...whose, event: 'intent', bodyHash: HASH }, clock);
  }
  const second = (press: string) =>
    ledger.begin({ ...message(press), key: `${press}-2`, number: 2 }, 101_000);
  expect(['old', 'ahead', 'new'].map(second)).toEqual([80_000, 100_000, 101_000]);
});

test('what is odd in a journal harms nobody: a key without a number, an outcome without an intent', () => {
  const ledger = new Ledger();
  const clock = { wallMs: () => 0, elapsedMs: () => 5000 };
  const whose = { time: '1970-01-01T00:00:00.000Z', message: 1, address: 'x' };
  ledger.learn({ ...whose, key: 'odd', event: 'intent', bodyHash: HASH }, clock);
  expect(ledger.begin(message('odd'), 9000)).toBe(5000);
  ledger.learn({ ...whose, key: 'lone-1', event: 'outcome', outcome: 'unknown' }, clock);
  expect(ledger.look(message('lone'))).toBe('open');
});

test('where nobody says otherwise, a ledger holds 4096 messages', () => {
  const ledger = new Ledger();
  for (let press = 0; press < 4096; press += 1) {
    ledger.begin(message(`${press}`), 0);
    ledger.end(`${press}-1`, { kind: 'unknown' });
  }
  expect(ledger.look(message('0'))).toEqual({ kind: 'unknown' });
  ledger.begin(message('more'), 0);
  expect(ledger.look(message('0'))).toBe('inJournal');
});

describe('fingerprints', () => {
  test('know each of many that were added, and hardly any other', () => {
    const prints = new Fingerprints();
    for (let count = 0; count < 70_000; count += 1) prints.add(`press-${count}-1`);
    let missed = 0;
    let mistaken = 0;
    for (let count = 0; count < 70_000; count += 1) {
      if (!prints.mayHave(`press-${count}-1`)) missed += 1;
      if (prints.mayHave(`other-${count}-1`)) mistaken += 1;
    }
    expect(missed).toBe(0);
    expect(mistaken).toBeLessThan(120);
  });
});

describe('a relay after more messages than it holds', () => {
  const MANY = 12;

  /** @param firstGone aborted when the button of the first message hangs up */
  async function afterMany(options: ConstructorParameters<typeof Rig>[0] = {}, firstGone?: AbortSignal) {
    const rig = new Rig({ mostHeld: 8, ...options });
    for (let count = 0; count < MANY; count += 1) {
      rig.nowMs += 1;
      const gone = count === 0 && firstGone !== undefined ? { gone: firstGone } : {};
      await rig.post({ nonce: rig.nonce(), key: `press${count}-1`, ...gone });
    }
    rig.nowMs += 1;
    return rig;
  }

  test('answers the first again by its journal, and sends it to nobody', async () => {
    const rig = await afterMany();
    expect(await rig.post({ nonce: rig.nonce(), key: 'press0-1' })).toMatchObject({
      status: 200,
      body: '{"status":200}',
    });
    expect((await rig.post({ nonce: rig.nonce(), key: 'press1-1', body: '{"text":"else"}' })).status).toBe(
      422,
    );
    expect(rig.forwarded).toHaveLength(MANY);
  });

  test('sends nothing where the journal can not be read', async () => {
    const rig = await afterMany({ recall: () => Promise.reject(new Error('EIO')) });
    const nonce = rig.nonce();
    const answer = await rig.post({ nonce, key: 'press0-1' });
    expect(answer.status).toBe(503);
    // The button has to believe it.
    expect(isSigned(answer, nonce)).toBe(true);
    expect(rig.forwarded).toHaveLength(MANY);
    expect(rig.log.join()).toMatch(/journal can not be read.*"key":"press0-1"/);
  });

  test('asked for one twice at once, reads twice and sends nothing', async () => {
    const rig = await afterMany();
    const both = ['', ''].map(() => rig.post({ nonce: rig.nonce(), key: 'press0-1' }));
    expect((await Promise.all(both)).map(({ status }) => status)).toEqual([200, 200]);
    expect(rig.forwarded).toHaveLength(MANY);
  });

  test('asked twice at once for one that was not delivered, delivers it once', async () => {
    const hangUp = new AbortController();
    const rig = await afterMany(
      {
        forward: () => {
          const isFirst = !hangUp.signal.aborted;
          hangUp.abort();
          return Promise.resolve(isFirst ? NOT_SENT : TAKEN);
        },
      },
      hangUp.signal,
    );
    expect(rig.journal[1]).toMatchObject({ key: 'press0-1', outcome: 'notDelivered' });
    const both = ['', ''].map(() => rig.post({ nonce: rig.nonce(), key: 'press0-1' }));
    const statuses = (await Promise.all(both)).map(({ status }) => status);
    expect(statuses.sort()).toEqual([200, 409]);
    expect(rig.forwarded).toHaveLength(MANY + 1);
  });

  test('delivers a new message whose key only looks like an old one, once', async () => {
    const rig = await afterMany({ recall: () => Promise.resolve([]) });
    const both = ['', ''].map(() => rig.post({ nonce: rig.nonce(), key: 'press0-1' }));
    for (const { status } of await Promise.all(both)) expect([200, 409]).toContain(status);
    expect(rig.forwarded).toHaveLength(MANY + 1);
  });
});
