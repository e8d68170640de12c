import { describe, expect, test } from '@jest/globals';
import { boot, output } from '../../workbench.ts';

describe('reading keys', () => {
  test('reading a pin without pinMode takes its pull-up away, so an open switch reads noise', () => {
    const levels = output('var s = ""; for (var i = 0; i < 64; i++) s += digitalRead(4); print(s)');
    expect(levels[0]).toMatch(/0/);
    expect(levels[0]).toMatch(/1/);
    expect(output('print(getPinMode(4)); digitalRead(4); print(getPinMode(4))')).toEqual([
      'input_pullup',
      'input',
    ]);
  });

  test.each([0, 2, 4, 5, 12, 13, 14])('D%i with its pull-up reads high open and low pressed', (pin) => {
    const script = `pinMode(${pin}, 'input_pullup'); setInterval(function () { print(digitalRead(${pin})) }, 10)`;
    const { board, lines } = boot(script);
    board.advance(10);
    board.keys.press(pin);
    board.advance(10);
    board.keys.release(pin);
    board.advance(10);
    expect(lines).toEqual(['1', '0', '1']);
  });

  test('D15 reads low whatever its mode: a resistor on the HUZZAH pulls it down', () => {
    expect(
      output(
        `pinMode(15, 'input_pullup'); print(digitalRead(15)); pinMode(15, 'input'); print(digitalRead(15))`,
      ),
    ).toEqual(['0', '0']);
  });

  test('D16 refuses a pull-up with an error line and without an exception', () => {
    expect(output(`pinMode(16, 'input_pullup'); print('goes on')`)).toEqual([
      'ERROR: only output and input are valid for D16',
      'goes on',
    ]);
  });

  test.each([6, 7, 8, 9, 10, 11])(
    'D%i belongs to the flash: any mode is refused with an error line',
    (pin) => {
      expect(output(`pinMode(${pin}, 'input_pullup'); print('goes on')`)).toEqual([
        'ERROR: Cannot change pins used for flash chip',
        'goes on',
      ]);
    },
  );

  test('a list of pins reads as one number, the first pin in the highest bit; nothing is 0, and so is all low', () => {
    const script = `
      var pins = [4, 5, 12, 13];
      pins.forEach(function (p) { pinMode(p, 'input_pullup') });
      print(digitalRead(pins), digitalRead([]));
      setTimeout(function () { print(digitalRead(pins)) }, 10);
      setTimeout(function () { print(digitalRead(pins)) }, 30);`;
    const { board, lines } = boot(script);
    board.keys.press(4);
    board.advance(20);
    board.keys.pressAll();
    board.advance(20);
    expect(lines).toEqual(['15 0', '7', '0']);
  });

  test.each(['99', '17', '-1', '"E4"', '"xD4"', '"D4x"', '"D17"', '"D004"', '"D"', 'undefined', '1.5'])(
    'a pin %s throws',
    (pin) => {
      expect(output(`try { digitalRead(${pin}) } catch (e) { print('' + e) }`)).toEqual([
        'Error: Invalid pin',
      ]);
      expect(output(`try { pinMode(${pin}, 'input') } catch (e) { print('' + e) }`)).toEqual([
        'Error: Invalid pin',
      ]);
    },
  );

  test('input_pulldown and analog are not supported by the chip, an unknown mode throws', () => {
    expect(
      output(
        `pinMode(4, 'input_pulldown'); pinMode(4, 'analog'); try { pinMode(4, 'up') } catch (e) { print('' + e) }`,
      ),
    ).toEqual([
      'ERROR: Pin state not supported',
      'ERROR: Pin state not supported',
      'Error: Unknown pin mode',
    ]);
  });

  test('analogRead of a pin without a converter is not a number', () => {
    expect(output('print(analogRead(4))')).toEqual(['NaN']);
  });

  test('pins are numbers with names; there is no LED1 on this board', () => {
    expect(
      output(`print(typeof LED1, D0, D16, typeof D17, HIGH, LOW, digitalRead('D15'), getPinMode('D2'))`),
    ).toEqual(['undefined 0 16 undefined 1 0 0 usart']);
    expect(output(`try { pinMode(['D4'], 'input') } catch (e) { print('' + e) }`)).toEqual([
      'Error: Invalid pin',
    ]);
  });
});

describe('driving pins', () => {
  test('D2 is a driven serial output from boot on: a closed switch there shorts it until pinMode', () => {
    const { board } = boot(`setTimeout(function () { pinMode(2, 'input_pullup') }, 50)`);
    board.keys.press(2);
    expect(board.pins.shorted).toEqual([2]);
    board.advance(60);
    expect(board.pins.shorted).toEqual([]);
    board.keys.release(2);
    board.powerCycle();
    board.keys.press(2);
    expect(board.pins.shorted).toEqual([2]);
    board.powerOff();
    expect(board.pins.shorted).toEqual([]);
  });

  // jshReset of targets/esp8266/jshardware.c sets up both serial ports again.
  test.each(['load()', 'reset()'])('D2 is the serial port’s again after %s, whatever it was', (again) => {
    const { board } = boot(`pinMode(2, 'input_pullup'); setTimeout(function () { ${again} }, 50)`);
    board.flash.write('.bootcde', '');
    board.keys.press(2);
    expect(board.pins.shorted).toEqual([]);
    board.advance(60);
    expect(board.counters.boots).toBe(2);
    expect(board.pins.shorted).toEqual([2]);
  });

  test('giving the console’s pin another mode silences the console', () => {
    expect(output(`print('before'); pinMode(1, 'input'); print('after')`)).toEqual(['before']);
  });

  test('a list is written from its end: the last pin takes the lowest bit, a boolean goes to all', () => {
    const { board } = boot('digitalWrite([4, 5, 12], 6); digitalWrite([13, 14], true)');
    expect([4, 5, 12, 13, 14].map((pin) => board.pins.level(pin))).toEqual([1, 1, 0, 1, 1]);
  });

  test('the lamp hangs on 3V3: low is lit, and a pin that drives nothing leaves it dark', () => {
    const { board } = boot(`
      setTimeout(function () { digitalWrite(0, 0) }, 100);
      setTimeout(function () { digitalWrite(0, 1) }, 150);
      setTimeout(function () { analogWrite(0, 0.75) }, 200);`);
    expect(board.lamp.brightness).toBe(0);
    board.advance(199);
    expect(board.lamp.pattern(0, 199)).toEqual([0, 100, 50, 49]);
    board.advance(1);
    expect(board.lamp.brightness).toBeCloseTo(0.25);
  });

  test.each([
    ['0', 0],
    ['1', 1],
    ['-1', 1],
    ['2', 1],
    ['0.5', 0],
    ['true', 1],
    ['false', 0],
    ['"1"', 1],
    ['NaN', 0],
    ['undefined', 0],
  ])('digitalWrite of %s', (level, seen) => {
    expect(boot(`digitalWrite(14, ${level})`).board.pins.level(14)).toBe(seen);
  });

  test.each([
    ['0.25, { freq: 800 }', 0.25, 800],
    ['0.25, { freq: "x" }', 0.25, 0],
    ['0.25', 0.25, 0],
    ['2', 1, 0],
    ['-1', 0, 0],
    ['"x"', 0, 0],
  ])('analogWrite of %s', (args, drive, hz) => {
    const { board } = boot(`analogWrite(14, ${args})`, { klaxonPin: 14 });
    expect(board.klaxon?.edges.at(-1)).toMatchObject({ drive, hz });
  });

  test('a mode that there is not gives the pin back, as none at all does', () => {
    const modes = (mode: string): string[] =>
      output(`pinMode(4, 'input_pullup'); try { pinMode(4${mode}) } catch (e) { print('' + e) }
        print(getPinMode(4)); digitalRead(4); print(getPinMode(4))`);
    expect(modes('')).toEqual(['input_pullup', 'input']);
    expect(modes(`, 'auto'`)).toEqual(['input_pullup', 'input']);
    expect(modes(`, 'up'`)).toEqual(['Error: Unknown pin mode', 'input_pullup', 'input']);
    expect(modes(`, 'input_pullup'`)).toEqual(['input_pullup', 'input_pullup']);
    expect(modes(`, 'input_pullup', true`)).toEqual(['input_pullup', 'input']);
  });

  test.each([
    'input',
    'input_pullup',
    'output',
    'opendrain',
    'opendrain_pullup',
    'af_output',
    'af_opendrain',
  ])('%s is a mode', (mode) => {
    expect(output(`pinMode(4, '${mode}'); print(getPinMode(4))`)).toEqual([mode]);
  });

  test.each(['usart', 'Input', ''])('"%s" is none', (mode) => {
    expect(output(`try { pinMode(4, '${mode}') } catch (e) { print('' + e) }`)).toEqual([
      'Error: Unknown pin mode',
    ]);
  });

  test('writing to a pin of the flash is refused with an error line, reading one is not', () => {
    expect(output(`digitalWrite(6, 1); analogWrite(7, 0.5); print(typeof digitalRead(8))`)).toEqual([
      'ERROR: Cannot change pins used for flash chip',
      'ERROR: Cannot change pins used for flash chip',
      'number',
    ]);
  });

  test('digitalPulse of one time is one pulse, from either level', () => {
    const pulse = (level: number): number[] | undefined => {
      const { board } = boot(`digitalPulse(14, ${level}, 10)`, { klaxonPin: 14 });
      board.advance(30);
      return board.klaxon?.pattern(0, 30);
    };
    expect(pulse(1)).toEqual([10, 20]);
    expect(pulse(0)).toEqual([0, 10, 20]);
  });

  test.each([
    ['0', [30]],
    ['[]', [30]],
    // One of no length changes the level of those after it.
    ['[5, 0, 5]', [5, 25]],
    ['[5, "x", 5, 5]', [5, 10, 15]],
  ])('digitalPulse of %s', (times, lengths) => {
    const { board, lines } = boot(`digitalPulse(14, 1, ${times})`, { klaxonPin: 14 });
    board.advance(30);
    expect([board.klaxon?.pattern(0, 30), lines]).toEqual([lengths, []]);
  });

  test.each(['-1', 'NaN', 'undefined'])('digitalPulse of %s ms throws', (time) => {
    expect(output(`try { digitalPulse(14, 1, ${time}) } catch (e) { print('' + e) }`)).toEqual([
      'Error: Pulse Time is less than 0 or not a number',
    ]);
  });

  test('digitalPulse drives the pin for the given times and returns at once', () => {
    const { board, lines } = boot(`digitalPulse(14, 1, [5, 20, 5]); print('returned')`, { klaxonPin: 14 });
    expect(lines).toEqual(['returned']);
    board.advance(100);
    expect(board.klaxon?.pattern(0, 100)).toEqual([5, 20, 5, 70]);
  });
});

describe('watching pins', () => {
  test('setWatch reports a key’s edges, with what and when', () => {
    const script = `pinMode(4, 'input_pullup'); setWatch(function (e) { print(e.state, e.pin) }, 4, { repeat: true })`;
    const { board, lines } = boot(script);
    board.keys.press(4);
    board.advance(1);
    board.keys.release(4);
    board.advance(1);
    expect(lines).toEqual(['false 4', 'true 4']);
  });

  test('a debounced watch is silent about a bounce, and without repeat it reports once', () => {
    const script = `pinMode(4, 'input_pullup'); setWatch(function (e) { print(e.state) }, 4, { edge: 'falling', debounce: 25 })`;
    const { board, lines } = boot(script);
    board.keys.press(4);
    board.advance(10);
    board.keys.release(4);
    board.advance(50);
    expect(lines).toEqual([]);
    for (let times = 0; times < 2; times++) {
      board.keys.press(4);
      board.advance(50);
      board.keys.release(4);
      board.advance(50);
    }
    expect(lines).toEqual(['false']);
  });

  /** Presses D4 and releases it, twice, after a script that watches it. */
  function watched(script: string): string[] {
    const { board, lines } = boot(`pinMode(4, 'input_pullup'); function say(e) { print(e.state) } ${script}`);
    for (let times = 0; times < 4; times++) {
      board.keys.toggle(4);
      board.advance(30);
    }
    board.advance(50);
    return [...lines];
  }

  test.each([
    ['say, 4', ['false']],
    ['say, 4, false', ['false']],
    ['say, 4, true', ['false', 'true', 'false', 'true']],
    ['say, 4, {}', ['false']],
    [`say, 4, { repeat: true, edge: 'both' }`, ['false', 'true', 'false', 'true']],
    ['say, 4, { repeat: true, edge: 0 }', ['false', 'true', 'false', 'true']],
    [`say, 4, { repeat: true, edge: 'rising' }`, ['true', 'true']],
    ['say, 4, { repeat: true, edge: 1 }', ['true', 'true']],
    [`say, 4, { edge: 'rising' }`, ['true']],
    [`say, 4, { repeat: true, edge: 'falling' }`, ['false', 'false']],
    ['say, 4, { repeat: true, edge: -2 }', ['false', 'false']],
    ['say, 4, { repeat: true, debounce: 20 }', ['false', 'true', 'false', 'true']],
    ['say, 4, { repeat: true, debounce: -20 }', ['false', 'true', 'false', 'true']],
    // No level lasts that long.
    ['say, 4, { repeat: true, debounce: 40 }', []],
    [`'print("text")', 4`, ['text']],
    [`'print(2**3)', 4`, ['Uncaught SyntaxError: event would fail on the board:', '  1:7 **: use Math.pow']],
  ])('setWatch(%s)', (args, lines) => {
    expect(watched(`setWatch(${args})`)).toEqual(lines);
  });

  test('without a debounce a watch reports a press of no length', () => {
    const { board, lines } = boot(
      `pinMode(4, 'input_pullup'); setWatch(function (e) { print(e.state) }, 4, { repeat: true, debounce: 0 })`,
    );
    board.keys.press(4);
    board.keys.release(4);
    board.advance(1);
    expect(lines).toEqual(['false', 'true']);
  });

  test('a report has the time on the board’s clock', () => {
    const { board, lines } = boot(
      `pinMode(4, 'input_pullup'); setTime(1000); setWatch(function (e) { print(e.time) }, 4)`,
    );
    board.advance(500);
    board.keys.press(4);
    board.advance(1);
    expect(lines).toEqual(['1000.5']);
  });

  test.each(['"up"', 'null', '[]'])('no edge is %s', (edge) => {
    expect(output(`try { setWatch(print, 4, { edge: ${edge} }) } catch (e) { print('' + e) }`)).toEqual([
      `TypeError: 'edge' in setWatch should be 1, -1, 0, 'rising', 'falling' or 'both'`,
    ]);
  });

  test('watches have numbers from 1 on, each ends alone, and without a number all do', () => {
    const two = 'var a = setWatch(say, 4, true), b = setWatch(function () { print("b") }, 4, true);';
    expect(watched(`${two} print(a, b); clearWatch(b)`)).toEqual(['1 2', 'false', 'true', 'false', 'true']);
    expect(watched(`${two} clearWatch(a)`)).toEqual(['b', 'b', 'b', 'b']);
    expect(watched(`${two} clearWatch()`)).toEqual([]);
  });

  test.each([
    ['clearWatch(undefined)', 'clearWatch(undefined) not allowed. Use clearWatch() instead'],
    ['clearWatch(7)', 'Unknown Watch 7'],
    ['setWatch(5, 4)', 'Function or String not supplied!'],
  ])('%s throws', (call, message) => {
    expect(output(`try { ${call} } catch (e) { print('' + e) }`)).toEqual([`Error: ${message}`]);
  });

  test('of a watch that reported once nothing is left', () => {
    expect(watched('var w = setWatch(say, 4); setTimeout(function () { clearWatch(w) }, 50)')).toEqual([
      'false',
      'Uncaught Error: Unknown Watch 1',
    ]);
  });

  test('watching a pin takes its pull-up away, as reading it does', () => {
    expect(output('setWatch(print, 4); print(getPinMode(4))')).toEqual(['input']);
  });

  test.each(['99', '"D4"', 'undefined'])('the pin %s can’t be watched, and the program goes on', (pin) => {
    expect(output(`print(setWatch(print, ${pin}))`)).toEqual(['ERROR: Invalid pin', 'undefined']);
  });

  test('D16 cannot be watched', () => {
    expect(output('print(setWatch(function () {}, 16))')[0]).toMatch(/^WARNING: Unable to set watch/);
  });
});
