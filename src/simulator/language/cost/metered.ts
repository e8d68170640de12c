import { METER_NAMES } from './charges.ts';
import { COSTS, type Costs } from './costs.ts';
import { METER } from './meter.ts';
import { METHOD_NAMES, METHODS, type Methods } from './methods.ts';

/** Counts the instructions that a program takes, as it goes. */
export interface Meter {
  /** Of instructions, the only element. */
  readonly count: Float64Array;
}

/** The meter's text run inside of a realm, before anything is taken out of it. */
export type MeterText = (costs: Costs, names: readonly string[], methods: readonly Methods[]) => Meter;

export { METER };

/** A program never sees what is handed in here. */
export function makeMeter(text: MeterText): Meter {
  return text(COSTS, METHOD_NAMES, Object.values(METHODS));
}

/** Gives programs their meter where each is a script of its own: what one declares is seen by all later ones. */
export const BIND_METER = `const ${Object.entries(METER_NAMES)
  .map(([name, own]) => `${name}=__meter.${own}`)
  .join(',')};`;

/** What a program is called with where it is a function that has the names of {@link METER_NAMES} for parameters. */
export function meterParts(meter: Meter): unknown[] {
  const parts = new Map<string, unknown>(Object.entries(meter));
  return Object.values(METER_NAMES).map((own) => parts.get(own));
}
