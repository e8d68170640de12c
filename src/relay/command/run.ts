import type { ButtonConfig } from '../../config/config.ts';
import { ENDINGS, firstSignal } from '../../first-signal.ts';
import { checkWebhookHost } from './check.ts';
import { relaySection, relaySettings, type RelayOverrides } from './settings.ts';
import { createLog, openOutput } from './log.ts';
import { startRelay } from './start.ts';

export interface RunOptions extends RelayOverrides {
  readonly config: Pick<ButtonConfig, 'webhook' | 'relay' | 'pressTtlMs'>;
  /** Says something to the person at the terminal. */
  readonly print: (line: string) => void;
}

/**
 * Runs a relay until somebody asks it to end, then ends it gracefully; a second signal ends it at once. Log lines go to
 * standard output: words on a terminal, JSON elsewhere.
 * @throws Failure 'config', 'relayPort' or 'relayJournal'
 */
export async function runRelay({ config, print, ...overrides }: RunOptions): Promise<void> {
  const settings = relaySettings(config, overrides);
  const log = createLog(openOutput(process.stdout.fd), process.stdout.isTTY);
  // Before anybody can know that it is there.
  const told = firstSignal(...ENDINGS);
  const relay = await startRelay(settings, log);
  const { host } = new URL(settings.webhook.url);
  print(
    `The relay listens on ${relay.url} and forwards to ${host}. ` +
      `The button reaches it at ${relaySection(config).url}. The journal is "${settings.journalPath}".`,
  );
  void warnOfWebhook(config, print);
  const signal = await told;
  print(`${signal}: the relay lets what it sent come to its end, and takes nothing new.`);
  await relay.close();
}

/** A webhook that can't be reached is better known now than at the first press. */
async function warnOfWebhook(config: RunOptions['config'], print: RunOptions['print']): Promise<void> {
  try {
    await checkWebhookHost(config);
  } catch (error) {
    print(`Warning: ${error instanceof Error ? error.message : String(error)}`);
  }
}
