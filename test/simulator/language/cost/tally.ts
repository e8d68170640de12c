import vm from 'node:vm';
import { CAUGHT } from '../../../../src/simulator/language/catch-guard.ts';
import { METER_NAMES } from '../../../../src/simulator/language/cost/charges.ts';
import { COSTS, type Costs } from '../../../../src/simulator/language/cost/costs.ts';
import { instrument } from '../../../../src/simulator/language/cost/instrument.ts';
import { METER, meterParts, type MeterText } from '../../../../src/simulator/language/cost/metered.ts';
import { METHOD_NAMES, METHODS } from '../../../../src/simulator/language/cost/methods.ts';

export type Step = keyof Costs;

const makeMeter = (vm.compileFunction(`return ${METER}`) as () => MeterText)();

const FREE = Object.fromEntries(Object.keys(COSTS).map((step) => [step, 0])) as Costs;

/** What a program takes where its steps cost this. */
function taken(program: string, costs: Costs): number {
  const meter = makeMeter(costs, METHOD_NAMES, Object.values(METHODS));
  const run = vm.compileFunction(instrument(program, costs, false), Object.keys(METER_NAMES));
  (run as (...parts: unknown[]) => void)(...meterParts(meter));
  return meter.count[0] ?? NaN;
}

/** What a program takes beside its steps: the work of what is built in. */
export function workOf(program: string): number {
  return taken(program, FREE);
}

/** How often a program takes each of these steps; those that it does not take are left out. */
export function tally(program: string, steps: readonly Step[]): Partial<Record<Step, number>> {
  const work = workOf(program);
  return Object.fromEntries(
    steps
      .map((step) => [step, taken(program, { ...FREE, [step]: 1 }) - work] as const)
      .filter(([, times]) => times !== 0),
  );
}

/** What a program hands to `out`, and where it is guarded as well what it asks the board. */
export function outputOf(program: string, how: 'as it is' | 'counted' | 'guarded'): unknown[] {
  const values: unknown[] = [];
  const text = how === 'as it is' ? program : instrument(program, COSTS, how === 'guarded');
  const names = ['out', CAUGHT, ...Object.keys(METER_NAMES)];
  const run = vm.compileFunction(text, names) as (...given: unknown[]) => void;
  const meter = makeMeter(COSTS, METHOD_NAMES, Object.values(METHODS));
  const out = (...given: unknown[]): unknown => values.push(...given);
  const caught = (error: unknown): unknown => values.push({ caught: error });
  run(out, caught, ...meterParts(meter));
  return values;
}
