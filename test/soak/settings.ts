import { bundleFirmware } from '../../src/build/bundle.ts';
import { checkConfig } from '../../src/config/files/load.ts';
import { HostScripts, type Speed } from '../../src/simulator/index.ts';
import type { LifeSettings } from './life.ts';
import { SERVER_HOST, WIFI } from './world.ts';

const RELAY = { url: `http://${SERVER_HOST}`, secret: 'a secret for schedules that nobody else has' };

/** The buttons that live through schedules, by what is not the default in their configuration. */
const SETUPS = {
  direct: {},
  relay: { relay: RELAY },
  /** Keys as the original had them, one on the pin that always reads low. */
  oldWiring: { pins: [4, 5, 2, 15] },
  /** Slow switches, and short patience. */
  slow: { debounceMs: 100, pollMs: 25, pressTtlMs: 12_000, requestTimeoutMs: 3000 },
  /** The quickest there is, with a relay. */
  quick: { relay: RELAY, debounceMs: 5, pollMs: 5, requestTimeoutMs: 2000 },
} as const;

export type Setup = keyof typeof SETUPS;

export const SETUP_NAMES = Object.keys(SETUPS).filter(isSetup);

/** Those of a chip; an instant one is for finding out what a fault hangs on. */
export const CHIP_SPEEDS: readonly Speed[] = ['flash 80', 'flash 40', 'a third slower'];

export function isSetup(name: string): name is Setup {
  return Object.hasOwn(SETUPS, name);
}

/** The whole script as it ships, on a chip of this speed. */
export async function soakSettings(setup: Setup, speed: Speed = 'flash 80'): Promise<LifeSettings> {
  const webhook = `http://${SERVER_HOST}/hooks/soak`;
  const { config } = checkConfig({ wifi: WIFI, webhook, ...SETUPS[setup] }, 'soak');
  const [alert = '', command = ''] = config.bodies;
  const { debounceMs, pollMs, chordMs, deadTimeMs, pressTtlMs, pins } = config;
  return {
    script: (await bundleFirmware(config)).script,
    scripts: new HostScripts(),
    speed,
    relaySecret: config.relay?.secret,
    ...{ alert, command, debounceMs, pollMs, chordMs, deadTimeMs, pressTtlMs, pins },
  };
}
