import { expect, test } from '@jest/globals';
import { parseRecord } from '../../../src/relay/journal/record.ts';
import { isSigned, mac, Rig, SECRET } from '../rig.ts';

const PRACTICE = '{"text":"PRACTICE: nothing is deployed."}';

test('a press for practice is delivered like any other, and marked in the journal and in the log', async () => {
  const rig = new Rig();
  const nonce = `${rig.nonce()}-34125-30000-0`;
  const answer = await rig.post({ nonce, key: `${nonce.slice(0, 32)}-34125-practice-1`, body: PRACTICE });
  expect(answer.status).toBe(200);
  expect(isSigned(answer, nonce)).toBe(true);
  expect(rig.forwarded.map(({ body }) => body)).toEqual([PRACTICE]);
  expect(rig.journal).toMatchObject([
    { event: 'intent', practice: true },
    { event: 'outcome', practice: true },
  ]);
  expect(rig.journal.map((record) => parseRecord(JSON.stringify(record)))).toEqual(rig.journal);
  expect(rig.log).toEqual([expect.stringContaining('"practice":true')]);
});

test('any other is not', async () => {
  const rig = new Rig();
  const nonce = `${rig.nonce()}-34125-30000-1`;
  await rig.post({ nonce, key: `${nonce.slice(0, 32)}-34125-1` });
  expect(JSON.stringify([rig.journal, rig.log])).not.toContain('practice');
});

test('nobody without the secret makes one of the other: the key is under the MAC', async () => {
  const rig = new Rig();
  const nonce = rig.nonce();
  const issued = nonce.slice(0, 32);
  const keys = [`${issued}-34125-1`, `${issued}-34125-practice-1`];
  for (const [own, other] of [keys, keys.toReversed()] as [string, string][]) {
    const theirs = mac(SECRET, 'POST', '/messages', nonce, own, PRACTICE);
    const answer = await rig.post({ nonce, key: other, body: PRACTICE, mac: theirs });
    expect(answer).toMatchObject({ status: 401 });
  }
  expect(rig.forwarded).toEqual([]);
});

test('what a press for practice was answered is no answer to another, though nonce, end and time were the same', async () => {
  const rig = new Rig();
  const issued = rig.nonce();
  const practice = `${issued}-34125-30000-0`;
  const answer = await rig.post({ nonce: practice, key: `${issued}-34125-practice-1`, body: PRACTICE });
  expect(isSigned(answer, practice)).toBe(true);
  expect(isSigned(answer, `${issued}-34125-30000-1`)).toBe(false);
});
