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

  test.each(['99', '-1', '"E4"', 'undefined', '1.5'])('a pin %s throws', (pin) => {
    expect(output(`try { digitalRead(${pin}) } catch (e) { print('' + e) }`)).toEqual(['Error: Invalid pin']);
    expect(output(`try { pinMode(${pin}, 'input') } catch (e) { print('' + e) }`)).toEqual([
      'Error: Invalid pin',
    ]);
  });

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
    expect(output(`print(typeof LED1, D0, D16, digitalRead('D15'))`)).toEqual(['undefined 0 16 0']);
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

  test('D16 cannot be watched', () => {
    expect(output('print(setWatch(function () {}, 16))')[0]).toMatch(/^WARNING: Unable to set watch/);
  });
});
