import type { Interpreter } from '../interpreter.ts';
import { asCallback } from '../loop.ts';
import { BoardError, type Native } from '../../language/realm.ts';

/** So many looks at the clock in one turn are free; after that each costs a millisecond, so that waiting loops end. */
const FREE_LOOKS = 1000;

/** Timers and the clock (src/jswrap_interactive.c). */
export function timeGlobals(interpreter: Interpreter, stall: (ms: number) => void): Record<string, Native> {
  const { clock, loop, realm } = interpreter;
  let lookedInTurn = 0;
  let looks = 0;
  const nowMs = (): number => {
    if (lookedInTurn !== loop.turns) looks = 0;
    lookedInTurn = loop.turns;
    if (++looks > FREE_LOOKS) stall(1);
    return clock.nowMs + interpreter.timeOffsetMs;
  };
  const start = (args: readonly unknown[], repeats: boolean): number => {
    const [callback, delayMs, ...rest] = args;
    const run = asCallback(callback, (text) => realm.run(text, 'event'));
    return loop.start(run, Number(delayMs), repeats, rest);
  };
  const clear = (args: readonly unknown[], name: string): void => {
    if (args.length === 0) loop.clearAll();
    else if (args[0] === undefined) {
      throw new BoardError(`clear${name}(undefined) not allowed. Use clear${name}() instead`);
    } else loop.clear(args[0]);
  };
  return {
    getTime: () => nowMs() / 1000,
    setTime: ([seconds]) => {
      interpreter.timeOffsetMs = Number(seconds) * 1000 - clock.nowMs;
    },
    setTimeout: (args) => start(args, false),
    setInterval: (args) => start(args, true),
    clearTimeout: (args) => {
      clear(args, 'Timeout');
    },
    clearInterval: (args) => {
      clear(args, 'Interval');
    },
    changeInterval: ([id, everyMs]) => {
      loop.change(Number(id), Number(everyMs));
    },
  };
}
