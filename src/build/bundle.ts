import { firmwareConstants } from '../config/constants.ts';
import type { ButtonConfig } from '../config/config.ts';
import { Failure } from '../failure.ts';
import { budgetFor } from './budget.ts';
import { firmwareModules } from './modules.ts';
import { shrink } from './shrink.ts';
import { subsetFaults } from './subset.ts';

/** The script for the board, and how much of its budget it takes. */
export interface Firmware {
  readonly script: string;
  readonly bytes: number;
  readonly budgetBytes: number;
}

/**
 * Bundles the firmware for a configuration.
 * @throws Failure 'build' when rollup warns, when the script holds what Espruino doesn't have, or when it is too large
 */
export async function bundleFirmware(config: ButtonConfig): Promise<Firmware> {
  const { code, warnings } = await firmwareModules();
  const script = await shrink(code, firmwareConstants(config));
  const faults = subsetFaults(script, true);
  // What the compiler has to say of the same place comes after: it takes the board for a browser.
  const told = [
    ...(faults.length > 0 ? ['dist/firmware.js would fail on the board:', ...faults] : []),
    ...(warnings.length > 0 ? ['The firmware is not built, because rollup warns:', ...warnings] : []),
  ];
  if (told.length > 0) throw new Failure('build', told.join('\n  '));
  const bytes = Buffer.byteLength(script);
  const budgetBytes = budgetFor(config);
  if (bytes > budgetBytes) {
    throw new Failure(
      'build',
      [
        `dist/firmware.js has ${bytes} bytes, over its budget of ${budgetBytes}.`,
        `The budget grows with your texts, so the code is too long: shorten "src/firmware".`,
      ].join(' '),
    );
  }
  return { script, bytes, budgetBytes };
}
