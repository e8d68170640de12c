import { expect } from '@jest/globals';
import { bundleFirmware } from '../../src/build/bundle.ts';
import { benchConfig, SECRET } from '../bench/settings.ts';
import { PRESS_BUDGETS, rowBudgets, type Build } from './budgets.ts';
import { Chat } from './network/chat.ts';
import { DIALECT, Relay } from './network/relay.ts';
import { runChip } from './run.ts';
import type { Counts } from './counts/spans.ts';
import { drawTable } from './counts/table.ts';
import { CHIP, FLASH_SPEEDS, type FlashMhz } from './work-folder.ts';

/** A build as it is measured, on a board. */
export interface Measured extends Omit<Build, 'mode'> {
  readonly flash: FlashMhz;
  readonly pollMs: number;
}

const KEY_COUNTS: readonly Build['keys'][] = [4, 8];

export const MEASURED: readonly Measured[] = KEY_COUNTS.flatMap((keys) =>
  FLASH_SPEEDS.flatMap((flash) => [10, 5].map((pollMs) => ({ keys, flash, pollMs }))),
);

/** All that a key can be on, with the lamp on the one pin that no key can. */
const EIGHT = { pins: [0, 2, 4, 5, 12, 13, 14, 15], led: 16 };

/** @returns thousand instructions of the dearest, NaN where there was none */
function mostOf(took: readonly Counts[] = []): number {
  return (took.at(-1)?.instructions ?? NaN) / 1e3;
}

/** Runs one press that goes well, prints what it took, and holds it to its budgets. */
export async function expectCosts(mode: Build['mode'], { keys, flash, pollMs }: Measured): Promise<void> {
  const config = benchConfig(mode, undefined, { pollMs, ...(keys === 8 && EIGHT) });
  const { script } = await bundleFirmware(config);
  const host = mode === 'relay' ? new Relay(SECRET, DIALECT) : new Chat();
  const shown = await runChip({
    work: CHIP,
    script,
    flash,
    smashesMs: [4000],
    // Some of it comes after the fire, also at the slowest.
    holdMs: 300,
    endMs: 8000,
    host,
  });
  process.stdout.write(`\n${mode}, pollMs ${pollMs}, flash at ${flash} MHz: ${drawTable([shown])}\n`);

  const { ending, crash } = shown.outcome;
  expect(crash).toBe('');
  expect(host.faults).toEqual([]);
  const bodies = host.taken.map(({ body }) => body);
  expect(bodies).toEqual(config.bodies);
  const most = rowBudgets({ mode, keys }).map(([row, budget]) => ({
    row,
    budget,
    took: mostOf(shown.rows.rows.get(row)),
  }));
  expect(most.filter(({ took, budget }) => !(took <= budget))).toEqual([]);
  expect(ending?.stack).toBeLessThanOrEqual(PRESS_BUDGETS[mode].stack);
  expect(ending?.variables).toBeLessThanOrEqual(PRESS_BUDGETS[mode].variables);
}
