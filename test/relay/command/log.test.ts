import { expect, test } from '@jest/globals';
import { createLog } from '../../../src/relay/command/log.ts';

const NOON = new Date(2026, 10, 22, 12, 0, 5).getTime();

function logged(forPeople: boolean): string[] {
  const lines: string[] = [];
  const log = createLog({ write: (line) => lines.push(line) }, forPeople, () => NOON);
  const whose = { key: 'press-1', message: 1, address: '192.168.1.77' };
  log.info({ ...whose, outcome: 'delivered', status: 200 }, 'The webhook took the message.');
  log.warn({ ...whose, outcome: 'refused', why: '404 no_service' }, 'The webhook refused the message.');
  log.error({ err: Object.assign(new Error('full'), { code: 'ENOSPC' }) }, 'The journal can not be written.');
  return lines;
}

test('on a terminal it is a line for people: when, from where, which message, what became of it, and why', () => {
  expect(logged(true)).toEqual([
    '12:00:05  192.168.1.77 #1  The webhook took the message.\n',
    '12:00:05  192.168.1.77 #1  The webhook refused the message. (404 no_service)\n',
    '12:00:05  The journal can not be written. (full)\n',
  ]);
});

test('a press for practice is marked, for people and for programs', () => {
  for (const forPeople of [true, false]) {
    const lines: string[] = [];
    const log = createLog({ write: (line) => lines.push(line) }, forPeople, () => NOON);
    log.info({ message: 1, address: '192.168.1.77', practice: true }, 'The webhook took the message.');
    expect(lines.join()).toContain(forPeople ? '#1  PRACTICE: The webhook took' : '"practice":true');
  }
});

test('elsewhere it is a line of JSON, with the fields of an error', () => {
  const [info, , error] = logged(false).map((line) => JSON.parse(line) as unknown);
  expect(info).toEqual({
    level: 'info',
    time: new Date(NOON).toISOString(),
    msg: 'The webhook took the message.',
    key: 'press-1',
    message: 1,
    address: '192.168.1.77',
    outcome: 'delivered',
    status: 200,
  });
  expect(error).toMatchObject({ level: 'error', err: { message: 'full', code: 'ENOSPC' } });
});

test.each([true, false])('shows what a terminal would obey, for people %p', (forPeople) => {
  const lines: string[] = [];
  const log = createLog({ write: (line) => lines.push(line) }, forPeople, () => NOON);
  const hostile = '\x1b]0;x\x07\x9b2J\u202e';
  log.warn({ why: hostile }, 'evil\nline');
  expect(lines).toHaveLength(1);
  const line = lines[0]?.slice(0, -1) ?? '';
  expect(line).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
  if (forPeople) expect(line).toContain(String.raw`evil\x0aline`);
  else expect(JSON.parse(line)).toMatchObject({ why: hostile, msg: 'evil\nline' });
});
