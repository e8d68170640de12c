import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleFirmware } from '../../src/build/bundle.ts';
import { makeCertificates, startRelayProcess } from '../../src/relay/index.ts';
import { benchConfig, type Mode } from './settings.ts';
import { TimedChat } from './timed-chat.ts';

const LOOPBACK = '127.0.0.1';

/** Everything behind the button, on this machine. */
export interface Chain {
  readonly chat: TimedChat;
  /** Builds the script that posts to it. */
  script(change?: object): Promise<string>;
  close(): Promise<void>;
}

/** A chat over HTTP, or one over HTTPS behind the real relay with a synced journal. */
export async function openChain(mode: Mode): Promise<Chain> {
  const certificates = mode === 'relay' ? await makeCertificates() : undefined;
  const chat = await TimedChat.open(
    certificates && { key: certificates.key, cert: certificates.certificate },
  );
  const protocol = certificates === undefined ? 'http' : 'https';
  const target = {
    webhook: `${protocol}://${LOOPBACK}:${chat.port}/hooks/bench`,
    relayUrl: `http://${LOOPBACK}:1`,
  };
  const folder = await mkdtemp(join(tmpdir(), 'button-bench-'));
  const { relay: settings, pressTtlMs } = benchConfig(mode, target);
  const relay =
    settings &&
    (await startRelayProcess(
      {
        webhook: { url: target.webhook, headers: {} },
        secret: settings.secret,
        pressTtlMs,
        host: LOOPBACK,
        port: 0,
        journalPath: join(folder, 'journal.jsonl'),
      },
      { ...(certificates && { authority: certificates.authority }), log: { write: () => undefined } },
    ));
  const relayUrl = relay?.url ?? target.relayUrl;
  return {
    chat,
    script: async (change) =>
      (await bundleFirmware(benchConfig(mode, { ...target, relayUrl }, change))).script,
    close: async () => {
      await relay?.close();
      await chat.close();
      await rm(folder, { recursive: true });
    },
  };
}
