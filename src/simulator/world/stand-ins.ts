import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ButtonConfig } from '../../config/config.ts';
import { makeCertificates } from '../../relay/index.ts';
import { Chat } from './chat.ts';
import { StandInRelay } from './stand-in-relay.ts';

/** What takes the place of the world outside: nothing of it is reachable from another machine. */
export interface StandIns {
  /** The user's own configuration, with Wi-Fi and webhook pointing at the stand-ins. */
  readonly config: ButtonConfig;
  readonly chat: Chat;
  readonly relay: StandInRelay | null;
  close(): Promise<void>;
}

const WIFI = { ssid: 'stand-in' };
const LOOPBACK = '127.0.0.1';
const PATH = '/hooks/stand-in';
const SECRET_BYTES = 32;

/** A chat channel over plain HTTP. */
export async function openStandIns(config: ButtonConfig): Promise<StandIns> {
  const chat = await Chat.open();
  const webhook = { protocol: 'http:', host: LOOPBACK, port: chat.port, path: PATH, headers: {} } as const;
  const used = { ...config, wifi: WIFI, webhook, relay: undefined };
  return { config: used, chat, relay: null, close: () => chat.close() };
}

/**
 * The whole chain: a chat channel over HTTPS with a certificate authority of its own, and a real relay in front of it.
 * @param log gets the relay's log lines
 * @throws Failure of the relay
 */
export async function openRelayChain(
  config: ButtonConfig,
  log: { write(lines: string): void },
): Promise<StandIns> {
  const certificates = await makeCertificates();
  const chat = await Chat.open({ key: certificates.key, cert: certificates.certificate });
  const folder = await mkdtemp(join(tmpdir(), 'button-journal-'));
  const webhook = { protocol: 'https:', host: LOOPBACK, port: chat.port, path: PATH, headers: {} } as const;
  const secret = randomBytes(SECRET_BYTES).toString('base64url');
  const settings = {
    webhook: { url: `https://${LOOPBACK}:${chat.port}${PATH}`, headers: {} },
    secret,
    pressTtlMs: config.pressTtlMs,
    host: LOOPBACK,
    port: 0,
    journalPath: join(folder, 'journal.jsonl'),
  };
  const closeChat = async (): Promise<void> => {
    await chat.close();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const relay = await StandInRelay.open(settings, { authority: certificates.authority, log });
    return {
      config: { ...config, wifi: WIFI, webhook, relay: relay.config },
      chat,
      relay,
      close: async () => {
        await relay.close();
        await closeChat();
      },
    };
  } catch (error) {
    await closeChat();
    throw error;
  }
}
