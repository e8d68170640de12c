import { bundleFirmware } from '../../src/build/bundle.ts';
import { checkConfig } from '../../src/config/files/load.ts';
import { PASSWORD, PATH } from '../simulator/shipped.ts';

export { ALERT, DEPLOY, PATH } from '../simulator/shipped.ts';

export const WIFI = { ssid: 'office', password: PASSWORD };
export const SECRET = 'a secret that only the button and the relay know';

/** The buttons that the scenarios are about, each with a script of its own. */
export type Edition = 'direct' | 'adorned' | 'relay';

export interface Design {
  /** Of the keys. */
  readonly pins: readonly number[];
  readonly klaxonPin?: number;
  /** Of the configuration. */
  readonly change: object;
}

/** Quick to give up, because one of the boards runs in real time, and slow to look, because others run beside it. */
const TIMES = { pressTtlMs: 6000, requestTimeoutMs: 3000, pollMs: 20, debounceMs: 50 };

const PLAIN: Design = { pins: [4, 5, 12, 13], change: TIMES };

/** What the adorned edition says. */
export const TEXTS = ['🚨 Déploiement à Zürich: «сейчас» "quoted" \\ 部署', 'Ω'] as const;

/** The original's wiring, a klaxon, and messages in many scripts. */
const ADORNED: Design = {
  pins: [4, 5, 2, 15],
  klaxonPin: 14,
  change: { ...TIMES, pins: [4, 5, 2, 15], klaxonPin: 14, messages: TEXTS },
};

export const DESIGNS: Readonly<Record<Edition, Design>> = { direct: PLAIN, adorned: ADORNED, relay: PLAIN };

/**
 * The script as `npm run build` makes it.
 * @param server `http://host:port` of the webhook, or of the relay in front of one
 */
export async function editionScript(edition: Edition, server: string): Promise<string> {
  const way =
    edition === 'relay'
      ? { webhook: 'https://hooks.example.org/x', relay: { url: server, secret: SECRET } }
      : { webhook: `${server}${PATH}` };
  const { config } = checkConfig({ wifi: WIFI, ...way, ...DESIGNS[edition].change }, 'test');
  return (await bundleFirmware(config)).script;
}
