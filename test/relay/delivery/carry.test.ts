import { describe, expect, test } from '@jest/globals';
import { carry, type CarryParts } from '../../../src/relay/delivery/carry.ts';
import { Delivery, type Attempt } from '../../../src/relay/delivery/deliver.ts';
import type { Outcome } from '../../../src/relay/protocol/answers.ts';
import { answered, LOST, NOT_SENT, TAKEN } from '../rig.ts';

/** The order of a delivery: what is on disk when, and what people are told. */

const ADDRESS = '10.0.0.9';
const MESSAGE = {
  key: 'press-1',
  press: 'press',
  number: 1,
  body: Buffer.from('{"text":"deploy"}'),
  bodyHash: 'ab'.repeat(32),
};
const WHOSE = { key: 'press-1', message: 1, address: ADDRESS };
const TIME = '2026-11-22T20:45:06.000Z';

/** A delivery whose steps happen when a test says so. */
function started(attempt: () => Promise<Attempt>, message = MESSAGE) {
  const steps: string[] = [];
  const waiting: { readonly done: () => void; readonly failed: (error: Error) => void }[] = [];
  const records: unknown[] = [];
  const log: unknown[][] = [];
  const say = (level: string) => (fields: object, text: string) => {
    steps.push(level);
    log.push([level, fields, text]);
  };
  const parts: CarryParts = {
    delivery: new Delivery({
      forward: () => {
        steps.push('forward');
        return attempt();
      },
      expected: undefined,
      nowMs: () => 0,
      sleep: () => Promise.resolve(),
    }),
    journal: {
      append: (record) => {
        steps.push(record.event);
        records.push(record);
        return new Promise((done, failed) => waiting.push({ done, failed }));
      },
    },
    clock: { elapsedMs: () => 0, wallMs: () => Date.parse(TIME) },
    log: { info: say('info'), warn: say('warn'), error: say('error') },
  };
  let outcome: Outcome | undefined;
  // Less than a first wait: what is not sent is not tried again.
  void carry(message, ADDRESS, parts, 900, new AbortController().signal).then((came) => (outcome = came));
  /** Lets the disk do, or refuse, what it was asked for last, and gives all else its time. */
  const disk = async (error?: Error): Promise<void> => {
    const asked = waiting.shift();
    if (error === undefined) asked?.done();
    else asked?.failed(error);
    await new Promise(setImmediate);
  };
  return { steps, records, log, disk, outcome: () => outcome };
}

const FULL = Object.assign(new Error('full'), { code: 'ENOSPC' });

describe('a message', () => {
  test('leaves once its intent is on disk, and is answered and told once its outcome is', async () => {
    const { steps, records, log, disk, outcome } = started(() => Promise.resolve(TAKEN));
    await new Promise(setImmediate);
    expect(steps).toEqual(['intent']);
    await disk();
    expect(steps).toEqual(['intent', 'forward', 'outcome']);
    expect(outcome()).toBeUndefined();
    await disk();
    expect(steps).toEqual(['intent', 'forward', 'outcome', 'info']);
    expect(outcome()).toEqual({ kind: 'delivered', status: 200 });
    const said = { ...WHOSE, outcome: 'delivered', status: 200 };
    expect(records).toEqual([
      { time: TIME, event: 'intent', ...WHOSE, bodyHash: MESSAGE.bodyHash },
      { time: TIME, event: 'outcome', ...said },
    ]);
    expect(log).toStrictEqual([['info', said, 'The webhook took the message.']]);
  });

  test('whose intent can not be written does not leave, and people are told', async () => {
    const { steps, log, disk, outcome } = started(() => Promise.resolve(TAKEN));
    await disk(FULL);
    expect(steps).toEqual(['intent', 'error']);
    expect(outcome()).toEqual({ kind: 'notDelivered' });
    expect(log).toEqual([
      ['error', { err: FULL, ...WHOSE }, expect.stringContaining('nothing is forwarded')],
    ]);
  });

  test('whose outcome can not be written has it all the same, and people are told of both', async () => {
    const { steps, log, disk, outcome } = started(() => Promise.resolve(TAKEN));
    await disk();
    await disk(FULL);
    expect(outcome()).toEqual({ kind: 'delivered', status: 200 });
    expect(steps).toEqual(['intent', 'forward', 'outcome', 'error', 'info']);
    expect(log[0]).toEqual([
      'error',
      { err: FULL, ...WHOSE },
      expect.stringContaining('after a restart this outcome is unknown'),
    ]);
  });

  test('that meets a fault of the relay may have been sent: its outcome is unknown', async () => {
    const fault = new Error('a fault');
    const { records, log, disk, outcome } = started(() => Promise.reject(fault));
    await disk();
    await disk();
    expect(outcome()).toEqual({ kind: 'unknown' });
    expect(records[1]).toEqual({ time: TIME, event: 'outcome', ...WHOSE, outcome: 'unknown' });
    expect(log[0]).toEqual([
      'error',
      { err: fault, ...WHOSE },
      expect.stringContaining('may have been sent'),
    ]);
  });
});

test.each<[string, Attempt, object, string]>([
  [
    'refused',
    answered(404, undefined, 'no_service'),
    { status: 404, why: '404 no_service' },
    'look at its answer',
  ],
  ['unknown', LOST, {}, 'look into the chat'],
  ['unknown', { kind: 'lost', why: 'ECONNRESET' }, { why: 'ECONNRESET' }, 'look into the chat'],
  ['notDelivered', NOT_SENT, {}, 'was not delivered'],
])('one that is %s is told as a warning, with why, and what to do', async (kind, attempt, more, text) => {
  const { records, log, disk } = started(() => Promise.resolve(attempt));
  await disk();
  await disk();
  expect(log).toStrictEqual([['warn', { ...WHOSE, outcome: kind, ...more }, expect.stringContaining(text)]]);
  // The webhook's words are for the log alone.
  expect(records[1]).not.toHaveProperty('why');
});

test('one for practice is marked as such everywhere', async () => {
  const practice = { ...MESSAGE, key: 'n-1-practice-1', press: 'n-1-practice' };
  const { records, log, disk } = started(() => Promise.resolve(TAKEN), practice);
  await disk();
  await disk();
  for (const place of [...records, log[0]?.[1]]) expect(place).toMatchObject({ practice: true });
});
