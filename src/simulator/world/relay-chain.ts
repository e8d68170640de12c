import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ButtonConfig } from '../../config/config.ts';
import { makeCertificates } from '../../relay/index.ts';
import { Chat } from './chat.ts';
import { StandInRelay } from './stand-in-relay.ts';
import { LOOPBACK, PATH, type StandIns, WIFI } from './stand-ins.ts';

const SECRET_BYTES = 32;

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
