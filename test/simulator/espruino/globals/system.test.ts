import { describe, expect, test } from '@jest/globals';
import { boot, output } from '../../workbench.ts';
import { answerOf, GET, talk } from '../net/bench.ts';

/** What the build has inside (boards/ESP8266_4MB.py). */
const MODULES =
  'timer,Flash,Storage,heatshrink,net,dgram,http,NetworkJS,Wifi,ESP8266,TelnetServer,crypto,neopixel';

test('process tells of version, board and flash', () => {
  expect(
    output(`var e = process.env; print(process.version, e.VERSION, e.BOARD, e.RAM, e.FLASH, e.STORAGE);
      print(e.SERIAL === getSerial(), e.SERIAL, e.CONSOLE); print(e.MODULES)`),
  ).toEqual(['2v29.277 2v29.277 ESP8266_4MB 81920 4194304 196608', 'true 5ccf7f00-0001 Serial1', MODULES]);
});

test('process.memory counts variables of 12 bytes', () => {
  expect(output(`print(JSON.stringify(process.memory()))`)).toEqual([
    '{"free":1500,"usage":100,"total":1600,"history":0,"gc":0,"gctime":1,"blocksize":12}',
  ]);
});

describe('E', () => {
  test('has noise, which a seed begins anew', () => {
    expect(
      output(`E.srand(5); var a = [Math.random(), E.hwRand()]; E.srand(5); print(a.join() === [Math.random(), E.hwRand()].join());
        E.srand(6); print(a[0] === Math.random(), a[0] >= 0, a[0] < 1)`),
    ).toEqual(['true', 'false true true']);
  });

  test('hwRand is of 32 bits with a sign', () => {
    const [line = ''] = output(
      `var n = []; for (var i = 0; i < 50; i++) n.push(E.hwRand()); print(n.join())`,
    );
    const numbers = line.split(',').map(Number);
    expect(numbers.every((number) => number === (number | 0))).toBe(true);
    expect(Math.min(...numbers)).toBeLessThan(0);
    expect(Math.max(...numbers)).toBeGreaterThan(0);
  });

  test('getErrorFlags tells of each error once', () => {
    const { lines } = talk(
      `var s = go(); s.write('${GET}');
       setTimeout(function () { print(E.getErrorFlags().join()); print(E.getErrorFlags().length) }, 500)`,
      answerOf(1500),
    );
    expect(lines.slice(-2)).toEqual(['BUFFER_FULL', '0']);
  });

  test.each([
    ['E.getFlags().deepSleep', '0'],
    ['E.getFlags().pretokenise', '0'],
    ['E.setFlags({})', 'undefined'],
    ['E.setTimeZone(2)', 'undefined'],
    ['E.getTemperature()', 'NaN'],
    ['E.getAnalogVRef()', 'NaN'],
    ['echo(0)', 'undefined'],
  ])('%s is %s', (expression, value) => {
    expect(output(`print(${expression})`)).toEqual([value]);
  });
});

describe('boot code', () => {
  test.each([
    [`E.setBootCode("1")`, { '.bootcde': '1' }],
    [`E.setBootCode("1", true)`, { '.bootrst': '1' }],
    [`E.setBootCode("")`, {}],
    [`E.setBootCode()`, {}],
    [`E.setBootCode(5)`, {}],
  ])('%s leaves %j', (call, files) => {
    const { board } = boot(`require('Storage').write('.bootrst', 'x'); ${call}`);
    expect(Object.fromEntries(board.flash.files)).toEqual(files);
  });

  test('reset(true) erases all that runs at the start, reset() nothing', () => {
    const left = (call: string): string[] => {
      const { board } = boot(
        `['.bootrst', '.varimg', 'mine'].forEach(function (f) { require('Storage').write(f, '1') }); ${call}`,
      );
      return [...board.flash.files.keys()];
    };
    expect(left('reset(true)')).toEqual(['mine']);
    expect(left('reset()')).toEqual(['.bootcde', '.bootrst', '.varimg', 'mine']);
  });
});

test.each([
  ['load()', ['power on 0.2', 'power on 0.3']],
  ['reset()', ['power on 0.2']],
  ['E.reboot()', ['power on 0.2', 'restart 0.3']],
])('%s begins anew once the turn is over, and the program after it', (call, expected) => {
  const { board, lines } = boot(`
    print(require('ESP8266').getResetInfo().reason, getTime());
    if (getTime() < 0.3) setTimeout(function () { ${call}; print('goes on') }, 100)`);
  board.advance(150);
  expect(lines).toEqual([...expected.slice(0, 1), 'goes on', ...expected.slice(1)]);
  expect(board.counters.boots).toBe(2);
});

describe('TelnetServer', () => {
  test.each([
    [`{ mode: 'on' }`, true],
    [`{ mode: 'off' }`, false],
    ['{ mode: 5 }', true],
    ['{}', true],
  ])('with %s listens: %s', (options, listens) => {
    const { board, lines } = boot(`require('TelnetServer').setOptions(${options})`);
    board.advance(1);
    expect([board.isOpenToTelnet, lines]).toEqual([listens, []]);
  });

  test('listens again once it is turned on again', () => {
    const { board } = boot(`var t = require('TelnetServer'); t.setOptions({ mode: 'off' });
      setTimeout(function () { t.setOptions({ mode: 'on' }) }, 10)`);
    board.advance(9);
    expect(board.isOpenToTelnet).toBe(false);
    board.advance(10);
    expect(board.isOpenToTelnet).toBe(true);
  });

  test.each([
    [`{ mode: 'ajar' }`, 'Unknown mode value'],
    ['', 'Expecting Object, got undefined'],
    ['null', 'Expecting Object, got null'],
    ['5', 'Expecting Object, got Number'],
    ['[]', 'Expecting Object, got Array'],
  ])('refuses %s', (options, message) => {
    expect(
      output(`try { require('TelnetServer').setOptions(${options}) } catch (e) { print('' + e) }`),
    ).toEqual([`Error: ${message}`]);
  });
});
