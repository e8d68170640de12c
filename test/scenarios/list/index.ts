import type { Scenario } from '../scenario.ts';
import { POWER_UP } from './power-up.ts';
import { SMASHES } from './smashes.ts';

/** Every scenario, for every board. */
export const SCENARIOS: readonly Scenario[] = [...POWER_UP, ...SMASHES];
