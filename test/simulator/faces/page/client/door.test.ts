import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { Connection } from '../../../../../src/simulator/faces/page/client/connection.ts';
import { takeToken } from '../../../../../src/simulator/faces/page/client/token.ts';
import type { Update } from '../../../../../src/simulator/faces/page/wire.ts';
import { ADDRESS, Browser, type BrowserSettings } from './browser.ts';

/** The page's own side of the door. */

const TOKEN = 'AbC_-4567890123456789x';

let browser: Browser;

function open(settings?: BrowserSettings): void {
  browser = new Browser(settings);
}

afterEach(() => browser.close());

describe('the token of the address', () => {
  test('is taken out of the bar and the history, and found again after a reload of the same tab', async () => {
    open({ hash: `#${TOKEN}` });
    expect(takeToken()).toBe(TOKEN);
    expect([browser.address, browser.past]).toEqual([ADDRESS, 1]);
    const { kept } = browser;
    await browser.close();
    open({ kept });
    expect(takeToken()).toBe(TOKEN);
    expect([browser.address, browser.past]).toEqual([ADDRESS, 1]);
  });

  test('is the only thing that a tab keeps, in the place of an older one', () => {
    open({ hash: `#${TOKEN}`, kept: { token: 'older' } });
    expect(takeToken()).toBe(TOKEN);
    expect(browser.kept).toEqual({ token: TOKEN });
  });

  test.each(['#"<b>', '#a b', '#a/b', '#', `#a b#${TOKEN}`, `#${TOKEN}?`])(
    'is none, is taken out too, and is not kept: %s',
    (hash) => {
      open({ hash });
      expect(takeToken()).toBe('');
      expect(browser.address).toBe(ADDRESS);
      expect(browser.kept).toEqual({});
    },
  );

  test('works once where a browser keeps nothing', () => {
    open({ hash: `#${TOKEN}`, keepsNothing: true });
    expect(takeToken()).toBe(TOKEN);
    expect(browser.address).toBe(ADDRESS);
  });

  test('is nothing in a tab that was opened without one, also where a browser keeps nothing', async () => {
    open();
    expect(takeToken()).toBe('');
    await browser.close();
    open({ keepsNothing: true });
    expect(takeToken()).toBe('');
  });
});

describe('the line to the simulator', () => {
  const press = { do: 'hold', pins: [4, 5, 12, 13] } as const;
  let updates: Update[];
  let lines: string[];

  function connect(token = ''): Connection {
    return new Connection(
      token,
      (update) => updates.push(update),
      (line) => lines.push(line),
    );
  }

  beforeEach(() => {
    jest.useFakeTimers();
    updates = [];
    lines = [];
    open();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  const soon = (): Promise<void> => jest.advanceTimersByTimeAsync(0);

  function answers(status: number): void {
    browser.answer = () => Promise.resolve({ status });
  }

  function answersNot(): void {
    browser.answer = () => Promise.reject(new TypeError('Failed to fetch'));
  }

  test('has the token behind the name of the WebSocket, and in no address', async () => {
    connect(TOKEN);
    expect(browser.socket).toMatchObject({
      url: 'ws://127.0.0.1:4004/bench',
      protocols: ['deploy-button', TOKEN],
    });
    browser.socket.closes();
    await soon();
    expect(browser.asked).toEqual(['/bench']);
    await jest.advanceTimersByTimeAsync(300);
    expect(browser.sockets.map(({ protocols }) => protocols)).toEqual(
      Array(2).fill(['deploy-button', TOKEN]),
    );
  });

  test('offers nothing behind that name where there is no token', () => {
    connect();
    expect(browser.socket.protocols).toEqual(['deploy-button']);
  });

  test('tells what comes', () => {
    connect();
    browser.socket.opens();
    browser.socket.says({ nowMs: 17 });
    browser.socket.says({ nowMs: 18 });
    expect(updates).toEqual([{ nowMs: 17 }, { nowMs: 18 }]);
  });

  test('takes a press now or never: one that is made while it is down is not sent later', async () => {
    const connection = connect();
    connection.send(press);
    browser.socket.opens();
    expect(browser.sent).toEqual([]);
    connection.send(press);
    expect(browser.sent).toEqual([press]);
    browser.socket.closes();
    connection.send(press);
    await jest.advanceTimersByTimeAsync(300);
    connection.send(press);
    browser.socket.opens();
    expect(browser.sockets.map(({ sent }) => sent.length)).toEqual([1, 0]);
    connection.send(press);
    expect(browser.sockets.map(({ sent }) => sent.length)).toEqual([1, 1]);
  });

  test('that ends is told at once, before anybody has been asked why', () => {
    connect();
    browser.socket.opens();
    browser.socket.closes();
    expect(lines).toEqual(['open', 'ended']);
  });

  test.each([
    [
      'is shut: it is refused for want of the token',
      () => {
        answers(401);
      },
      'shut',
    ],
    [
      'has ended: something else answers there',
      () => {
        answers(404);
      },
      'ended',
    ],
    ['has ended: nothing answers there', answersNot, 'ended'],
  ] as const)('that never opens %s', async (_why, set, line) => {
    set();
    connect();
    browser.socket.closes();
    expect(lines).toEqual([]);
    await soon();
    expect(lines).toEqual([line]);
    await jest.advanceTimersByTimeAsync(300);
    browser.socket.closes();
    await soon();
    expect(lines).toEqual([line]);
  });

  test('that is open again is not told to be down when the answer to why it was comes late', async () => {
    let answer: (answer: { status: number }) => void = () => undefined;
    browser.answer = () =>
      new Promise((resolve) => {
        answer = resolve;
      });
    connect();
    browser.socket.opens();
    browser.socket.closes();
    await jest.advanceTimersByTimeAsync(300);
    browser.socket.opens();
    answer({ status: 401 });
    await soon();
    expect(lines).toEqual(['open', 'ended', 'open']);
  });

  test('that comes back shut is told to be', async () => {
    connect();
    browser.socket.opens();
    answersNot();
    browser.socket.closes();
    await jest.advanceTimersByTimeAsync(300);
    answers(401);
    browser.socket.closes();
    await soon();
    expect(lines).toEqual(['open', 'ended', 'shut']);
  });

  test('comes back by itself, at most every 3 s', async () => {
    connect();
    expect(await triedAtMs(15_000)).toEqual([0, 300, 900, 2100, 4500, 7500, 10_500, 13_500]);
  });

  test('comes back soon after it was open once more', async () => {
    connect();
    await triedAtMs(7000);
    await jest.advanceTimersByTimeAsync(3000);
    browser.socket.opens();
    expect(await triedAtMs(1000)).toEqual([0, 300, 900]);
  });

  /** Lets each connection fail as soon as it is made, and one that is open end. @returns when */
  async function triedAtMs(forMs: number): Promise<number[]> {
    const atMs: number[] = [];
    for (let ms = 0; ms < forMs; ms += 100) {
      if (browser.socket.readyState < 3) {
        atMs.push(ms);
        browser.socket.closes();
      }
      await jest.advanceTimersByTimeAsync(100);
    }
    return atMs;
  }
});
