import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { printJournal } from '../../../src/relay/command/journal-table.ts';

const FOLDER = mkdtempSync(join(tmpdir(), 'button-table-'));

function whose(key: string, message: number, address = '192.168.1.77') {
  return { time: new Date(2026, 10, 22, 20, 45, 6).toISOString(), key, message, address };
}

async function tableOf(...records: object[]): Promise<string[]> {
  const path = join(FOLDER, 'journal.jsonl');
  writeFileSync(path, records.map((record) => `${JSON.stringify(record)}\n`).join('') + '{"torn');
  const lines: string[] = [];
  await printJournal(path, (line) => lines.push(line));
  return lines;
}

test('a row for each message: when, from where, which, and what became of it', async () => {
  const intent = { event: 'intent', bodyHash: 'ab' };
  const outcome = { event: 'outcome' };
  expect(
    await tableOf(
      { ...whose('a-1', 1), ...intent },
      { ...whose('a-1', 1), ...outcome, outcome: 'delivered', status: 200 },
      { ...whose('a-2', 2), ...intent },
      { ...whose('a-2', 2), ...outcome, outcome: 'refused', status: 404 },
      { ...whose('b-1', 1, '10.0.0.9'), ...intent },
      { ...whose('b-1', 1, '10.0.0.9'), ...outcome, outcome: 'unknown' },
      { ...whose('c-1', 1), ...intent },
      { ...whose('c-1', 1), ...outcome, outcome: 'notDelivered' },
      { ...whose('d-1', 1), ...intent },
    ),
  ).toEqual([
    'when                 from          message  what became of it',
    '2026-11-22 20:45:06  192.168.1.77        1  delivered (200)',
    '2026-11-22 20:45:06  192.168.1.77        2  refused by the webhook (404)',
    '2026-11-22 20:45:06  10.0.0.9            1  unknown: look into the chat',
    '2026-11-22 20:45:06  192.168.1.77        1  not delivered',
    '2026-11-22 20:45:06  192.168.1.77        1  unknown: sent or about to be, and no outcome',
  ]);
});

test('a row is one line, whatever the file holds', async () => {
  const forged = '10.0.0.9\n2026-11-22 20:45:07  10.0.0.9  1  delivered (200)\u001b[2J';
  const [, row = '', ...more] = await tableOf({
    ...whose('a-1', 1, forged),
    event: 'intent',
    bodyHash: 'ab',
  });
  expect(more).toEqual([]);
  expect(row).not.toMatch(/\p{Cc}/u);
  expect(row).toContain('10.0.0.9\\x0a2026-11-22');
});

test('a row keeps its columns, also of the first days of a year and of a short address', async () => {
  const intent = { ...whose('a-1', 1, '::1'), event: 'intent', bodyHash: 'ab' };
  const time = new Date(2026, 0, 2, 3, 4, 5).toISOString();
  expect(await tableOf({ ...intent, time })).toEqual([
    'when                 from  message  what became of it',
    '2026-01-02 03:04:05  ::1         1  unknown: sent or about to be, and no outcome',
  ]);
});

test('an outcome whose message is not there is no row', async () => {
  const outcome = { ...whose('a-1', 1), event: 'outcome', outcome: 'delivered', status: 200 };
  expect(await tableOf(outcome)).toEqual([expect.stringContaining('has no message yet')]);
});

test('one without a message says so', async () => {
  expect(await tableOf()).toEqual([expect.stringContaining('has no message yet')]);
});

test('one that is not there is a failure with the mend', async () => {
  await expect(printJournal(join(FOLDER, 'none.jsonl'), () => undefined)).rejects.toMatchObject({
    exit: 'relayJournal',
    message: expect.stringMatching(/none\.jsonl" can't be read \(ENOENT\)\. A relay makes it .*--journal/),
    cause: { code: 'ENOENT' },
  });
  await expect(printJournal(FOLDER, () => undefined)).rejects.toMatchObject({
    exit: 'relayJournal',
    message: expect.stringMatching(/can't be read \(EISDIR\)\. Check its permissions, .*--journal/),
  });
});

test('a press for practice is marked, whatever became of it', async () => {
  const practice = { ...whose('n-34125-practice-1', 1), practice: true };
  const intent = { ...practice, event: 'intent', bodyHash: 'ab' };
  const [, delivered] = await tableOf(intent, {
    ...practice,
    event: 'outcome',
    outcome: 'delivered',
    status: 200,
  });
  expect(delivered).toMatch(/1 {2}PRACTICE, delivered \(200\)$/);
  const [, open] = await tableOf(intent);
  expect(open).toMatch(/PRACTICE, unknown: sent or about to be/);
});
