import { expect, test } from '@jest/globals';
import { Board, Clock, MemoryNetwork, type Speed } from '../../../../src/simulator/index.ts';
import { BoardWatch } from '../../../../src/simulator/faces/page/board-watch.ts';

/** How busy the chip is told to be, look by look. */
function busy(script: string, speed: Speed, ...afterMs: readonly number[]): number[] {
  const clock = new Clock();
  const board = new Board({ script, speed, clock, network: new MemoryNetwork(clock) });
  const watch = new BoardWatch(board, {
    led: 0,
    pins: [4, 5],
    debounceMs: 30,
    pressTtlMs: 30_000,
    isPractice: false,
  });
  board.powerOn();
  return afterMs.map((ms) => {
    board.advance(ms);
    return watch.read().busy;
  });
}

/** Works for `ms` of each 100. */
function working(ms: number): string {
  return `setInterval(()=>{const end=getTime()*1000+${ms};while(getTime()*1000<end);},100);`;
}

test('a chip without anything to do is told to be idle', () => {
  expect(busy('', 'flash 80', 1000)).toEqual([0]);
});

test('a chip is told to be as busy as its script keeps it', () => {
  for (const speed of ['flash 80', 'a third slower'] as const) {
    const [share = NaN] = busy(working(50), speed, 5000);
    expect(share).toBeGreaterThanOrEqual(50);
    expect(share).toBeLessThan(56);
  }
});

test('what is told holds for a second, and tells of that second alone', () => {
  const script = `${working(50)}setTimeout(()=>clearInterval(1),2050);`;
  const [first = NaN, same, next = NaN, last] = busy(script, 'flash 80', 1000, 500, 500, 2000);
  expect(first).toBeGreaterThan(45);
  expect(same).toBe(first);
  expect(next).toBeGreaterThan(45);
  expect(last).toBeLessThan(10);
});

test('a chip that can’t keep up is told to be busy all the time', () => {
  const [, share] = busy(working(150), 'flash 80', 1000, 3000);
  expect(share).toBe(100);
});
