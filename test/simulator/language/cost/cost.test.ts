import { describe, expect, test } from '@jest/globals';
import type { BoardSettings } from '../../../../src/simulator/index.ts';
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
import { boardWith, costs, TOLERANCE } from './counted.ts';
import { WHOLE_PROGRAMS } from './whole-programs.ts';

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
