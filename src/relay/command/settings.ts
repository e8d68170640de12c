import { webhookUrl } from '../../config/rules/webhook.ts';
import type { ButtonConfig } from '../../config/config.ts';
import type { WebhookTarget } from '../http/forward.ts';
import { Failure } from '../../failure.ts';

/** What one relay runs with. */
export interface RelaySettings {
  readonly webhook: WebhookTarget;
  readonly secret: string;
  readonly pressTtlMs: number;
  readonly host: string;
  readonly port: number;
  readonly journalPath: string;
}

/** What the command line may say in place of the configuration. */
export interface RelayOverrides {
  readonly host?: string | undefined;
  readonly port?: number | undefined;
  readonly journalPath?: string | undefined;
}

/** Where a relay writes what it delivered, unless it is told otherwise. */
export const JOURNAL_FILE = 'relay-journal.jsonl';

type RelayedConfig = Pick<ButtonConfig, 'webhook' | 'relay' | 'pressTtlMs'>;

/** @throws Failure 'config' when the configuration has no relay */
export function relaySettings(config: RelayedConfig, overrides: RelayOverrides = {}): RelaySettings {
  const { webhook, pressTtlMs } = config;
  const relay = relaySection(config);
  const host = overrides.host ?? relay.host;
  return {
    webhook: { url: webhookUrl(webhook), headers: webhook.headers, expected: webhook.expected },
    secret: relay.secret,
    pressTtlMs,
    // One address, so that one limit of connections covers all of them.
    host: host === 'localhost' ? '127.0.0.1' : host,
    port: overrides.port ?? relay.port,
    journalPath: overrides.journalPath ?? JOURNAL_FILE,
  };
}

/** @throws Failure 'config' when there is none */
export function relaySection({ relay }: Pick<ButtonConfig, 'relay'>): NonNullable<ButtonConfig['relay']> {
  if (relay !== undefined) return relay;
  throw new Failure('config', 'There is no "relay" in the configuration. `npm run relay` makes one.');
}
