import { beforeEach, describe, expect, test } from '@jest/globals';
import * as p from '../../src/firmware/press.ts';
import { configurePress } from './constants.ts';

const ONLINE = true;
let press: p.Press;

beforeEach(() => {
  configurePress({});
  press = p.newPress();
});

/** Steps every 10 ms and tells when the press asked to send. */
function sends(fromMs: number, toMs: number, online: boolean): number[] {
  const times: number[] = [];
  for (let nowMs = fromMs; nowMs <= toMs; nowMs += 10)
    if (p.stepPress(press, online, nowMs)) times.push(nowMs);
  return times;
}

describe('a press', () => {
  test('is idle before the first smash', () => {
    expect(press.phase).toBe(p.IDLE);
  });

  test('sends the next message only when the one before was accepted', () => {
    p.startPress(press, 1000);
    expect(sends(1000, 5000, ONLINE)).toEqual([1000]);
    expect(press.messageAt).toBe(0);
    p.settlePress(press, p.ACCEPTED, 0, 5000);
    expect(sends(5000, 6000, ONLINE)).toEqual([5000]);
    expect(press.messageAt).toBe(1);
    p.settlePress(press, p.ACCEPTED, 0, 6000);
    expect(press.phase).toBe(p.ACCEPTED);
  });

  test.each([p.FAILED, p.UNKNOWN])(
    'ends with the first message when that is not accepted (%i)',
    (outcome) => {
      p.startPress(press, 0);
      sends(0, 10, ONLINE);
      p.settlePress(press, outcome, 0, 20);
      expect(press.phase).toBe(outcome);
      expect(sends(20, 120_000, ONLINE)).toEqual([]);
      expect(press.phase).toBe(outcome);
    },
  );

  test('is not started while another is under way', () => {
    expect(p.startPress(press, 0)).toBe(true);
    expect(p.startPress(press, 10)).toBe(false);
    sends(20, 20, ONLINE);
    expect(p.startPress(press, 30)).toBe(false);
    p.settlePress(press, p.FAILED, 0, 40);
    expect(p.startPress(press, 50)).toBe(true);
  });

  test('is started while the last one is shown as accepted', () => {
    configurePress({ messages: 1 });
    p.startPress(press, 0);
    sends(0, 0, ONLINE);
    p.settlePress(press, p.ACCEPTED, 0, 100);
    expect(p.startPress(press, 200)).toBe(true);
    expect(sends(200, 300, ONLINE)).toEqual([200]);
  });

  test('shows success for five seconds', () => {
    configurePress({ messages: 1 });
    p.startPress(press, 0);
    sends(0, 0, ONLINE);
    p.settlePress(press, p.ACCEPTED, 0, 100);
    sends(100, 5090, ONLINE);
    expect(press.phase).toBe(p.ACCEPTED);
    sends(5100, 5100, ONLINE);
    expect(press.phase).toBe(p.IDLE);
  });
});

describe('what was surely not taken is tried again', () => {
  test('after 1 s, 2 s, 4 s ... until the press expires', () => {
    p.startPress(press, 0);
    const times: number[] = [];
    for (let nowMs = 0; nowMs < 60_000; nowMs += 10) {
      if (!p.stepPress(press, ONLINE, nowMs)) continue;
      times.push(nowMs);
      p.settlePress(press, p.NOT_TAKEN, 0, nowMs);
    }
    expect(times).toEqual([0, 1000, 3000, 7000, 15_000]);
    expect(press.phase).toBe(p.EXPIRED);
  });

  test('no sooner than the server asks', () => {
    p.startPress(press, 0);
    sends(0, 0, ONLINE);
    p.settlePress(press, p.NOT_TAKEN, 12_000, 0);
    expect(sends(0, 20_000, ONLINE)).toEqual([12_000]);
  });

  test('a server that asks for less than nothing does not hasten it', () => {
    p.startPress(press, 0);
    sends(0, 0, ONLINE);
    p.settlePress(press, p.NOT_TAKEN, -5000, 0);
    expect(sends(0, 3000, ONLINE)).toEqual([1000]);
  });

  test('within 100 ms of the network being back', () => {
    p.startPress(press, 0);
    expect(sends(0, 11_650, false)).toEqual([]);
    expect(press.dueMs).toBe(11_700);
    expect(sends(11_660, 13_000, ONLINE)).toEqual([11_700]);
  });

  test('at once when there is a network as it becomes due, whatever was before', () => {
    p.startPress(press, 0);
    sends(0, 0, ONLINE);
    p.settlePress(press, p.NOT_TAKEN, 0, 0);
    expect(sends(0, 990, false)).toEqual([]);
    expect(sends(1000, 2000, ONLINE)).toEqual([1000]);
  });

  test('not once more when its next try would come at the end of the press or after it', () => {
    p.startPress(press, 0);
    sends(0, 0, ONLINE);
    p.settlePress(press, p.NOT_TAKEN, 40_000, 0);
    expect(press.dueMs).toBe(30_000);
    expect(sends(0, 60_000, ONLINE)).toEqual([]);
    expect(press.phase).toBe(p.EXPIRED);
  });

  test('never after the press has expired, not even its second message', () => {
    p.startPress(press, 0);
    expect(sends(0, 30_000, false)).toEqual([]);
    expect(sends(30_010, 90_000, ONLINE)).toEqual([]);
    expect(press.phase).toBe(p.EXPIRED);

    p.startPress(press, 100_000);
    sends(129_990, 129_990, ONLINE);
    p.settlePress(press, p.ACCEPTED, 0, 130_000);
    expect(sends(130_000, 200_000, ONLINE)).toEqual([]);
    expect(press.phase).toBe(p.EXPIRED);
  });

  test('the delay starts anew with each message', () => {
    p.startPress(press, 0);
    sends(0, 0, ONLINE);
    p.settlePress(press, p.NOT_TAKEN, 0, 0);
    sends(1000, 1000, ONLINE);
    p.settlePress(press, p.ACCEPTED, 0, 1000);
    sends(1000, 1000, ONLINE);
    p.settlePress(press, p.NOT_TAKEN, 0, 1000);
    expect(sends(1000, 5000, ONLINE)).toEqual([2000]);
  });
});

describe('what a relay asks to be sent again at once', () => {
  const attempt = (result: number, nowMs: number): number[] => {
    p.settlePress(press, result, 0, nowMs);
    return sends(nowMs, nowMs + 10_000, ONLINE);
  };

  beforeEach(() => {
    p.startPress(press, 0);
    sends(0, 0, ONLINE);
  });

  test('is, the first time, and from then on after 1 s, 2 s, 4 s', () => {
    expect(attempt(p.AGAIN, 10)).toEqual([10]);
    expect(attempt(p.AGAIN, 20)).toEqual([1020]);
    expect(attempt(p.AGAIN, 1020)).toEqual([3020]);
  });

  test('is after a lost answer, too, when the message was sent without a good nonce', () => {
    expect(attempt(p.ANSWER_LOST, 10)).toEqual([1010]);
    expect(attempt(p.AGAIN, 1010)).toEqual([1010]);
    expect(attempt(p.AGAIN, 1020)).toEqual([3020]);
  });

  test('is once for each message', () => {
    expect(attempt(p.AGAIN, 10)).toEqual([10]);
    expect(attempt(p.ACCEPTED, 20)).toEqual([20]);
    expect(attempt(p.AGAIN, 30)).toEqual([30]);
  });

  test('may have been delivered: the press ends as unknown', () => {
    attempt(p.AGAIN, 10);
    p.settlePress(press, p.NOT_TAKEN, 30_000, 20);
    sends(20, 30_000, ONLINE);
    expect(press.phase).toBe(p.UNKNOWN);
  });
});

describe('nothing is to be done by itself', () => {
  test('before the first press', () => {
    expect(press.dueMs).toBe(Infinity);
  });

  test.each([p.FAILED, p.UNKNOWN, p.EXPIRED])('after the outcome %i, which stays', (outcome) => {
    p.startPress(press, 0);
    sends(0, 0, ONLINE);
    p.settlePress(press, outcome, 0, 20);
    expect(press.phase).toBe(outcome);
    expect(press.dueMs).toBe(Infinity);
  });

  test('after a success that was shown', () => {
    configurePress({ messages: 1 });
    p.startPress(press, 0);
    sends(0, 0, ONLINE);
    p.settlePress(press, p.ACCEPTED, 0, 100);
    expect(press.dueMs).toBe(5100);
    sends(5100, 5100, ONLINE);
    expect(press.dueMs).toBe(Infinity);
  });

  test('after an outcome that the edge shows', () => {
    p.endPress(press, p.UNKNOWN);
    expect(press.dueMs).toBe(Infinity);
    expect(sends(0, 120_000, ONLINE)).toEqual([]);
    expect(press.phase).toBe(p.UNKNOWN);
  });
});

test('a press with a lost answer that was never found ends as unknown, whatever failed since', () => {
  p.startPress(press, 0);
  sends(0, 0, ONLINE);
  p.settlePress(press, p.ANSWER_LOST, 0, 0);
  sends(1000, 1000, ONLINE);
  p.settlePress(press, p.NOT_TAKEN, 0, 1000);
  sends(1010, 30_000, false);
  expect(press.phase).toBe(p.UNKNOWN);
});

test('an attempt that never settles is unknown a second after the end of its press', () => {
  p.startPress(press, 0);
  sends(0, 0, ONLINE);
  expect(sends(10, 30_990, ONLINE)).toEqual([]);
  expect(press.phase).toBe(p.IN_FLIGHT);
  expect(sends(31_000, 31_000, ONLINE)).toEqual([]);
  expect(press.phase).toBe(p.UNKNOWN);
});

test.each([p.NOT_TAKEN, p.ANSWER_LOST, p.AGAIN, p.ACCEPTED, p.FAILED])(
  'a press that has ended stays as it is when the result %i comes after all',
  (result) => {
    p.startPress(press, 0);
    sends(0, 0, ONLINE);
    sends(31_000, 31_000, ONLINE);
    p.settlePress(press, result, 0, 31_010);
    expect(press.phase).toBe(p.UNKNOWN);
    expect(sends(31_020, 60_000, ONLINE)).toEqual([]);
  },
);
