import { describe, expect, test } from '@jest/globals';
import { boot, output } from '../workbench.ts';

describe('timers', () => {
  test('an interval does not drift; after a stall the missed ticks come back to back, one a turn', () => {
    const { board, lines } = boot(`setInterval(function () { print(Math.round(getTime() * 1000)) }, 10)`);
    board.advance(25);
    board.stall(40);
    board.advance(20);
    // Power-on was 200 ms before the program began.
    expect(lines).toEqual(['210', '220', '265', '265', '265', '265', '270', '280']);
  });

  test('ticks that come late see one time, however many there are', () => {
    const { board, lines } = boot(`setInterval(function () { print(Math.round(getTime() * 1000)) }, 1)`);
    board.stall(3000);
    board.advance(0);
    expect(new Set(lines)).toEqual(new Set(['3200']));
    expect(lines).toHaveLength(3000);
  });

  test('in one turn timers run in the order they were made, not in the order they were due', () => {
    const { board, lines } = boot(
      `setTimeout(function () { print('due 20') }, 20); setTimeout(function () { print('due 10') }, 10)`,
    );
    board.stall(30);
    board.advance(0);
    expect(lines).toEqual(['due 20', 'due 10']);
  });

  // The order was seen on the interpreter: making a timer starts the pass over all of them again.
  test('a timer made in a callback lets a late interval run again in the same turn, before any event', () => {
    const { board, lines } = boot(`
      var o = {}; o.on('x', function () { print('event') });
      setInterval(function () { print('tick') }, 10);
      setTimeout(function () { print('once'); o.emit('x'); setTimeout(function () { print('new') }, 0) }, 12);`);
    board.stall(35);
    board.advance(1);
    expect(lines).toEqual(['tick', 'once', 'tick', 'event', 'tick', 'new']);
  });

  test('the number of a timer that is gone is given out again, so a stale one clears a stranger', () => {
    const { board, lines } = boot(`
      var old = setTimeout(function () {}, 10); clearTimeout(old);
      var next = setTimeout(function () { print('lost') }, 10);
      print(old === next); clearTimeout(old);`);
    board.advance(20);
    expect(lines).toEqual(['true']);
  });

  test('callbacks may be text, get further arguments, and changeInterval takes effect at once', () => {
    const { board, lines } = boot(`
      setTimeout("print('text')", 5);
      setTimeout(function (a, b) { print(a, b) }, 6, 'x', 7);
      var i = setInterval(function () { print('tick') }, 1000); changeInterval(i, 10);`);
    board.advance(10);
    expect(lines).toEqual(['text', 'x 7', 'tick']);
  });

  test.each([
    ['setTimeout(5)', 'Function or String not supplied!'],
    ['clearTimeout(undefined)', 'clearTimeout(undefined) not allowed. Use clearTimeout() instead'],
    ['clearInterval(undefined)', 'clearInterval(undefined) not allowed. Use clearInterval() instead'],
    ['changeInterval(9, 10)', 'Unknown Interval'],
    ['setTimeout(print, 1e14)', 'Interval is too long (>100 years)'],
    ['setInterval(print, 31536000001001)', 'Interval is too long (>100 years)'],
    ['setInterval()', 'Function or String not supplied!'],
    ['setTimeout(null, 5)', 'Function or String not supplied!'],
    ['changeInterval()', 'Unknown Interval'],
  ])('%s throws', (call, message) => {
    expect(output(`try { ${call} } catch (e) { print('' + e) }`)).toEqual([`Error: ${message}`]);
  });

  test.each(['setTimeout(print, 31536000001000)', 'changeInterval(setInterval(print, 10), 1e14)'])(
    '%s is not too long',
    (call) => {
      const { board, lines } = boot(call);
      board.advance(100);
      expect([...lines, board.counters.timers]).toEqual([1]);
    },
  );

  test.each(['0', '-5', '0.05', 'undefined', '"x"'])('an interval of %s ms is one of 0.1 ms', (every) => {
    const { board, lines } = boot(
      `var n = 0; setInterval(function () { n++ }, ${every}); setTimeout(function () { print(n) }, 0.95)`,
    );
    board.advance(2);
    expect(lines).toEqual(['9']);
  });

  test('changeInterval makes an interval of a timeout, which goes on from now', () => {
    const { board, lines } = boot(`
      function ms() { return Math.round(getTime() * 1000) - 200 }
      var t = setTimeout(function () { print(ms()) }, 10); setTimeout(function () { changeInterval(t, 20) }, 5)`);
    board.advance(50);
    expect(lines).toEqual(['25', '45']);
  });

  test('an interval that changes itself goes on with the new distance from when it was due', () => {
    const { board, lines } = boot(`
      function ms() { return Math.round(getTime() * 1000) - 200 }
      var i = setInterval(function () { print(ms()); changeInterval(i, 30) }, 10)`);
    board.advance(75);
    expect(lines).toEqual(['10', '40', '70']);
  });

  // Seen on the interpreter for those that it has; without a change of the timers the late tick comes in the next turn.
  test.each([
    ['clearTimeout(other)', ['tick', 'once', 'tick', 'event', 'tick']],
    ['clearTimeout("none")', ['tick', 'once', 'tick', 'event', 'tick']],
    ['changeInterval(other, 5000)', ['tick', 'once', 'tick', 'event', 'tick']],
    ['', ['tick', 'once', 'event', 'tick', 'tick']],
  ])('after %s in a callback a late interval runs again in the same turn', (change, expected) => {
    const { board, lines } = boot(`
      var o = {}; o.on('x', function () { print('event') });
      setInterval(function () { print('tick') }, 10); var other = setInterval(print, 5000);
      setTimeout(function () { print('once'); o.emit('x'); ${change} }, 12)`);
    board.stall(35);
    board.advance(0);
    expect(lines).toEqual(expected);
  });

  test('a callback that clears all timers is the last that runs', () => {
    const { board, lines } = boot(`
      setInterval(function () { print('a'); clearInterval() }, 10); setTimeout(function () { print('b') }, 10)`);
    board.advance(50);
    expect([...lines, board.counters.timers]).toEqual(['a', 0]);
  });

  test('a number that is no number clears nothing', () => {
    const { board } = boot('var t = setTimeout(print, 10); clearTimeout("" + t); clearTimeout(null)');
    expect(board.counters.timers).toBe(1);
  });

  test('a callback of the board’s own is called with the arguments alone', () => {
    const { board, lines } = boot(
      `setTimeout(print, 5, 'a', 1); setTimeout(function () { print(this === global, arguments.length) }, 6)`,
    );
    board.advance(10);
    expect(lines).toEqual(['a 1', 'true 0']);
  });

  test('clearInterval() without an argument clears everything, an unknown number nothing', () => {
    const { board } = boot('setInterval(print, 10); setTimeout(print, 10); clearTimeout(77)');
    expect(board.counters.timers).toBe(2);
    expect(boot('setInterval(print, 10); setTimeout(print, 10); clearInterval()').board.counters.timers).toBe(
      0,
    );
  });
});

describe('the clock', () => {
  test('getTime is seconds with a fraction, near 0 at power-on, and setTime moves it without moving timers', () => {
    const { board, lines } = boot(`
      print(getTime() < 1); setTime(1e9);
      setTimeout(function () { print(getTime()) }, 1500)`);
    board.advance(2000);
    expect(lines).toEqual(['true', '1000000001.5']);
    board.powerCycle();
    expect(lines.at(-1)).toBe('true');
  });

  test('Date is the board’s time, not the host’s', () => {
    expect(output('setTime(86400); print(Date.now(), new Date().getTime(), new Date(5).getTime())')).toEqual([
      '86400000 86400000 5',
    ]);
  });

  test('a program that keeps the processor is reset by the watchdog after 3.2 s and starts over', () => {
    const { board, lines } = boot(`print('boot', require('ESP8266').getResetInfo().reason)`);
    board.stall(3300);
    board.advance(0);
    expect(lines).toEqual(['boot power on', 'boot soft wdt']);
    expect(board.counters.boots).toBe(2);
  });

  test('a thousand looks at the clock in a turn are free, each further one takes a millisecond', () => {
    const { board, lines } = boot(`
      function took(looks) { var a = getTime(), b; for (var i = 1; i < looks; i++) b = getTime(); return Math.round((b - a) * 1000) }
      setTimeout(function () { print(took(1000)) }, 10); setTimeout(function () { print(took(1003)) }, 20);
      setTimeout(function () { print(took(1000)) }, 40)`);
    board.advance(100);
    expect(lines).toEqual(['0', '3', '0']);
  });

  test('waiting for the clock in a loop ends, late', () => {
    const { board, lines } = boot(
      `setTimeout(function () { var end = getTime() + 0.05; while (getTime() < end); print('done') }, 10)`,
    );
    board.advance(10);
    expect(lines).toEqual(['done']);
    expect(board.clock.nowMs).toBeGreaterThanOrEqual(60);
  });

  test('a program that waits for the clock longer than that is reset all the same, and cannot catch it', () => {
    const { board, lines } = boot(`
      print(require('ESP8266').getResetInfo().reason);
      function wait() { var end = getTime() + 5; while (getTime() < end); print('waited') }
      process.on('uncaughtException', function () { print('caught') });
      if (getTime() < 1) {
        setTimeout(function () { try { wait() } catch (e) { print('swallowed') } finally { wait() } }, 10);
        setTimeout(function () { print('next') }, 10);
      }`);
    board.advance(10);
    expect(lines).toEqual(['power on', 'soft wdt']);
    expect(board.clock.nowMs).toBe(3210);
  });

  test('what feeds the watchdog is the end of a turn: several long ones do no harm', () => {
    const { board, lines } = boot(`
      function wait() { var end = getTime() + 2; while (getTime() < end); print('waited') }
      setTimeout(wait, 10); setTimeout(wait, 3000)`);
    board.advance(6000);
    expect(lines).toEqual(['waited', 'waited']);
    expect(board.counters.boots).toBe(1);
  });

  test('boot code that never ends is reset every 3.2 s', () => {
    const { board, lines } = boot(`print(Math.round(getTime() * 10)); for (;;) getTime()`);
    board.advance(10_000);
    expect(lines).toEqual(['2', '34', '66', '98', '130']);
    board.powerOff();
    board.advance(10_000);
    expect(lines).toHaveLength(5);
  });

  test('enableWatchdog and kickWatchdog are there and do nothing', () => {
    const { board } = boot('E.enableWatchdog(1, true); E.kickWatchdog()');
    board.advance(60_000);
    expect(board.counters.boots).toBe(1);
  });
});

describe('events', () => {
  test('come in the next turn, with the listeners of the moment they were raised', () => {
    const { board, lines } = boot(`
      var o = {}; function late() { print('late') }
      o.on('x', function (a) { print('first', a, this === o) });
      o.on('x', late); o.emit('x', 5);
      o.removeListener('x', late); o.on('x', function () { print('too late') });
      print('raised');`);
    board.advance(0);
    expect(lines).toEqual(['raised', 'first 5 true']);
  });

  test('removeAllListeners does not stop what is queued', () => {
    const { board, lines } = boot(`
      var o = {}; o.on('x', function () { print('still called') }); o.emit('x'); o.removeAllListeners('x'); o.emit('x')`);
    board.advance(0);
    expect(lines).toEqual(['still called']);
  });

  test.each([
    [`(1).on('x', print)`, 'TypeError: Parent must be an object - not a String, Integer, etc'],
    [`({}).on(1, print)`, 'TypeError: First argument must be String'],
    [`({}).on('x', 1)`, 'TypeError: Second argument must be a function or a String'],
  ])('%s throws', (call, message) => {
    expect(output(`try { ${call} } catch (e) { print('' + e) }`)).toEqual([message]);
  });

  test('are counted, with those of the board’s own objects', () => {
    const { board } = boot(`
      process.on('x', print); process.on('x', print); E.on('y', print); require('Wifi').on('z', print);
      ({}).on('x', print); E.on('y', function f() {}); process.removeListener('x', print)`);
    expect([board.counters.listeners, boot('').board.counters.listeners]).toEqual([4, 0]);
  });

  test('promises run after the turn’s events, in order', () => {
    const { board, lines } = boot(`
      Promise.resolve(1).then(function (x) { print('then', x); return x + 1 }).then(function (x) { print('then', x); throw 'no' })
        .catch(function (e) { print('caught', e) });
      Promise.all([1, Promise.resolve(2)]).then(function (l) { print(l.join()) });
      print('first');`);
    board.advance(1);
    expect(lines[0]).toBe('first');
    expect(lines.slice(1).sort()).toEqual(['1,2', 'caught no', 'then 1', 'then 2']);
  });

  test('a rejection that nobody catches is printed', () => {
    const { board, lines } = boot(`Promise.reject('gone')`);
    board.advance(1);
    expect(lines).toEqual(['Uncaught Error: Unhandled promise rejection: gone']);
  });
});

describe('exceptions', () => {
  test('that escape are printed and the interval goes on', () => {
    const { board, lines } = boot(`setInterval(function () { print('tick'); throw new Error('boo') }, 10)`);
    board.advance(20);
    expect(lines).toEqual(['tick', 'Uncaught Error: boo', 'tick', 'Uncaught Error: boo']);
  });

  test('go to uncaughtException in place of the console', () => {
    const { board, lines } = boot(`
      process.on('uncaughtException', function (e) { print('caught', e.message) });
      setTimeout(function () { nothing() }, 10)`);
    board.advance(10);
    expect(lines).toEqual(['caught "nothing" is not defined']);
  });

  test('of the handler itself are printed', () => {
    const { board, lines } = boot(`
      process.on('uncaughtException', function () { throw 'again' });
      setTimeout(function () { throw 'once' }, 10)`);
    board.advance(10);
    expect(lines).toEqual(['Uncaught again']);
  });

  test('of several callbacks in one turn only the last is reported', () => {
    const { board, lines } = boot(
      `['one', 'two'].forEach(function (n) { setTimeout(function () { print(n); throw n }, 10) })`,
    );
    board.advance(10);
    expect(lines).toEqual(['one', 'two', 'Uncaught two']);
  });

  test('at the top of the program leave what was set up before running', () => {
    const { board, lines } = boot(`setTimeout(function () { print('alive') }, 10); throw new Error('top')`);
    board.advance(10);
    expect(lines).toEqual(['Uncaught Error: top', 'alive']);
  });

  test('a program that does not parse is reported, not thrown at the host', () => {
    expect(output('var = 5')[0]).toMatch(/^Uncaught SyntaxError/);
  });

  test('nesting too deep reboots the chip: it has no stack check', () => {
    const { board, lines } = boot(`
      print(require('ESP8266').getResetInfo().reason);
      function deeper() { deeper() } if (!require('Storage').read('again')) { require('Storage').write('again', '1'); setTimeout(deeper, 10) }`);
    board.advance(20);
    expect(lines).toEqual(['power on', 'exception']);
  });

  test('events that raise each other for ever end in the watchdog', () => {
    const { board } = boot(
      `var o = {}; o.on('x', function () { o.emit('x') }); if (getTime() < 0.3) setTimeout(function () { o.emit('x') }, 10)`,
    );
    board.advance(10);
    expect(board.counters.boots).toBe(2);
    board.powerOff();
  });
});
