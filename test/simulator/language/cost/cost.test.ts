import { describe, expect, test } from '@jest/globals';
import { Board, type BoardSettings, Clock, MemoryNetwork } from '../../../../src/simulator/index.ts';
import { CLASSES } from '../../../espruino/alike/classes.ts';
import { FUNCTIONS } from '../../../espruino/alike/functions.ts';
import { LOOPS } from '../../../espruino/alike/loops.ts';
import { OBJECTS } from '../../../espruino/alike/objects.ts';
import { REGEXES } from '../../../espruino/alike/regexes.ts';
import { STATEMENTS } from '../../../espruino/alike/statements.ts';
import { VALUES } from '../../../espruino/alike/values.ts';
import { BINARY_AND_DATES } from '../../../espruino/library/binary-and-dates.ts';
import { GLOBALS } from '../../../espruino/library/globals.ts';
import { METHODS } from '../../../espruino/library/methods.ts';
import { CHIP_PROGRAMS } from './chip-programs.ts';

const TOLERANCE = 0.15;

function boardWith(script: string, settings: Partial<BoardSettings> = {}): Board {
  const clock = new Clock();
  return new Board({ script, clock, network: new MemoryNetwork(clock), ...settings });
}

/** Thousand instructions of a program's text and of each of its callbacks. */
function costs(script: string, settings: Partial<BoardSettings> = {}): number[] {
  const board = boardWith(script, settings);
  const thousands: number[] = [];
  board.onRun = (instructions) => thousands.push(instructions / 1000);
  board.powerOn();
  board.advance(3000);
  return thousands;
}

describe('a program costs what the emulated chip counts for it', () => {
  const rows = CHIP_PROGRAMS.flatMap(({ title, script, thousands }) =>
    thousands.map((expected, at) => ({ title, at, script, expected })),
  );

  test.each(rows)('$title, run $at', ({ script, at, expected }) => {
    const counted = costs(script)[at] ?? 0;
    expect(counted).toBeGreaterThan(expected * (1 - TOLERANCE));
    expect(counted).toBeLessThan(expected * (1 + TOLERANCE));
  });
});

describe('a program that is counted does what it did before', () => {
  const programs = [CLASSES, FUNCTIONS, LOOPS, OBJECTS, REGEXES, STATEMENTS, VALUES].flat();
  const library = [...GLOBALS, ...METHODS, ...BINARY_AND_DATES].map(([, program]) => program);

  function output(script: string, settings: Partial<BoardSettings>): readonly string[] {
    const board = boardWith(script, settings);
    board.powerOn();
    board.advance(100);
    return board.console.lines;
  }

  test.each([...programs, ...library].map((program) => [program]))('%s', (program) => {
    expect(output(program, { speed: 'flash 80' })).toEqual(output(program, { speed: 'instant' }));
  });
});

test('what is counted hangs on no speed', () => {
  for (const { script } of CHIP_PROGRAMS) {
    expect(costs(script, { speed: 'a third slower' })).toEqual(costs(script, { speed: 'flash 80' }));
  }
});
