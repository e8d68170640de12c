import { describe, expect, test } from '@jest/globals';
import type { Board } from '../../../src/simulator/index.ts';
import { boot } from '../workbench.ts';

const SCRIPT = `print('runs'); digitalWrite(14, 1); setTimeout(function () { print('goes on') }, 10)`;

function whatTheUserIsTold(board: Board): string[] {
  const told: string[] = [];
  board.onHeldBack = (why) => told.push(why);
  return told;
}

describe.each([
  [0, 'waits in its bootloader'],
  [2, 'does not boot'],
] as const)('a key held on D%i at power-up', (pin, instead) => {
  test('keeps the chip from its flash until a power-up without it', () => {
    const { board, lines } = boot(SCRIPT, { held: [pin], klaxonPin: 14 });
    board.advance(5000);
    expect([board.isOn, board.heldBackBy]).toEqual([true, pin]);
    board.keys.release(pin);
    board.powerOn();
    board.stall(4000);
    board.advance(5000);
    expect(lines).toEqual([]);
    expect(board.counters).toMatchObject({ boots: 0, timers: 0 });
    expect([board.isOnline, board.isOpenAccessPoint, board.isOpenToTelnet]).toEqual([false, false, false]);
    board.powerCycle();
    board.advance(20);
    expect([board.heldBackBy, ...lines]).toEqual([null, 'runs', 'goes on']);
  });

  test('is what the user is told, not in the board’s voice', () => {
    const { board, lines } = boot('');
    const told = whatTheUserIsTold(board);
    board.keys.press(pin);
    board.powerCycle();
    expect(told).toEqual([
      `D${pin} was low at power-up, so the chip ${instead}: release it, then power off and on`,
    ]);
    expect(lines).toEqual([]);
  });

  test.each(['load()', 'reset()', 'E.reboot()'])(
    'or at any other moment, %s included, does nothing: the levels of the power-up are latched',
    (again) => {
      const script = `print('runs'); if (getTime() < 0.25) setTimeout(function () { ${again} }, 100)`;
      const { board, lines } = boot(script);
      board.flash.write('.bootrst', script);
      board.keys.press(pin);
      board.advance(200);
      expect(lines).toEqual(['runs', 'runs']);
      board.stall(3200);
      board.advance(0);
      expect(lines).toHaveLength(3);
      expect(board.heldBackBy).toBeNull();
    },
  );
});

test('keys on other pins do not matter at power-up', () => {
  const { board, lines } = boot(SCRIPT, { held: [4, 5, 12, 13, 14, 15] });
  expect([board.heldBackBy, ...lines]).toEqual([null, 'runs']);
});
