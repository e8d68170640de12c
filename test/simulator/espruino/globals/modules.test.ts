import { describe, expect, test } from '@jest/globals';
import { boot, output } from '../../workbench.ts';

describe('require', () => {
  test.each(['Wifi', 'Storage', 'http', 'net', 'ESP8266', 'TelnetServer', 'crypto'])(
    'has %s, the same each time',
    (name) => {
      expect(
        output(
          `var m = require('${name}'); print(typeof m, m === require('${name}'), Object.keys(m).length)`,
        ),
      ).toEqual(['object true 0']);
    },
  );

  test.each([
    ['"nope"', 'Error: Module "nope" not found'],
    ['"wifi"', 'Error: Module "wifi" not found'],
    ['"Flash"', 'Error: Module "Flash" is not in the virtual board'],
    ['"neopixel"', 'Error: Module "neopixel" is not in the virtual board'],
    ['', 'TypeError: Expecting module name as a string, got undefined'],
    ['5', 'TypeError: Expecting module name as a string, got Number'],
  ])('of %s throws', (name, message) => {
    expect(output(`try { require(${name}) } catch (e) { print('' + e) }`)).toEqual([message]);
  });
});

describe('ESP8266', () => {
  test('tells of the chip', () => {
    expect(
      output(`var c = require('ESP8266'), s = c.getState();
        print(s.sdkVersion, s.cpuFrequency, s.freeHeap > 0, c.getFreeFlash().length, c.logDebug(true));
        var i = c.getResetInfo(); print(i.epc1, i.epc2, i.epc3, i.excvaddr, i.depc)`),
    ).toEqual(['2.2.1 160 true 0 undefined', '0 0 0 0 0']);
  });

  test.each([
    ...['ping', 'setLog', 'printLog', 'readLog', 'dumpSocketInfo', 'setCPUFreq', 'crc32', 'neopixelWrite'],
    'deepSleep',
  ])('%s says that the virtual board lacks it', (name) => {
    expect(output(`try { require('ESP8266').${name}() } catch (e) { print('' + e) }`)).toEqual([
      `Error: ESP8266.${name} is not in the virtual board`,
    ]);
  });
});

test.each(['log', 'debug', 'info', 'warn', 'error'])('console.%s prints', (name) => {
  expect(output(`console.${name}('a', 1)`)).toEqual(['a 1']);
});

/** What a script prints in its first turns. */
function printed(script: string): string[] {
  const { board, lines } = boot(script);
  board.advance(1);
  return [...lines];
}

// As on the interpreter (test/espruino/board-programs.ts).
describe('listeners', () => {
  const TWO = `var o = {}; function f() { print('x') } o.on('x', f); o.on('y', function () { print('y') });`;

  test.each([
    [`o.emit('x'); o.emit('y')`, ['x', 'y']],
    [`o.addListener('x', function () { print('added') }); o.emit('x')`, ['x', 'added']],
    [`o.prependListener('x', function () { print('first') }); o.emit('x')`, ['first', 'x']],
    [`o.removeListener('x', f); o.emit('x'); o.emit('y')`, ['y']],
    [`o.removeListener('y', f); o.removeListener('x', print); o.emit('x'); o.emit('y')`, ['x', 'y']],
    [`o.removeListener('z', f); o.emit('z'); o.emit('x')`, ['x']],
    [`o.on('x', f); o.removeListener('x', f); o.emit('x')`, ['x']],
    [`o.removeAllListeners('x'); o.emit('x'); o.emit('y')`, ['y']],
    [`o.removeAllListeners(); o.emit('x'); o.emit('y')`, []],
    [`({}).emit('x'); ({}).removeListener('x', f); ({}).removeAllListeners('x')`, []],
    [
      `print(o.emit('z'), o.on('z', f), o.removeListener('z', f), o.removeAllListeners('z'))`,
      ['undefined undefined undefined undefined'],
    ],
  ])('%s', (act, lines) => {
    expect(printed(`${TWO} ${act}`)).toEqual(lines);
  });

  test.each([
    ...[
      'on("x", f)',
      'prependListener("x", f)',
      'emit("x")',
      'removeListener("x", f)',
      'removeAllListeners()',
    ].map((call) => [`(5).${call}`, 'Parent must be an object - not a String, Integer, etc']),
    ...['on(5, f)', 'prependListener(5, f)', 'emit(5)', 'emit()', 'removeListener(5, f)'].map((call) => [
      `o.${call}`,
      'First argument must be String',
    ]),
    ['o.removeAllListeners(5)', 'First argument must be String or undefined'],
    ['o.on("x", 5)', 'Second argument must be a function or a String'],
    ['o.prependListener("x")', 'Second argument must be a function or a String'],
  ])('%s throws', (call, message) => {
    expect(output(`${TWO} try { ${call} } catch (e) { print('' + e) }`)).toEqual([`TypeError: ${message}`]);
  });
});

describe('what is the board’s own', () => {
  test('url.parse takes apart texts alone', () => {
    expect(
      output(
        `print(url.parse(5), url.parse(null), url.parse('http://h/p?a=b').query, url.parse('/p?a=b', true).query.a)`,
      ),
    ).toEqual(['undefined undefined a=b b']);
  });

  test('promises wait for the end of the turn', () => {
    expect(printed(`Promise.resolve(1).then(function (v) { print(v) }); print(0)`)).toEqual(['0', '1']);
  });

  test('Math.random is the chip’s noise, from 0 up to 1', () => {
    const [line] = output(
      `var low = 0, high = 0; for (var i = 0; i < 100; i++) { var r = Math.random(); if (r < 0.5) low++; if (r >= 0.5 && r < 1) high++ }
       print(low > 20, high > 20, low + high)`,
    );
    expect(line).toBe('true true 100');
  });
});
