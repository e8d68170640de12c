import { describe, expect, test } from '@jest/globals';
import { parseRecord, recordedOutcome, type OutcomeRecord } from '../../../src/relay/journal/record.ts';

const WHOSE = { time: '2026-11-22T20:45:46.303Z', key: 'a-1', message: 1, address: '10.0.0.9' };
const INTENT = { ...WHOSE, event: 'intent', bodyHash: 'ab' };
const OUTCOME = { ...WHOSE, event: 'outcome', outcome: 'delivered', status: 200 } as const;

describe('the outcome that a record tells of', () => {
  test.each<[Partial<OutcomeRecord>, object]>([
    [
      { outcome: 'delivered', status: 201 },
      { kind: 'delivered', status: 201 },
    ],
    [
      { outcome: 'refused', status: 404 },
      { kind: 'refused', status: 404 },
    ],
    [{ outcome: 'delivered', status: undefined }, { kind: 'unknown' }],
    [{ outcome: 'refused', status: undefined }, { kind: 'unknown' }],
    [{ outcome: 'unknown', status: 500 }, { kind: 'unknown' }],
    [{ outcome: 'unknown', status: undefined }, { kind: 'unknown' }],
    [{ outcome: 'notDelivered', status: 429 }, { kind: 'notDelivered' }],
  ])('%j is %j', (others, outcome) => {
    expect(recordedOutcome({ ...OUTCOME, ...others })).toEqual(outcome);
  });
});

describe('a line of the journal', () => {
  test.each([
    INTENT,
    OUTCOME,
    { ...INTENT, practice: true },
    { ...OUTCOME, outcome: 'refused' },
    { ...OUTCOME, outcome: 'unknown' },
    { ...OUTCOME, outcome: 'notDelivered' },
  ])('%j is a record', (record) => {
    expect(parseRecord(JSON.stringify(record))).toEqual(record);
  });

  test.each([
    {},
    { ...INTENT, event: 'other' },
    { ...INTENT, time: 'now' },
    { ...INTENT, key: 1 },
    { ...INTENT, message: '1' },
    { ...INTENT, message: 1.5 },
    { ...INTENT, address: undefined },
    { ...INTENT, bodyHash: undefined },
    { ...INTENT, practice: false },
    { ...OUTCOME, outcome: 'open' },
    { ...OUTCOME, status: '200' },
    [INTENT],
    null,
  ])('%j is none', (other) => {
    expect(parseRecord(JSON.stringify(other))).toBeUndefined();
  });

  test('that is no JSON is none', () => {
    expect(parseRecord('{"time"')).toBeUndefined();
  });
});
