import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import type { WebSocket } from 'ws';
import type { Bench } from '../../../../src/simulator/faces/page/bench.ts';
import { Tab } from '../../../../src/simulator/faces/page/tab.ts';
import type { News, Update } from '../../../../src/simulator/faces/page/wire.ts';

/** One page, with a connection whose reader is as slow as a test wants, and a bench that only notes. */

/** Where it counts as not reading. */
const MOST = 256 * 1024;

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

function open(isLive = false) {
  const sent: Update[] = [];
  const noted: unknown[] = [];
  const written: (() => void)[] = [];
  const socket = {
    bufferedAmount: 0,
    send: (text: string, done: () => void) => {
      sent.push(JSON.parse(text) as Update);
      written.push(done);
    },
  };
  const bench = {
    isLive,
    /** To make it tells all tabs what is new first. */
    whole: (): News => {
      tab.tell(news(-1));
      return { ...news(0), fresh: true };
    },
    nothingNew: () => news(0),
    obey: (_tab: unknown, command: unknown) => noted.push(command),
    leave: () => noted.push('leaves'),
  };
  const tab: Tab = new Tab(socket as unknown as WebSocket, bench as unknown as Bench);
  /** It has read one more of what it was sent, and so much is left. */
  const reads = (left: number): void => {
    socket.bufferedAmount = left;
    written.shift()?.();
  };
  const news = (nowMs: number): News => ({ nowMs, fresh: false }) as News;
  return { tab, socket, sent, noted, reads, news };
}

test('one that does not read is told nothing more until it has read all, and then everything anew', () => {
  const { tab, socket, sent, reads, news } = open();
  tab.tell(news(1));
  socket.bufferedAmount = MOST;
  tab.tell(news(2));
  socket.bufferedAmount = MOST + 1;
  tab.tell(news(3));
  reads(100);
  // There is room for this, but it could not join it to what it knows.
  tab.tell(news(4));
  expect(sent.map(({ nowMs }) => nowMs)).toEqual([1, 2]);
  reads(0);
  tab.tell(news(5));
  expect(sent.slice(2).map(({ nowMs, fresh }) => [nowMs, fresh])).toEqual([
    [0, true],
    [5, false],
  ]);
});

test('one that reads is told what is new, and never all of it again', () => {
  const { tab, sent, reads, news } = open();
  for (const nowMs of [1, 2]) {
    tab.tell(news(nowMs));
    reads(0);
  }
  expect(sent.map(({ nowMs, fresh }) => [nowMs, fresh])).toEqual([
    [1, false],
    [2, false],
  ]);
});

test('live it is told when it is armed and when that is over, and its hands are taken off then', () => {
  const { tab, sent, noted } = open(true);
  const hold = { do: 'hold', pins: [4] };
  tab.take(JSON.stringify(hold));
  tab.take('{"do":"arm","armed":true}');
  tab.take(JSON.stringify(hold));
  jest.advanceTimersByTime(60_000);
  tab.take(JSON.stringify(hold));
  expect(sent.map(({ armed }) => armed)).toEqual([true, false]);
  expect(noted).toEqual([hold, 'leaves']);
});

test.each(['', '{"do":"arm","armed":"true"}', '{"do":"hold","pins":[17]}'])(
  '"%s" is no command: it arms nothing and is not obeyed',
  (text) => {
    for (const isLive of [true, false]) {
      const { tab, sent, noted } = open(isLive);
      tab.take(text);
      expect([sent, noted]).toEqual([[], []]);
    }
  },
);

test('where nothing is at stake what is a command is done at once', () => {
  const { tab, noted } = open();
  tab.take('{"do":"powerCycle"}');
  expect(noted).toEqual([{ do: 'powerCycle' }]);
});

test('live nothing of one that is gone goes on', () => {
  const { tab, noted } = open(true);
  tab.take('{"do":"arm","armed":true}');
  tab.leave();
  expect(jest.getTimerCount()).toBe(0);
  expect(noted).toContain('leaves');
});
