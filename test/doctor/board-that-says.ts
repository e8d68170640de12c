import { faults, type AskedBoard } from '../../src/usb/index.ts';

/** A board that gives the same answer to whatever it is asked. */
export function boardThatSays(answer: unknown): AskedBoard {
  const ask = <T>(_expression: string, accept: (answer: unknown) => T | undefined): Promise<T> => {
    const accepted = accept(answer);
    return accepted === undefined ? Promise.reject(faults.answersNoMore('port')) : Promise.resolve(accepted);
  };
  const done = (): Promise<void> => Promise.resolve();
  return {
    path: 'port',
    signal: new AbortController().signal,
    wake: () => Promise.reject(faults.noAnswer('port', 'lua')),
    ask,
    askOnBench: ask,
    pause: done,
    hear: () => undefined,
    compareScript: () => Promise.resolve('none'),
    filesBeside: () => Promise.resolve([]),
    stopScript: done,
    startScript: done,
    end: done,
  };
}
