import type { ButtonConfig, RelayConfig } from '../../config/config.ts';
import { ALWAYS_LOW_PIN } from '../../config/rules/pins.ts';

/** What an upload tells at its end. */

export function noWifi(ms: number): string {
  return (
    `No Wi-Fi after ${ms / 1000} s. The board keeps trying; \`npm run monitor\` shows how it goes. ` +
    'Check "wifi" in the configuration, and that the network is on 2.4 GHz.'
  );
}

export function relayAnswers({ url }: Pick<RelayConfig, 'url'>): string {
  return `The relay answers: ${url}`;
}

export function noRelay({ url }: Pick<RelayConfig, 'url'>, ms: number): string {
  return (
    `No relay answers at ${url} after ${ms / 1000} s. The board keeps asking. Start it there with \`npm run relay\`, or ` +
    'correct "relay.url" and upload again; `npm run relay -- --check` tells from here whether it runs.'
  );
}

/** The keys that can be seen at rest. */
export function restingKeys(pins: readonly number[]): readonly number[] {
  return pins.filter((pin) => pin !== ALWAYS_LOW_PIN);
}

/** @param levels one bit a key, the first one highest, 0 for pressed */
export function pressedKeys(keys: readonly number[], levels: number): readonly number[] {
  return keys.filter((_, index) => ((levels >> (keys.length - 1 - index)) & 1) === 0);
}

export function keysSeen(keys: readonly number[], pressed: readonly number[]): string {
  if (pressed.length === 0) return `Keys seen, all released: ${named(keys)}`;
  return `Keys that read pressed: ${named(pressed)}. Release them or check their wiring: until then the button won't fire.`;
}

/** Of a button that is ready: the one thing to do now. */
export function smash({ isPractice }: Pick<ButtonConfig, 'isPractice'>): string {
  if (!isPractice) return 'The button is ready. Smash all keys together, AND IT DEPLOYS.';
  return (
    'Ready for practice. Smash all keys together, and look into the chat: nothing is deployed. ' +
    'Then `npm run upload` puts the real button on the board.'
  );
}

function named(pins: readonly number[]): string {
  return pins.map((pin) => `D${pin}`).join(', ');
}
