import { describe, expect, test } from '@jest/globals';
import { Clock } from '../../../src/simulator/index.ts';
import { Loop } from '../../../src/simulator/espruino/loop.ts';
import { boot, output } from '../workbench.ts';

/** A loop on its own, and what it has asked of the board. */
function loop(idles: readonly boolean[] = []): { loop: Loop; asked: unknown[] } {
  const asked: unknown[] = [];
  const left = [...idles];
  const made = new Loop(new Clock(), {
    idle: () => left.shift() ?? false,
    ran: () => asked.push('ran'),
    uncaught: (error) => asked.push(error),
    hung: () => asked.push('hung'),
    isNative: () => false,
    intervalLost: () => asked.push('interval lost'),
    interrupted: () => asked.push('interrupted'),
  });
  return { loop: made, asked };
}

describe('a turn', () => {
  test('without anything to do is none that time passes for', () => {
    const { loop: idle } = loop();
    expect([idle.turn(), idle.turn(), idle.turns]).toEqual([false, false, 2]);
  });

  test('with something queued is busy, and the next is not', () => {
    const { loop: busy, asked } = loop();
    busy.queue([() => asked.push('called')], undefined, []);
    expect([busy.turn(), busy.turn()]).toEqual([true, false]);
    expect(asked).toEqual(['called', 'ran']);
  });

  test('with an event that nobody listens to has nothing to do', () => {
    const { loop: deaf } = loop();
    deaf.queue([], undefined, []);
    expect(deaf.turn()).toBe(false);
  });

  test('in which a connection moves is busy', () => {
    const { loop: busy } = loop([true]);
    expect([busy.turn(), busy.turn()]).toEqual([true, false]);
  });

  test('passes the time of a callback that throws as well', () => {
    const { loop: throwing, asked } = loop();
    const fails = (): void => {
      throw new Error('no');
    };
    expect(throwing.call(fails, undefined, [])).toBe(true);
    throwing.reportErrors();
    expect(asked).toEqual(['ran', new Error('no')]);
  });

  test('without memory calls nothing, and tells so once', () => {
    const { loop: starved, asked } = loop();
    starved.starved = true;
    const call = (): boolean => starved.call(() => asked.push('called'), undefined, []);
    expect([call(), call()]).toEqual([false, false]);
    starved.turn();
    starved.turn();
    expect(asked).toEqual(['interrupted']);
  });
});

// As on the interpreter.
test('a timer that is made while others are due lets those before it run again first', () => {
  const { board, lines } = boot(`
    setInterval(function () { print('tick') }, 10);
    setTimeout(function () { print('once'); setTimeout(print, 5000) }, 12);
    setTimeout(function () { print('other') }, 13)`);
  board.stall(35);
  board.advance(0);
  expect(lines).toEqual(['tick', 'once', 'tick', 'other', 'tick']);
});

// As on the interpreter.
describe('the numbers of timers', () => {
  test('count on from the last that is left', () => {
    expect(
      output(`var a = setTimeout(print, 10), b = setInterval(print, 10), c = setTimeout(print, 10);
        clearTimeout(b); print(a, b, c, setTimeout(print, 10)); clearTimeout(); print(setTimeout(print, 10))`),
    ).toEqual(['1 2 3 4', '1']);
  });

  test('a timeout that makes another under its own number has made one that comes', () => {
    const { board, lines } = boot(
      `var t = setTimeout(function () {
         clearTimeout(t); print(t === setTimeout(function () { print('another') }, 10)) }, 5);`,
    );
    board.advance(20);
    expect([...lines, board.counters.timers]).toEqual(['true', 'another', 0]);
  });
});
