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
import { CHIP_OPERATIONS } from './chip-operations.ts';
import { CHIP_PROGRAMS } from './chip-programs.ts';
import { WHOLE_PROGRAMS } from './whole-programs.ts';

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
  board.advance(12_000);
  return thousands;
}

describe('a program costs what the emulated chip counts for it', () => {
  const rows = [...CHIP_PROGRAMS, ...WHOLE_PROGRAMS].flatMap(({ title, script, thousands }) =>
    thousands.map((expected, at) => ({ title, at, script, expected })),
  );

  test.each(rows)('$title, run $at', ({ script, at, expected }) => {
    const counted = costs(script)[at] ?? 0;
    expect(counted).toBeGreaterThan(expected * (1 - TOLERANCE));
    expect(counted).toBeLessThan(expected * (1 + TOLERANCE));
  });
});

/** Each runs twice, in a function of its own, and the second time counts: what is built in is there by then. */
function operationCosts(setup: string, operations: readonly string[]): number[] {
  const functions = ['', ...operations].map((body, index) => `function f${index}(){${body}}`);
  const calls = functions.flatMap((_, index) =>
    [0, 1].map((call) => `setTimeout(f${index},${100 * (2 * index + call + 2)});`),
  );
  const [nothing = 0, ...each] = costs([setup, ...functions, calls.join('')].join('\n'))
    .slice(1)
    .filter((_, index) => index % 2 === 1);
  return each.map((thousands) => thousands - nothing);
}

describe('an operation costs what the emulated chip counts for it', () => {
  test.each(CHIP_OPERATIONS)('$title', ({ setup, operations }) => {
    const counted = operationCosts(
      setup,
      operations.map(([operation]) => operation),
    );
    const far = operations.flatMap(([operation, expected], index) => {
      const isNear = Math.abs((counted[index] ?? NaN) / expected - 1) <= TOLERANCE;
      return isNear ? [] : [`${operation} costs ${counted[index]}, and not ${expected}`];
    });
    expect(far).toEqual([]);
  });
});

describe('a program that is counted does what it did before', () => {
  const programs = [CLASSES, FUNCTIONS, LOOPS, OBJECTS, REGEXES, STATEMENTS, VALUES].flat();
  const own = [
    "let o={};try{throw 'x';}catch(e){o.p=e;print(o.p);}",
    "print('a b'. /* ( */ split(' ').length);",
    'const a={b:1};delete a.b;print(a.b);',
    "print('a1b1'.replace(1,2),'aXbx'.replace(/x/gi,'-'),'a-b'.split(/-/),'abc'.indexOf(), 'abc'.slice());",
  ];
  const library = [...GLOBALS, ...METHODS, ...BINARY_AND_DATES].map(([, program]) => program);

  function output(script: string, settings: Partial<BoardSettings>): readonly string[] {
    const board = boardWith(script, settings);
    board.powerOn();
    board.advance(100);
    return board.console.lines;
  }

  test.each([...own, ...programs, ...library].map((program) => [program]))('%s', (program) => {
    expect(output(program, { speed: 'flash 80' })).toEqual(output(program, { speed: 'instant' }));
  });
});

test('what is counted hangs on no speed', () => {
  for (const { script } of CHIP_PROGRAMS) {
    expect(costs(script, { speed: 'a third slower' })).toEqual(costs(script, { speed: 'flash 80' }));
  }
});
