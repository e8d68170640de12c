import type { ButtonConfig } from '../../src/config/config.ts';
import { checkConfig } from '../../src/config/files/load.ts';

/** With a relay, or straight to the webhook. */
export const MODES = ['direct', 'relay'] as const;
export type Mode = (typeof MODES)[number];

/** As long as those that `npm run relay` makes: what is measured must not be secret. */
export const SECRET = 'not-a-secret-but-just-as-long-as-one-is-0123';

/** Where the button's requests go. */
export interface Target {
  readonly webhook: string;
  /** For the mode with a relay. */
  readonly relayUrl: string;
}

const PUBLIC: Target = {
  webhook: 'http://chat.example.com/hooks/your-webhook',
  relayUrl: 'http://192.168.1.10:8080',
};

/** The configuration that comes with the project, with a relay or without one. */
export function benchConfig(mode: Mode, target = PUBLIC, change: object = {}): ButtonConfig {
  const file = {
    wifi: { ssid: 'your-wifi', password: 'your-wifi-password' },
    webhook: target.webhook,
    ...(mode === 'relay' && { relay: { url: target.relayUrl, secret: SECRET } }),
    ...change,
  };
  return checkConfig(file, 'benchmark').config;
}
