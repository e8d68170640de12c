import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { ask, visitor } from './caller.ts';
import { type PageProcess, startPage } from './page-process.ts';

/** A loaded machine is slow, not wrong. */
jest.setTimeout(600_000);

/** Connections of a kind, for a run that has more time ATTACKS, and how many of them are open at once. */
const MANY = Number(process.env['ATTACKS'] ?? 1500);
const AT_ONCE = 50;
/** Four times what a request has, for a machine that is busy. */
const TIME_MS = 20_000;
const MEBIBYTE = 1024 * 1024;

let page: PageProcess;
let over: string | undefined;
beforeAll(async () => {
  page = await startPage();
  void page.ended.then((said) => (over = said));
});
afterAll(() => page.close());

/** A connection that has sent these bytes. */
async function caller(bytes: string): Promise<Socket> {
  const socket = connect(Number(new URL(page.url).port), '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  if (bytes !== '') await new Promise((resolve) => socket.write(bytes, resolve));
  return socket;
}

/** Does something as often as it takes, many at a time, while the page lives. */
async function manyTimes(act: (turn: number) => Promise<void>): Promise<void> {
  for (let turn = 0; turn < MANY && over === undefined; turn += AT_ONCE) {
    await Promise.all(
      Array.from({ length: AT_ONCE }, (_, index) => act(turn + index).catch(() => undefined)),
    );
  }
}

async function servesAsBefore(): Promise<void> {
  expect(over).toBeUndefined();
  expect((await ask(page, '/')).status).toBe(200);
  const me = await visitor(page);
  expect(me.first.world?.live).toBe(true);
  me.close();
}

const upgrade = (origin: string): string =>
  [
    'GET /bench HTTP/1.1',
    `Host: ${new URL(page.url).host}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
    'Sec-WebSocket-Protocol: deploy-button, a-token-that-is-none',
    `Origin: ${origin}`,
    '',
    '',
  ].join('\r\n');

describe('a live page lives, serves, and takes no more memory', () => {
  let atFirst: number | undefined;
  beforeAll(async () => {
    await servesAsBefore();
    // A young process grows by itself: what its heap needs for so many it keeps.
    for (let turn = 0; turn < 500; turn++) (await caller(upgrade('http://evil.example'))).resetAndDestroy();
    atFirst = page.memory();
  });

  test('after pages of somebody else that are refused, and gone before they are told', async () => {
    await manyTimes(async (turn) => {
      const origin = turn % 2 === 0 ? 'http://evil.example' : new URL(page.url).origin;
      (await caller(upgrade(origin))).resetAndDestroy();
    });
    await servesAsBefore();
  });

  test('after connections that are cut at any byte', async () => {
    const whole = upgrade(new URL(page.url).origin);
    await manyTimes(async (turn) => {
      const socket = await caller(whole.slice(0, turn % whole.length));
      if (turn % 3 === 0) socket.end();
      else if (turn % 3 === 1) socket.destroy();
      else socket.resetAndDestroy();
      if (turn % 3 === 0) socket.resume();
    });
    await servesAsBefore();
  });

  test('among connections that say nothing, or half of it, and stay', async () => {
    const open: Socket[] = [];
    const closed: Promise<unknown>[] = [];
    const whole = upgrade(new URL(page.url).origin);
    await manyTimes(async (turn) => {
      const socket = await caller(whole.slice(0, turn % 2 === 0 ? 0 : turn % whole.length));
      open.push(socket);
      closed.push(new Promise((resolve) => socket.once('close', resolve).resume()));
    });
    await servesAsBefore();
    for (const socket of open.slice(-10)) socket.destroy();
    // The page lets go of all but a few by itself, and of those too when they have had their time.
    const tooLong = AbortSignal.timeout(TIME_MS);
    await Promise.race([Promise.all(closed), once(tooLong, 'abort')]);
    expect(tooLong.aborted).toBe(false);
  });

  test('in the end', async () => {
    await servesAsBefore();
    const now = page.memory();
    if (atFirst === undefined || now === undefined) return;
    // What its heap takes for garbage: after 30,000 of each kind it is no more than after 10,000.
    expect((now - atFirst) / MEBIBYTE).toBeLessThan(128);
  });
});
