import type { ButtonConfig } from './config.ts';

/** Hosts that are whoever asks for them: on the board, the board. */
const LOOPBACK = /^(localhost|.*\.localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0)$/i;

/**
 * For a real board only: the virtual one runs on this machine, and rightly uses its addresses.
 * @returns what is wrong with the address that the board is to talk to, and the mend, a sentence each
 */
export function loopbackWarnings({ relay, webhook }: Pick<ButtonConfig, 'relay' | 'webhook'>): string[] {
  const [key, host] = relay === undefined ? ['webhook', webhook.host] : ['relay.url', relay.host];
  if (!LOOPBACK.test(host)) return [];
  return [
    `"${key}": on the board "${host}" is the board itself. Name this machine by its address on the button's network.`,
  ];
}
