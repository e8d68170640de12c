import { bundleFirmware } from '../build/bundle.ts';
import type { ButtonConfig } from '../config/config.ts';
import { REAL_BOARD, refuseExample } from '../config/files/example.ts';
import { exposureWarnings } from '../config/files/exposed.ts';
import { shown } from '../config/files/json-file.ts';
import { loadConfig } from '../config/files/load.ts';
import { loopbackWarnings } from '../config/loopback.ts';
import { asPractice } from '../config/practice.ts';
import { good, type Outcome } from './finding.ts';

/**
 * The configuration as it goes onto a board.
 * @param onConfig gets it
 * @throws Failure 'config'
 */
export function checkConfiguration(onConfig: (config: ButtonConfig) => void): Outcome {
  const { config, warnings, files } = loadConfig();
  refuseExample(config, REAL_BOARD);
  onConfig(config);
  const { pins, relay, klaxonPin, webhook, pollMs, debounceMs } = config;
  const facts = {
    keys: pins.map((pin) => `D${pin}`).join('+'),
    relay: relay !== undefined,
    klaxon: klaxonPin !== undefined,
    webhook: webhook.protocol.slice(0, -1),
    pollMs,
    debounceMs,
  };
  const all = [...exposureWarnings(files), ...warnings, ...loopbackWarnings(config)];
  const found = files.map(shown).join(' and ');
  if (all.length === 0) return good(`${found}, ${pins.length} keys`, facts);
  return { verdict: 'note', detail: [`${found}:`, ...all].join('\n'), facts };
}

/**
 * The script for the board.
 * @param onScript gets it
 * @throws Failure 'build'
 */
export async function checkBuild(config: ButtonConfig, onScript: (script: string) => void): Promise<Outcome> {
  const { script } = await bundleFirmware(config);
  onScript(script);
  return good(`${script.length} bytes for the board`, { bytes: script.length });
}

/**
 * @returns the script for practice, or undefined where none is safe
 * @throws Failure 'build'
 */
export async function buildPractice(config: ButtonConfig): Promise<string | undefined> {
  if ('fault' in config.practice) return undefined;
  const { script } = await bundleFirmware(asPractice(config));
  return script;
}
