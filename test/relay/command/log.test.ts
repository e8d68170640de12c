import { execFileSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, readSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, jest, test } from '@jest/globals';
import { createLog, openOutput } from '../../../src/relay/command/log.ts';

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

test('of what is no message yet it names the address alone, and of what is no error its words', () => {
  const lines: string[] = [];
  for (const forPeople of [true, false]) {
    const log = createLog({ write: (line) => lines.push(line) }, forPeople, () => NOON);
    log.warn({ address: '192.168.1.77', err: 'in words' }, 'Something is wrong.');
  }
  expect(lines[0]).toBe('12:00:05  192.168.1.77  Something is wrong. (in words)\n');
  expect(JSON.parse(lines[1] ?? '')).toMatchObject({ level: 'warn', err: { message: 'in words' } });
});

test('a log that can not be written ends nothing', async () => {
  const path = join(mkdtempSync(join(tmpdir(), 'button-log-')), 'log');
  writeFileSync(path, '');
  const only = openSync(path, 'r');
  const output = openOutput(only);
  const failed = jest.fn();
  process.once('uncaughtException', failed);
  output.write('lost\n');
  await wait(50);
  process.off('uncaughtException', failed);
  expect(failed).not.toHaveBeenCalled();
  closeSync(only);
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

const withPipes = process.platform === 'win32' ? test.skip : test;
withPipes(
  'of a log that nobody reads 1 MiB waits and the rest is lost, and it holds nothing up',
  async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'button-log-')), 'pipe');
    execFileSync('mkfifo', [path]);
    const pipe = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
    const chunk = Buffer.alloc(65_536);
    const read = (): number => {
      try {
        return readSync(pipe, chunk);
      } catch {
        return 0;
      }
    };
    // What is full is tried again a moment later.
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask', 'performance'] });
    try {
      const output = openOutput(pipe);
      for (let line = 0; line < 4096; line += 1) output.write(`${'x'.repeat(1023)}\n`);
      let bytes = 0;
      for (let quiet = 0; quiet < 100; quiet += 1) {
        const some = read();
        if (some > 0) quiet = 0;
        bytes += some;
        jest.advanceTimersByTime(100);
        await wait(1);
      }
      expect(bytes).toBeGreaterThan(512 * 1024);
      expect(bytes).toBeLessThan(1536 * 1024);
    } finally {
      jest.useRealTimers();
    }
  },
);
