import { expect, test } from '@jest/globals';
import { boot } from '../../workbench.ts';

/** Tells at each start why the chip started and what the clock says. */
const TELLS = `print(require('ESP8266').getResetInfo().reason, getTime());`;

test('the reset’s cause has the fields of the chip', () => {
  const { lines } = boot(
    `var i = require('ESP8266').getResetInfo(); print(Object.keys(i).join(), i.exccause)`,
  );
  expect(lines).toEqual(['reason,exccause,epc1,epc2,epc3,excvaddr,depc 0']);
});

test('the reset button starts everything over, with a clock from zero as after power-up', () => {
  const { board, lines } = boot(TELLS);
  board.advance(5000);
  board.pressReset();
  expect(lines).toEqual(['power on 0.2', 'reset pin 0.2']);
  expect(board.counters.boots).toBe(2);
});

test('the reset button looks at the strapping pins again', () => {
  const { board, lines } = boot(TELLS, { pins: [0, 4] });
  board.keys.press(0);
  board.pressReset();
  expect(board.heldBackBy).not.toBeNull();
  board.keys.release(0);
  board.pressReset();
  expect(board.heldBackBy).toBeNull();
  expect(lines).toEqual(['power on 0.2', 'reset pin 0.2']);
});

test('the reset button of a board without power does nothing', () => {
  const { board, lines } = boot(TELLS);
  board.powerOff();
  board.pressReset();
  expect(board.isOn).toBe(false);
  expect(lines).toHaveLength(1);
});

test.each(['E.reboot()', `require('ESP8266').reboot()`])('%s is a restart', (code) => {
  const { board, lines } = boot(`${TELLS} if (getTime() < 0.3) setTimeout(function () { ${code} }, 100)`);
  board.advance(200);
  expect(lines).toEqual(['power on 0.2', 'restart 0.3']);
});

test('load() and reset() start the interpreter, not the chip: what was told before is told again', () => {
  const { board, lines } = boot(`
    ${TELLS} var s = require('Storage'), n = Number(s.read('n') || 0); s.write('n', String(n + 1));
    if (n === 0) E.reboot(); else if (n < 3) setTimeout(load, 100)`);
  board.advance(500);
  expect(lines).toEqual(['power on 0.2', 'restart 0.2', 'restart 0.3', 'restart 0.4']);
});
