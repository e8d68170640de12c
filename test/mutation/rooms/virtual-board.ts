import type { Room } from '../rooms.ts';

/** The virtual board, without its faces. */
export const VIRTUAL_BOARD: readonly Room[] = [
  { folder: 'src/simulator', tests: 'simulator/board.test.ts' },
  {
    folder: 'src/simulator/language/cost',
    files: ['scopes.ts', 'lexing.ts', 'literals.ts', 'sum.ts'],
    tests: 'simulator/language/cost/steps.test.ts',
  },
  {
    folder: 'src/simulator/language/cost',
    files: ['idle.ts', 'functions.ts'],
    tests: 'simulator/language/cost/steps.test.ts',
  },
  {
    folder: 'src/simulator/language/cost',
    files: ['expressions.ts', 'calls.ts'],
    tests: 'simulator/language/cost/{steps,work}.test.ts',
  },
  {
    folder: 'src/simulator/language/cost',
    files: ['statements.ts', 'branches.ts', 'loops.ts'],
    tests: 'simulator/language/cost/steps.test.ts',
  },
  {
    folder: 'src/simulator/language/cost',
    files: ['instrument.ts', 'insertions.ts', 'charges.ts'],
    tests: 'simulator/language/cost/steps.test.ts',
  },
  {
    folder: 'src/simulator/language/cost',
    files: ['methods.ts', 'work.ts', 'built-ins.ts', 'metered.ts', 'meter.ts', 'costs.ts'],
    tests: 'simulator/language/cost/{operations,work}.test.ts',
  },
  {
    folder: 'src/simulator/language',
    files: ['realm.ts', 'engine.ts', 'error-words.ts', 'catch-guard.ts', 'type-name.ts'],
    tests: 'simulator/{language/*,espruino/loop}.test.ts',
  },
  {
    folder: 'src/simulator/language',
    files: [
      ...['host-engine.ts', 'isolated-engine.ts', 'realm-kit.ts', 'builtins.ts'],
      ...['date.ts', 'promise.ts', 'searches.ts', 'sort.ts'],
    ],
    tests: 'simulator/language/*.test.ts',
  },
];
