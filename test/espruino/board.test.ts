import { describe, expect, test } from '@jest/globals';
import { boot } from '../simulator/workbench.ts';
import { BOARD_PROGRAMS } from './board-programs.ts';
import { ESPRUINO, type Outcome, runOnEspruino } from './interpreter.ts';

/** Shows a value as the console does. */
const PRELUDE = 'global.show=function(v){print("<<",v,">>")};';
/** No program takes longer. */
const LIFE_MS = 2000;

function runOnVirtualBoard(program: string): Outcome {
  const { board, lines } = boot(PRELUDE + program);
  board.advance(LIFE_MS);
  const output = lines.join('\n');
  return {
    printed: [...output.matchAll(/<<(.*?)>>/gs)].map(([, text = '']) => text),
    error: /Uncaught.*|ERROR.*/.exec(output)?.[0] ?? '',
  };
}

const onEspruino = ESPRUINO === '' ? test.concurrent.skip : test.concurrent;

describe('what the board has of its own does on the virtual board what it does on the interpreter', () => {
  onEspruino.each(BOARD_PROGRAMS.map((program) => [program]))('%s', async (program) => {
    expect(runOnVirtualBoard(program)).toEqual(await runOnEspruino(program, PRELUDE));
  });
});
