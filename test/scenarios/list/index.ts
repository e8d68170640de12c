import type { Scenario } from '../scenario.ts';
import { NETWORK } from './network.ts';
import { POWER_UP } from './power-up.ts';
import { RELAY } from './relay.ts';
import { SMASHES } from './smashes.ts';
import { WEBHOOK } from './webhook.ts';

/** Every scenario, for every board. */
export const SCENARIOS: readonly Scenario[] = [...POWER_UP, ...SMASHES, ...WEBHOOK, ...NETWORK, ...RELAY];
