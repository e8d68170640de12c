import { beforeAll, describe, expect, test } from '@jest/globals';
import { bundleFirmware } from '../../src/build/bundle.ts';
import { checkConfig } from '../../src/config/files/load.ts';
import {
  AccessPoint,
  type Behaviour,
  BEHAVIOURS,
  Board,
  Clock,
  MemoryNetwork,
  type MemoryServer,
  ScriptCache,
  type SeenRequest,
} from '../../src/simulator/index.ts';

const ALERT = '{"text":"alert"}';
const DEPLOY = '{"text":"deploy"}';
const PATH = '/hooks/T0000-secret-path?token=qwertyuiop';
const TOKEN = 'Zm9vYmFyYmF6';

const PORTAL = `<!DOCTYPE html>\n<html><head><title>Sign in to the network</title></head><body>${'x'.repeat(2000)}`;
const HTML = { 'Content-Type': 'text/html' };

const scripts = new ScriptCache();
let plain: string;
let expecting: string;

async function build(expected: string | undefined): Promise<string> {
  const json = {
    wifi: { ssid: 'office', password: 'open sesame' },
    webhook: {
      url: `http://10.0.0.1${PATH}`,
      headers: { Authorization: `Bearer ${TOKEN}` },
      ...(expected !== undefined && { expect: expected }),
    },
    messages: ['alert', 'deploy'],
  };
  return (await bundleFirmware(checkConfig(json, 'test').config)).script;
}

beforeAll(async () => {
  plain = await build(undefined);
  expecting = await build('"ok":true');
});

/** Smashes once, waits, and tells what the webhook has got, what the console says, and how long the press took. */
function press(
  script: string,
  behaviour: Behaviour,
): { got: string[]; lines: readonly string[]; tookMs: number } {
  const requests: SeenRequest[] = [];
  const server: MemoryServer = { requests, next: () => behaviour };
  const clock = new Clock();
  const network = new MemoryNetwork(clock);
  network.listen('10.0.0.1', 80, server);
  const accessPoint = new AccessPoint({ ssid: 'office', password: 'open sesame' });
  const board = new Board({ script, clock, network, accessPoint, scripts });
  board.powerOn();
  board.advance(10_000);
  board.keys.pressAll();
  board.advance(200);
  board.keys.releaseAll();
  const startMs = clock.nowMs;
  const isOver = () => board.console.lines.some((line) => /^(accepted|failed|unknown|expired)/.test(line));
  while (!isOver() && clock.nowMs < startMs + 60_000) board.advance(100);
  const got = requests.filter(({ completeMs }) => completeMs !== null).map(({ body }) => body);
  return { got, lines: board.console.lines.map((line) => line.trimEnd()), tookMs: clock.nowMs - startMs };
}

describe('a webhook whose answer is a page is not believed, whatever its status', () => {
  test.each<[string, Behaviour]>([
    ['by its type', { kind: 'answer', headers: HTML, body: 'Sign in' }],
    ['by its beginning', { kind: 'answer', body: PORTAL }],
    ['in chunks', { kind: 'answer', framing: 'chunked', body: PORTAL }],
    ['bit by bit', { kind: 'answer', body: PORTAL, pieceBytes: 1, pieceMs: 5 }],
    ['without a length', { kind: 'answer', framing: 'none', body: PORTAL }],
    ['with 201', { kind: 'answer', status: 201, headers: HTML, body: PORTAL }],
  ])('%s: failed, the deploy is never sent, and the console has the beginning of it', (_how, behaviour) => {
    const { got, lines } = press(plain, behaviour);
    expect(got).toEqual([ALERT]);
    expect(lines).toContain('failed');
    expect(lines.some((line) => line.includes('Sign in'))).toBe(true);
  });
});

describe('a webhook that is to answer with a text', () => {
  test.each<[string, Behaviour]>([
    ['in one piece', { kind: 'answer', body: '{"ok":true}' }],
    ['in chunks', { kind: 'answer', framing: 'chunked', body: '{"ok":true,"ts":1}' }],
    ['bit by bit', { kind: 'answer', body: '{"ok":true}', pieceBytes: 1, pieceMs: 100 }],
    ['and leaves the connection open', { kind: 'answer', body: '{"ok":true}', keepsOpen: true }],
  ])('and does, %s: accepted', (_how, behaviour) => {
    const { got, lines } = press(expecting, behaviour);
    expect(got).toEqual([ALERT, DEPLOY]);
    expect(lines).toContain('accepted');
  });

  test('and answers something else: failed, with what it said', () => {
    const { got, lines } = press(expecting, { kind: 'answer', body: '{"ok":false,"error":"no_channel"}' });
    expect(got).toEqual([ALERT]);
    expect(lines).toContain('{"ok":false,"error":"no_channel"}');
    expect(lines).toContain('failed');
  });

  test('and answers something else at greater length than is read, bit by bit: failed', () => {
    const { got, lines } = press(expecting, { kind: 'answer', bodyBytes: 800, pieceBytes: 1, pieceMs: 8 });
    expect(got).toEqual([ALERT]);
    expect(lines).toContain('failed');
  });

  test.each<[string, Behaviour]>([
    ['is cut short', { kind: 'answer', body: '{"any":1,"ok":true}', cutAtBytes: 8 }],
    ['is reset in its middle', BEHAVIOURS.resetInAnswer],
  ])('and %s before it: unknown, and nothing more is sent', (_how, behaviour) => {
    const { got, lines } = press(expecting, behaviour);
    expect(got).toEqual([ALERT]);
    expect(lines).toContain('unknown');
  });
});

describe('the end of an answer is not taken for the beginning of something else', () => {
  test.each<[string, Behaviour]>([
    ['nothing at all', { kind: 'answer', body: '' }],
    ['nothing, with 204', BEHAVIOURS.noContent],
    ['an empty line', { kind: 'answer', body: 'ok\n' }],
    ['a colon', { kind: 'answer', body: 'ok:' }],
  ])('of a page: %s is accepted', (_what, behaviour) => {
    const { got, lines } = press(plain, behaviour);
    expect(got).toEqual([ALERT, DEPLOY]);
    expect(lines).toContain('accepted');
  });

  test.each(['{"error":"', '{"error":"ok'])('of what is expected: %s has failed', (body) => {
    const { got, lines } = press(expecting, { kind: 'answer', body });
    expect(got).toEqual([ALERT]);
    expect(lines).toContain('failed');
  });
});

describe('what the console has of an answer', () => {
  const told = (body: string, status = 404): string => {
    const { lines } = press(plain, { kind: 'answer', status, body });
    return lines[lines.indexOf(String(status)) + 1] ?? '';
  };

  test('is its first 80 characters', () => {
    expect(told('no_service '.repeat(20))).toBe('no_service '.repeat(20).slice(0, 80).trimEnd());
  });

  test('is printable', () => {
    expect(told('no\x1b[2J\r\n\0such\x07 caf\xe9')).toBe('no[2Jsuch caf');
  });

  test('is whole where it is shorter than a part of the path', () => {
    expect(told('no_service')).toBe('no_service');
  });

  test('is nothing where there is no more', () => {
    expect(told('')).toBe('');
  });

  test('is never what it repeats of the request', () => {
    const said = told(`Cannot POST ${PATH} by Bearer ${TOKEN} (qwertyuiop)`);
    expect(said).toBe('Cannot POST /hooks/*?token=* by * * (*)');
    expect(said).not.toMatch(/T0000|secret|qwerty|Zm9v/);
  });
});

test('a server that leaves the connection open costs one deadline, and its status counts', () => {
  const { got, lines, tookMs } = press(plain, { kind: 'answer', keepsOpen: true });
  expect(got).toEqual([ALERT, DEPLOY]);
  expect(lines).toContain('accepted');
  expect(tookMs).toBeLessThan(21_000);
});
