import { describe, expect, test } from '@jest/globals';
import {
  AccessPoint,
  Board,
  Clock,
  MemoryNetwork,
  SPEEDS,
  type BoardSettings,
} from '../../src/simulator/index.ts';
import { boot, whenJoined } from './workbench.ts';

function boardWith(script: string, settings: Partial<BoardSettings> = {}): Board {
  const clock = new Clock();
  return new Board({ script, clock, network: new MemoryNetwork(clock), ...settings });
}

const REASON = `print(require('ESP8266').getResetInfo().reason);`;

describe('power', () => {
  test('a board without it does nothing, and is asked nothing', () => {
    const board = boardWith(REASON);
    board.advance(1000);
    board.pressReset();
    board.type('print(1)');
    board.silenceRadio();
    board.stall(5000);
    board.advance(1000);
    expect([board.isOn, board.isOnline, board.isOpenToTelnet, board.isOpenAccessPoint]).toEqual(
      Array(4).fill(false),
    );
    expect(board.console.lines).toEqual([]);
    expect(board.counters).toEqual({
      ...{ boots: 0, sockets: 0, requests: 0, leakedBodies: 0 },
      ...{ timers: 0, listeners: 0, heldBytes: 0, variables: 0 },
    });
  });

  test('on, a second time on, reset, off and on', () => {
    const board = boardWith(REASON);
    board.powerOn();
    board.powerOn();
    expect([board.isOn, board.counters.boots]).toEqual([true, 1]);
    board.pressReset();
    board.powerCycle();
    expect(board.console.lines).toEqual(['power on', 'reset pin', 'power on']);
    board.powerOff();
    expect(board.isOn).toBe(false);
    expect(board.counters).toMatchObject({ boots: 3, timers: 0 });
  });

  test('a pin that the program drove floats without it, and the station is gone', () => {
    const { board } = boot(`digitalWrite(0, 0); setInterval(print, 1000); ${whenJoined('')}`);
    board.advance(10_000);
    expect([board.lamp.isOn, board.isOnline, board.counters.timers]).toEqual([true, true, 1]);
    board.powerOff();
    expect([board.lamp.isOn, board.isOnline, board.counters.timers]).toEqual([false, false, 0]);
  });

  test('the program begins 200 ms after the power came, and after each reset', () => {
    const board = boardWith('print(getTime())', { speed: 'instant' });
    board.powerOn();
    board.advance(3000);
    board.pressReset();
    expect(board.console.lines).toEqual(['0.2', '0.2']);
  });

  test('a pin that is low then keeps the program from running, until the power goes off and on', () => {
    const board = boardWith(REASON);
    const told: string[] = [];
    board.onHeldBack = (why) => told.push(why);
    board.keys.press(2);
    board.powerOn();
    board.keys.release(2);
    board.advance(1000);
    expect([board.isOn, board.heldBackBy, board.counters.boots, told.length]).toEqual([true, 2, 0, 1]);
    board.powerOff();
    expect([board.isOn, board.heldBackBy]).toEqual([false, null]);
    board.powerOn();
    expect(board.console.lines).toEqual(['power on']);
    board.pressReset();
    expect([board.heldBackBy, told.length, board.counters.boots]).toEqual([null, 1, 2]);
  });

  test('nobody has to listen why it is held back', () => {
    const board = boardWith(REASON);
    board.keys.press(0);
    board.powerOn();
    expect([board.heldBackBy, board.console.lines.length]).toEqual([0, 0]);
  });
});

describe('what is around the chip', () => {
  test('is four keys, the light and no klaxon unless told otherwise', () => {
    const board = boardWith(`
      [4, 5, 12, 13, 14].forEach(function (pin) { pinMode(pin, 'input_pullup') });
      print(digitalRead([4, 5, 12, 13, 14])); digitalWrite(0, 0)`);
    board.keys.pressAll();
    board.powerOn();
    expect([board.console.lines, board.lamp.isOn, board.klaxon]).toEqual([['1'], true, null]);
  });

  test('is what it is told', () => {
    const board = boardWith(
      `[4, 14].forEach(function (pin) { pinMode(pin, 'input_pullup') });
      print(digitalRead(4), digitalRead(14)); digitalWrite(16, 0); digitalWrite(15, 1)`,
      { pins: [14], led: 16, klaxonPin: 15 },
    );
    board.keys.pressAll();
    board.powerOn();
    expect([board.console.lines, board.lamp.isOn, board.klaxon?.isOn]).toEqual([['1 0'], true, true]);
    board.powerOff();
    expect([board.lamp.isOn, board.klaxon?.isOn]).toEqual([false, false]);
  });

  test('its own clock and router will do', () => {
    const clock = new Clock();
    const board = new Board({ script: `print(1)`, network: new MemoryNetwork(clock) });
    board.powerOn();
    board.advance(100);
    expect([board.console.lines, board.clock.nowMs >= 100]).toEqual([['1'], true]);
    expect(board.accessPoint).toBeInstanceOf(AccessPoint);
  });

  test('is a script in bytes', () => {
    const board = boardWith('print("é".length)');
    board.powerOn();
    expect(board.console.lines).toEqual(['2']);
  });

  test('is a radio that anybody can join, until the program shuts it', () => {
    const { board } = boot(`setTimeout(function () { require('Wifi').stopAP() }, 1000)`);
    board.advance(1);
    expect([board.isOpenAccessPoint, board.isOpenToTelnet]).toEqual([true, true]);
    board.advance(2000);
    expect([board.isOpenAccessPoint, board.isOpenToTelnet]).toEqual([false, false]);
  });

  test('telnet is open to the network that was joined, until the program shuts it', () => {
    const { board } = boot(`
      require('Wifi').stopAP(); ${whenJoined(`setTimeout(function () { require('TelnetServer').setOptions({ mode: 'off' }) }, 10_000)`)}`);
    board.advance(9000);
    const before = [board.isOnline, board.isOpenToTelnet];
    board.advance(11_000);
    expect([...before, board.isOnline, board.isOpenToTelnet]).toEqual([true, true, true, false]);
  });

  test.each([
    [undefined, false],
    [{ associateMs: 30, dhcpMs: 10 }, true],
  ])('a radio that is told to take %j to join', (stationTimes, isOnline) => {
    const { board } = boot(whenJoined(''), { stationTimes });
    board.advance(100);
    expect(board.isOnline).toBe(isOnline);
  });

  test('the radio can fall silent', () => {
    const { board } = boot(whenJoined(''));
    board.advance(10_000);
    expect(board.isOnline).toBe(true);
    board.silenceRadio();
    board.advance(1000);
    expect(board.isOnline).toBe(false);
  });
});

describe('time', () => {
  test.each(['flash 80', 'flash 40', 'a third slower', 'instant'] as const)(
    'the program keeps the processor for what its instructions take: %s',
    (speed) => {
      const board = boardWith('for (var i = 0; i < 1000; i++);', { speed });
      let instructions = 0;
      board.onRun = (each) => (instructions += each);
      board.powerOn();
      board.advance(10);
      expect(board.busyMs).toBeCloseTo((instructions * SPEEDS[speed]) / 1e6, 2);
      expect(board.busyMs > 0).toBe(speed !== 'instant');
    },
  );

  test('the flash is at 80 MHz unless told otherwise, and nobody has to listen', () => {
    const busyMs = (settings: Partial<BoardSettings>): number => {
      const board = boardWith('for (var i = 0; i < 1000; i++);', settings);
      board.powerOn();
      board.advance(10);
      return board.busyMs;
    };
    expect(busyMs({})).toBe(busyMs({ speed: 'flash 80' }));
    expect(busyMs({ speed: 'flash 40' })).toBeGreaterThan(busyMs({}) * 1.4);
    expect(busyMs({ speed: 'a third slower' })).toBeGreaterThan(busyMs({}) * 1.9);
  });

  test('a program that keeps the processor lets nothing else run, and is bitten after 3.2 s', () => {
    const { board, clock, lines } = boot(`${REASON} setTimeout(print, 10, 'late')`);
    const startMs = clock.nowMs;
    board.stall(3000);
    expect([lines, clock.nowMs - startMs]).toEqual([['power on'], 3000]);
    board.advance(1);
    expect(lines).toEqual(['power on', 'late']);
    board.stall(10_000);
    expect(clock.nowMs - startMs).toBe(6201);
    board.advance(1);
    expect(lines).toEqual(['power on', 'late', 'soft wdt']);
    board.stall(3200);
    board.advance(1);
    expect(board.counters.boots).toBe(3);
  });

  test('a line that is typed runs between two turns', () => {
    const { board, lines } = boot('var n = 1');
    board.type('print(n + 1)');
    board.advance(1);
    expect(lines).toContain('2');
  });
});
