import { createContext, runInContext } from 'node:vm';
import { faults, type AskedBoard } from '../../src/usb/index.ts';
import { boardThatSays } from './board-that-says.ts';

/** A board that computes what it is asked, with these globals; each pause runs its timers and then what the test has to do. */
export interface EvaluatingBoard extends AskedBoard {
  /** The globals that were made by what it was asked. */
  readonly globals: Readonly<Record<string, unknown>>;
  /** What was done, in order: its script stopped or started, and each pause. */
  readonly log: readonly string[];
}

/** @param onPause is told how often there was one before */
export function boardWith(
  parts: Readonly<Record<string, unknown>> = {},
  onPause: (count: number) => void = () => undefined,
): EvaluatingBoard {
  const log: string[] = [];
  const intervals: (() => void)[] = [];
  let timeouts: (() => void)[] = [];
  let pauses = 0;
  const globals = createContext({
    setInterval: (run: () => void, ms: number) => {
      log.push(`every ${ms}`);
      intervals.push(run);
    },
    setTimeout: (run: () => void, ms: number) => {
      log.push(`after ${ms}`);
      timeouts.push(run);
    },
    ...parts,
  }) as Record<string, unknown>;
  const ask = <T>(expression: string, accept: (answer: unknown) => T | undefined): Promise<T> => {
    const accepted = accept(JSON.parse(JSON.stringify(runInContext(expression, globals))));
    return accepted === undefined ? Promise.reject(faults.answersNoMore('port')) : Promise.resolve(accepted);
  };
  const noting = (what: string) => (): Promise<void> => {
    log.push(what);
    return Promise.resolve();
  };
  return {
    ...boardThatSays(undefined),
    globals,
    log,
    ask,
    askOnBench: ask,
    stopScript: noting('stop'),
    startScript: noting('start'),
    pause(ms) {
      log.push(`pause ${ms}`);
      onPause(pauses++);
      const due = timeouts;
      timeouts = [];
      for (const run of [...intervals, ...due]) run();
      return Promise.resolve();
    },
  };
}
