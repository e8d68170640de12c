import type { ButtonConfig } from '../../../../src/config/config.ts';
import { firmwareConstants } from '../../../../src/config/constants.ts';
import { bundleFirmware } from '../../../../src/build/bundle.ts';
import { checkConfig, type LoadedConfig } from '../../../../src/config/files/load.ts';
import {
  type PageSettings,
  type RunningPage,
  servePage,
} from '../../../../src/simulator/faces/page/index.ts';

/** A radio that joins at once, so that no test waits for it. */
const QUICK_RADIO = { associateMs: 40, dhcpMs: 20, retryMs: 100, beaconTimeoutMs: 100 };

/** Enough of a program for a board that nobody looks at. */
export const SILENT = { build: () => Promise.resolve('') };

const BASE = {
  // A browser under load needs a second and more for a chord that comes key by key, and a quick one smashes again at once.
  chordMs: 10_000,
  deadTimeMs: 0,
  wifi: { ssid: 'office', password: 'correct horse' },
  webhook: 'http://chat.test/hooks/one',
};

export function configOf(change: object): LoadedConfig {
  return { ...checkConfig({ ...BASE, ...change }, 'test'), files: [] };
}

/** Serves the page on a free port with a configuration that is in memory. */
export function serve(change: object = {}, settings: Partial<PageSettings> = {}): Promise<RunningPage> {
  return servePage({
    load: () => configOf(change),
    build: shipped,
    live: false,
    watch: [],
    port: 0,
    stationTimes: QUICK_RADIO,
    ...settings,
  });
}

const bundles = new Map<string, Promise<string>>();
/** Stand for the ports and the secret of a run's stand-ins in a bundle, so that one serves every run. */
const CHAT_PORT = 65001;
const RELAY_PORT = 65002;
const SECRET = 'a secret of forty-three characters, no less';

/** The script that ships, bundled once for each configuration. */
export async function shipped(config: ButtonConfig): Promise<string> {
  const { webhook, relay } = config;
  const neutral: ButtonConfig = {
    ...config,
    webhook: { ...webhook, port: CHAT_PORT },
    relay: relay && { ...relay, port: RELAY_PORT, secret: SECRET },
  };
  const name = JSON.stringify(neutral);
  const bundle = bundles.get(name) ?? bundleFirmware(neutral).then(({ script }) => script);
  bundles.set(name, bundle);
  let script = (await bundle)
    .replaceAll(String(CHAT_PORT), String(webhook.port))
    .replaceAll(String(RELAY_PORT), String(relay?.port));
  const [neutrals, ours] = [firmwareConstants(neutral), firmwareConstants(config)];
  for (const pad of ['RELAY_INNER', 'RELAY_OUTER']) {
    if (relay) script = script.replaceAll(String(neutrals[pad]), String(ours[pad]));
  }
  return script;
}
