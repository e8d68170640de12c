import { Failure } from '../../failure.ts';
import type { ButtonConfig } from '../config.ts';
import { LOCAL_CONFIG_FILE } from './load.ts';

/** The values of the configuration that comes with the project: they stand for "not configured yet". */
export const EXAMPLE_SSID = 'your-wifi';
export const EXAMPLE_PASSWORD = 'your-wifi-password';
export const EXAMPLE_HOST = 'chat.example.com';

const IS_EXAMPLE = {
  'wifi.ssid': ({ wifi }: ButtonConfig) => wifi.ssid === EXAMPLE_SSID,
  'wifi.password': ({ wifi }: ButtonConfig) => wifi.password === EXAMPLE_PASSWORD,
  webhook: ({ webhook }: ButtonConfig) => webhook.host === EXAMPLE_HOST,
} as const;

export type ExampleKey = keyof typeof IS_EXAMPLE;

/** Everything that a board in the real world needs the user's own values for. */
export const REAL_BOARD: readonly ExampleKey[] = ['wifi.ssid', 'wifi.password', 'webhook'];

/**
 * Keeps the example's values from reaching anything real.
 * @param needed the keys whose own values are needed
 * @throws Failure 'config' that names those that still are the example's
 */
export function refuseExample(config: ButtonConfig, needed: readonly ExampleKey[]): void {
  const left = needed.filter((key) => IS_EXAMPLE[key](config)).map((key) => `"${key}"`);
  if (left.length === 0) return;
  throw new Failure(
    'config',
    `${left.join(', ')}: still the example's. Run \`npm run setup\`, or put your own values into "${LOCAL_CONFIG_FILE}".`,
  );
}
