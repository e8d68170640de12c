import { METHODS } from './built-ins.ts';
import { METER_NAMES } from './charges.ts';
import { COSTS } from './costs.ts';
import { METER } from './meter.ts';

/** Counts the instructions that a program takes, as it goes. */
export interface Meter {
  /** Of instructions, the only element. */
  readonly count: Float64Array;
}

/** What makes a meter, run inside of a realm, before anything is taken out of it. */
export const MAKE_METER = `${METER}(${JSON.stringify(COSTS)},${JSON.stringify(
  Object.entries(METHODS).map(([name, methods]) => ({ name, ...methods })),
)})`;

/** Gives programs their meter where each is a script of its own: what one declares is seen by all later ones. */
export const BIND_METER = `const ${Object.entries(METER_NAMES)
  .map(([name, own]) => `${name}=__meter.${own}`)
  .join(',')};`;

/** What a program is called with where it is a function that has the names of {@link METER_NAMES} for parameters. */
export function meterParts(meter: Meter): unknown[] {
  const parts = new Map<string, unknown>(Object.entries(meter));
  return Object.values(METER_NAMES).map((own) => parts.get(own));
}
