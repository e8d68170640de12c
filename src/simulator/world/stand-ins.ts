import type { ButtonConfig } from '../../config/config.ts';
import { Chat } from './chat.ts';
import type { StandInRelay } from './stand-in-relay.ts';

/** What takes the place of the world outside: nothing of it is reachable from another machine. */
export interface StandIns {
  /** The user's own configuration, with Wi-Fi and webhook pointing at the stand-ins. */
  readonly config: ButtonConfig;
  readonly chat: Chat;
  readonly relay: StandInRelay | null;
  close(): Promise<void>;
}

export const WIFI = { ssid: 'stand-in' };
export const LOOPBACK = '127.0.0.1';
export const PATH = '/hooks/stand-in';

/** A chat channel over plain HTTP. */
export async function openStandIns(config: ButtonConfig): Promise<StandIns> {
  const chat = await Chat.open();
  const webhook = { protocol: 'http:', host: LOOPBACK, port: chat.port, path: PATH, headers: {} } as const;
  const used = { ...config, wifi: WIFI, webhook, relay: undefined };
  return { config: used, chat, relay: null, close: () => chat.close() };
}
