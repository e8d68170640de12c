import { bundleFirmware } from '../../src/build/bundle.ts';
import { checkConfig } from '../../src/config/load.ts';
import { HostScripts } from '../../src/simulator/index.ts';
import type { LifeSettings } from './life.ts';
import { SERVER_HOST, WIFI } from './world.ts';

export type Mode = 'direct' | 'relay';

const SECRET = 'a secret for schedules that nobody else has';

/** The whole script as it ships, with the defaults of the configuration. */
export async function soakSettings(mode: Mode): Promise<LifeSettings> {
  const relay = mode === 'relay' ? { relay: { url: `http://${SERVER_HOST}`, secret: SECRET } } : {};
  const webhook = `http://${SERVER_HOST}/hooks/soak`;
  const { config } = checkConfig({ wifi: WIFI, webhook, ...relay }, 'soak');
  const [alert = '', command = ''] = config.bodies;
  const { debounceMs, pollMs, pressTtlMs } = config;
  return {
    script: (await bundleFirmware(config)).script,
    scripts: new HostScripts(),
    relaySecret: config.relay?.secret,
    ...{ alert, command, debounceMs, pollMs, pressTtlMs },
  };
}
